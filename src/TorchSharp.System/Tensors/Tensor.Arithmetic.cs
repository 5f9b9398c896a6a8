using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>x + target.</summary>
        public Tensor add(Tensor target) => Operators.AddTensor.Call(this, target);

        /// <summary>x + scalar.</summary>
        public Tensor add(Scalar scalar) => Operators.AddScalar.Call(this, scalar);

        /// <summary>x + alpha * target.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Operators.AddTensor.Call(this, target, alpha);

        /// <summary>x + alpha * scalar.</summary>
        public Tensor add(Scalar scalar, Scalar alpha) => Operators.AddScalar.Call(this, scalar, alpha);

        /// <summary>x + target, in place.</summary>
        public Tensor add_(Tensor target)
        {
            Operators.AddTensorInPlace.Run(this, target);
            return this;
        }

        /// <summary>x + scalar, in place.</summary>
        public Tensor add_(Scalar scalar)
        {
            Operators.AddScalarInPlace.Run(this, scalar);
            return this;
        }

        /// <summary>x + alpha * target, in place.</summary>
        public Tensor add_(Tensor target, Scalar alpha)
        {
            Operators.AddTensorInPlace.Run(this, target, alpha);
            return this;
        }

        /// <summary>x + alpha * scalar, in place.</summary>
        public Tensor add_(Scalar scalar, Scalar alpha)
        {
            Operators.AddScalarInPlace.Run(this, scalar, alpha);
            return this;
        }

        /// <summary>x - target.</summary>
        public Tensor sub(Tensor target) => Operators.SubTensor.Call(this, target);

        /// <summary>x - target.</summary>
        public Tensor sub(Scalar target) => Operators.SubScalar.Call(this, target);

        /// <summary>x - target, in place.</summary>
        public Tensor sub_(Tensor target)
        {
            Operators.SubTensorInPlace.Run(this, target);
            return this;
        }

        /// <summary>x - target, in place.</summary>
        public Tensor sub_(Scalar target)
        {
            Operators.SubScalarInPlace.Run(this, target);
            return this;
        }

        /// <summary>x - target.</summary>
        public Tensor subtract(Tensor target) => sub(target);

        /// <summary>x - target.</summary>
        public Tensor subtract(Scalar target) => sub(target);

        /// <summary>x - target, in place.</summary>
        public Tensor subtract_(Tensor target) => sub_(target);

        /// <summary>x - target, in place.</summary>
        public Tensor subtract_(Scalar target) => sub_(target);

        /// <summary>x * target.</summary>
        public Tensor mul(Tensor target) => Operators.MulTensor.Call(this, target);

        /// <summary>x * target.</summary>
        public Tensor mul(Scalar target) => Operators.MulScalar.Call(this, target);

        /// <summary>x * target, in place.</summary>
        public Tensor mul_(Tensor target)
        {
            Operators.MulTensorInPlace.Run(this, target);
            return this;
        }

        /// <summary>x * target, in place.</summary>
        public Tensor mul_(Scalar target)
        {
            Operators.MulScalarInPlace.Run(this, target);
            return this;
        }

        /// <summary>x * target.</summary>
        public Tensor multiply(Tensor target) => mul(target);

        /// <summary>x * target.</summary>
        public Tensor multiply(Scalar target) => mul(target);

        /// <summary>x / target, rounded as said.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Operators.DivTensorMode.Call(this, target, Spelled(rounding_mode));

        /// <summary>x / target, rounded as said.</summary>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Operators.DivScalarMode.Call(this, target, Spelled(rounding_mode));

        /// <summary>x / target, rounded as said, in place.</summary>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Operators.DivTensorModeInPlace.Run(this, target, Spelled(rounding_mode));
            return this;
        }

        /// <summary>x / target, rounded as said, in place.</summary>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Operators.DivScalarModeInPlace.Run(this, target, Spelled(rounding_mode));
            return this;
        }

        /// <summary>x / target, rounded as said.</summary>
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        /// <summary>x / target, rounded as said.</summary>
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        /// <summary>x / target, rounded as said, in place.</summary>
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        /// <summary>x / target, rounded as said, in place.</summary>
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        /// <summary>x / other.</summary>
        public Tensor true_divide(Tensor other) => div(other);

        /// <summary>x / other.</summary>
        public Tensor true_divide(Scalar other) => div(other);

        /// <summary>x / other, rounded down.</summary>
        public Tensor floor_divide(Tensor other) => Operators.FloorDivide.Call(this, other);

        /// <summary>x / other, rounded down.</summary>
        public Tensor floor_divide(Scalar other) => Operators.FloorDivideScalar.Call(this, other);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public Tensor remainder(Tensor target) => Operators.RemainderTensor.Call(this, target);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public Tensor remainder(Scalar scalar) => Operators.RemainderScalar.Call(this, scalar);

        /// <summary>Remainder with the sign of the divisor, in place.</summary>
        public Tensor remainder_(Tensor target)
        {
            Operators.RemainderTensorInPlace.Run(this, target);
            return this;
        }

        /// <summary>Remainder with the sign of the divisor, in place.</summary>
        public Tensor remainder_(Scalar scalar)
        {
            Operators.RemainderScalarInPlace.Run(this, scalar);
            return this;
        }

        /// <summary>Remainder with the sign of the dividend.</summary>
        public Tensor fmod(Tensor target) => Operators.FmodTensor.Call(this, target);

        /// <summary>Remainder with the sign of the dividend.</summary>
        public Tensor fmod(Scalar scalar) => Operators.FmodScalar.Call(this, scalar);

        /// <summary>Remainder with the sign of the dividend, in place.</summary>
        public Tensor fmod_(Tensor target)
        {
            Operators.FmodTensorInPlace.Run(this, target);
            return this;
        }

        /// <summary>Remainder with the sign of the dividend, in place.</summary>
        public Tensor fmod_(Scalar scalar)
        {
            Operators.FmodScalarInPlace.Run(this, scalar);
            return this;
        }

        /// <summary>x to a power.</summary>
        public Tensor pow(Scalar exponent) => Operators.PowTensorScalar.Call(this, exponent);

        /// <summary>x to a power.</summary>
        public Tensor pow(Tensor exponent) => Operators.PowTensorTensor.Call(this, exponent);

        /// <summary>x to a power, in place.</summary>
        public Tensor pow_(Scalar exponent)
        {
            Operators.PowScalarInPlace.Run(this, exponent);
            return this;
        }

        /// <summary>x to a power, in place.</summary>
        public Tensor pow_(Tensor exponent)
        {
            Operators.PowTensorInPlace.Run(this, exponent);
            return this;
        }

        /// <summary>Angle of the point (other, x).</summary>
        public Tensor atan2(Tensor other) => Operators.Atan2.Call(this, other);

        private static string? Spelled(RoundingMode mode) => mode switch
        {
            RoundingMode.trunc => "trunc",
            RoundingMode.floor => "floor",
            _ => null,
        };
    }
}
