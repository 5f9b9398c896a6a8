namespace TorchSharp;

public static partial class torch
{
    /// <summary>What the numbers of a floating-point type can be.</summary>
    public struct FInfo
    {
        /// <summary>Bits of a number.</summary>
        public int bits;

        /// <summary>Distance from 1 to the next number.</summary>
        public double eps;

        /// <summary>The greatest number.</summary>
        public double max;

        /// <summary>The least number.</summary>
        public double min;

        /// <summary>The least positive number that has full precision.</summary>
        public double tiny;

        /// <summary>The least positive number that has full precision.</summary>
        public double smallest_normal;

        /// <summary>About the precision in decimals.</summary>
        public double resolution;

        internal FInfo(int bits, double eps, double max, double tiny, double resolution)
        {
            this.bits = bits;
            this.eps = eps;
            this.max = max;
            min = -max;
            this.tiny = tiny;
            smallest_normal = tiny;
            this.resolution = resolution;
        }
    }
}
