using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, int right) => Operators.AddScalar.Call(left, (long)right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, long right) => Operators.AddScalar.Call(left, right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, float right) => Operators.AddScalar.Call(left, (double)right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, double right) => Operators.AddScalar.Call(left, right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Scalar left, Tensor right) => Operators.AddScalar.Call(right, left);

        /// <summary>Sum.</summary>
        public static Tensor operator +(int left, Tensor right) => Operators.AddScalar.Call(right, (long)left);

        /// <summary>Sum.</summary>
        public static Tensor operator +(long left, Tensor right) => Operators.AddScalar.Call(right, left);

        /// <summary>Sum.</summary>
        public static Tensor operator +(float left, Tensor right) => Operators.AddScalar.Call(right, (double)left);

        /// <summary>Sum.</summary>
        public static Tensor operator +(double left, Tensor right) => Operators.AddScalar.Call(right, left);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, int right) => Operators.SubScalar.Call(left, (long)right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, long right) => Operators.SubScalar.Call(left, right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, float right) => Operators.SubScalar.Call(left, (double)right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, double right) => Operators.SubScalar.Call(left, right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Scalar left, Tensor right) => Operators.RsubScalar.Call(right, left);

        /// <summary>Difference.</summary>
        public static Tensor operator -(int left, Tensor right) => Operators.RsubScalar.Call(right, (long)left);

        /// <summary>Difference.</summary>
        public static Tensor operator -(long left, Tensor right) => Operators.RsubScalar.Call(right, left);

        /// <summary>Difference.</summary>
        public static Tensor operator -(float left, Tensor right) => Operators.RsubScalar.Call(right, (double)left);

        /// <summary>Difference.</summary>
        public static Tensor operator -(double left, Tensor right) => Operators.RsubScalar.Call(right, left);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, int right) => Operators.MulScalar.Call(left, (long)right);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, long right) => Operators.MulScalar.Call(left, right);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, float right) => Operators.MulScalar.Call(left, (double)right);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, double right) => Operators.MulScalar.Call(left, right);

        /// <summary>Product.</summary>
        public static Tensor operator *(Scalar left, Tensor right) => Operators.MulScalar.Call(right, left);

        /// <summary>Product.</summary>
        public static Tensor operator *(int left, Tensor right) => Operators.MulScalar.Call(right, (long)left);

        /// <summary>Product.</summary>
        public static Tensor operator *(long left, Tensor right) => Operators.MulScalar.Call(right, left);

        /// <summary>Product.</summary>
        public static Tensor operator *(float left, Tensor right) => Operators.MulScalar.Call(right, (double)left);

        /// <summary>Product.</summary>
        public static Tensor operator *(double left, Tensor right) => Operators.MulScalar.Call(right, left);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, int right) => Operators.DivScalar.Call(left, (long)right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, long right) => Operators.DivScalar.Call(left, right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, float right) => Operators.DivScalar.Call(left, (double)right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, double right) => Operators.DivScalar.Call(left, right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Scalar left, Tensor right) => Inverse(right, left);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(int left, Tensor right) => Inverse(right, (long)left);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(long left, Tensor right) => Inverse(right, left);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(float left, Tensor right) => Inverse(right, (double)left);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(double left, Tensor right) => Inverse(right, left);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, Scalar right) => left.remainder(right);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, int right) => Operators.RemainderScalar.Call(left, (long)right);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, long right) => Operators.RemainderScalar.Call(left, right);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, float right) => Operators.RemainderScalar.Call(left, (double)right);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, double right) => Operators.RemainderScalar.Call(left, right);

        /// <summary>Negatives.</summary>
        public static Tensor operator -(Tensor tensor) => tensor.neg();

        private static Tensor Inverse(Tensor divisor, Scalar dividend)
        {
            using var inverse = divisor.reciprocal();
            return inverse.mul(dividend);
        }
    }
}
