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

        /// <summary>Arc cosines.</summary>
        public Tensor acos() => Operators.Acos.Call(this);

        /// <summary>Arc cosines, in place.</summary>
        public Tensor acos_()
        {
            Operators.AcosInPlace.Run(this);
            return this;
        }

        /// <summary>Arc sines.</summary>
        public Tensor asin() => Operators.Asin.Call(this);

        /// <summary>Arc sines, in place.</summary>
        public Tensor asin_()
        {
            Operators.AsinInPlace.Run(this);
            return this;
        }

        /// <summary>Arc tangents.</summary>
        public Tensor atan() => Operators.Atan.Call(this);

        /// <summary>Arc tangents, in place.</summary>
        public Tensor atan_()
        {
            Operators.AtanInPlace.Run(this);
            return this;
        }

        /// <summary>The next whole numbers above.</summary>
        public Tensor ceil() => Operators.Ceil.Call(this);

        /// <summary>The next whole numbers above, in place.</summary>
        public Tensor ceil_()
        {
            Operators.CeilInPlace.Run(this);
            return this;
        }

        /// <summary>Cosines.</summary>
        public Tensor cos() => Operators.Cos.Call(this);

        /// <summary>Cosines, in place.</summary>
        public Tensor cos_()
        {
            Operators.CosInPlace.Run(this);
            return this;
        }

        /// <summary>Hyperbolic cosines.</summary>
        public Tensor cosh() => Operators.Cosh.Call(this);

        /// <summary>Hyperbolic cosines, in place.</summary>
        public Tensor cosh_()
        {
            Operators.CoshInPlace.Run(this);
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

        /// <summary>The next whole numbers below.</summary>
        public Tensor floor() => Operators.Floor.Call(this);

        /// <summary>The next whole numbers below, in place.</summary>
        public Tensor floor_()
        {
            Operators.FloorInPlace.Run(this);
            return this;
        }

        /// <summary>What follows the point.</summary>
        public Tensor frac() => Operators.Frac.Call(this);

        /// <summary>What follows the point, in place.</summary>
        public Tensor frac_()
        {
            Operators.FracInPlace.Run(this);
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

        /// <summary>Sines.</summary>
        public Tensor sin() => Operators.Sin.Call(this);

        /// <summary>Sines, in place.</summary>
        public Tensor sin_()
        {
            Operators.SinInPlace.Run(this);
            return this;
        }

        /// <summary>Hyperbolic sines.</summary>
        public Tensor sinh() => Operators.Sinh.Call(this);

        /// <summary>Hyperbolic sines, in place.</summary>
        public Tensor sinh_()
        {
            Operators.SinhInPlace.Run(this);
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

        /// <summary>Tangents.</summary>
        public Tensor tan() => Operators.Tan.Call(this);

        /// <summary>Tangents, in place.</summary>
        public Tensor tan_()
        {
            Operators.TanInPlace.Run(this);
            return this;
        }

        /// <summary>Hyperbolic tangents.</summary>
        public Tensor tanh() => Operators.Tanh.Call(this);

        /// <summary>Hyperbolic tangents, in place.</summary>
        public Tensor tanh_()
        {
            Operators.TanhInPlace.Run(this);
            return this;
        }

        /// <summary>Whole parts.</summary>
        public Tensor trunc() => Operators.Trunc.Call(this);

        /// <summary>Whole parts, in place.</summary>
        public Tensor trunc_()
        {
            Operators.TruncInPlace.Run(this);
            return this;
        }

        /// <summary>Negatives.</summary>
        public Tensor negative() => neg();

        /// <summary>x * x.</summary>
        public Tensor square() => Operators.Square.Call(this);

        /// <summary>True where not a number.</summary>
        public Tensor isnan() => Operators.Isnan.Call(this);

        /// <summary>True where infinite.</summary>
        public Tensor isinf() => Operators.Isinf.Call(this);

        /// <summary>True where finite.</summary>
        public Tensor isfinite() => Operators.Isfinite.Call(this);

        /// <summary>Replaces NaN and the infinities.</summary>
        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) => Operators.NanToNum.Call(this, nan, posinf, neginf);

        /// <summary>Nearest numbers of that many decimals, ties to even.</summary>
        public Tensor round(long decimals = 0L) => Operators.RoundDecimals.Call(this, decimals);

        /// <summary>Nearest numbers of that many decimals, ties to even, in place.</summary>
        public Tensor round_(long decimals = 0L)
        {
            Operators.RoundDecimalsInPlace.Run(this, decimals);
            return this;
        }
    }
}
