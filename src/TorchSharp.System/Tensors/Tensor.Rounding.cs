using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The next whole numbers above.</summary>
        public Tensor ceil() => Operators.Ceil.Call(this);

        /// <summary>The next whole numbers above, in place.</summary>
        public Tensor ceil_()
        {
            Operators.CeilInPlace.Run(this);
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

        /// <summary>Whole parts.</summary>
        public Tensor trunc() => Operators.Trunc.Call(this);

        /// <summary>Whole parts, in place.</summary>
        public Tensor trunc_()
        {
            Operators.TruncInPlace.Run(this);
            return this;
        }

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
