using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Absolute values.</summary>
        public Tensor abs() => Operators.Abs.Call(this);

        /// <summary>Absolute values, in place.</summary>
        public Tensor abs_()
        {
            Operators.AbsInPlace.Run(this);
            return this;
        }

        /// <summary>Error function.</summary>
        public Tensor erf() => Operators.Erf.Call(this);

        /// <summary>Error function, in place.</summary>
        public Tensor erf_()
        {
            Operators.ErfInPlace.Run(this);
            return this;
        }

        /// <summary>Inverse error function.</summary>
        public Tensor erfinv() => Operators.Erfinv.Call(this);

        /// <summary>Inverse error function, in place.</summary>
        public Tensor erfinv_()
        {
            Operators.ErfinvInPlace.Run(this);
            return this;
        }

        /// <summary>Exponentials.</summary>
        public Tensor exp() => Operators.Exp.Call(this);

        /// <summary>Exponentials, in place.</summary>
        public Tensor exp_()
        {
            Operators.ExpInPlace.Run(this);
            return this;
        }

        /// <summary>Powers of two.</summary>
        public Tensor exp2() => Operators.Exp2.Call(this);

        /// <summary>exp(x) - 1.</summary>
        public Tensor expm1() => Operators.Expm1.Call(this);

        /// <summary>exp(x) - 1, in place.</summary>
        public Tensor expm1_()
        {
            Operators.Expm1InPlace.Run(this);
            return this;
        }

        /// <summary>Logarithms of the gamma function.</summary>
        public Tensor lgamma() => Operators.Lgamma.Call(this);

        /// <summary>Logarithms of the gamma function, in place.</summary>
        public Tensor lgamma_()
        {
            Operators.LgammaInPlace.Run(this);
            return this;
        }

        /// <summary>Natural logarithms.</summary>
        public Tensor log() => Operators.Log.Call(this);

        /// <summary>Natural logarithms, in place.</summary>
        public Tensor log_()
        {
            Operators.LogInPlace.Run(this);
            return this;
        }

        /// <summary>Decimal logarithms.</summary>
        public Tensor log10() => Operators.Log10.Call(this);

        /// <summary>Decimal logarithms, in place.</summary>
        public Tensor log10_()
        {
            Operators.Log10InPlace.Run(this);
            return this;
        }

        /// <summary>log(1 + x).</summary>
        public Tensor log1p() => Operators.Log1p.Call(this);

        /// <summary>log(1 + x), in place.</summary>
        public Tensor log1p_()
        {
            Operators.Log1pInPlace.Run(this);
            return this;
        }

        /// <summary>Binary logarithms.</summary>
        public Tensor log2() => Operators.Log2.Call(this);

        /// <summary>Binary logarithms, in place.</summary>
        public Tensor log2_()
        {
            Operators.Log2InPlace.Run(this);
            return this;
        }

        /// <summary>Negatives.</summary>
        public Tensor neg() => Operators.Neg.Call(this);

        /// <summary>Negatives, in place.</summary>
        public Tensor neg_()
        {
            Operators.NegInPlace.Run(this);
            return this;
        }

        /// <summary>1 / x.</summary>
        public Tensor reciprocal() => Operators.Reciprocal.Call(this);

        /// <summary>1 / x, in place.</summary>
        public Tensor reciprocal_()
        {
            Operators.ReciprocalInPlace.Run(this);
            return this;
        }

        /// <summary>1 / sqrt(x).</summary>
        public Tensor rsqrt() => Operators.Rsqrt.Call(this);

        /// <summary>1 / sqrt(x), in place.</summary>
        public Tensor rsqrt_()
        {
            Operators.RsqrtInPlace.Run(this);
            return this;
        }

        /// <summary>-1, 0 or 1.</summary>
        public Tensor sign() => Operators.Sign.Call(this);

        /// <summary>-1, 0 or 1, in place.</summary>
        public Tensor sign_()
        {
            Operators.SignInPlace.Run(this);
            return this;
        }

        /// <summary>Square roots.</summary>
        public Tensor sqrt() => Operators.Sqrt.Call(this);

        /// <summary>Square roots, in place.</summary>
        public Tensor sqrt_()
        {
            Operators.SqrtInPlace.Run(this);
            return this;
        }

        /// <summary>Negatives.</summary>
        public Tensor negative() => neg();

        /// <summary>x * x.</summary>
        public Tensor square() => Operators.Square.Call(this);
    }
}
