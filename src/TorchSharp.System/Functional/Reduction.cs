namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What becomes of the losses of single elements.</summary>
        public enum Reduction : long
        {
            /// <summary>They stay.</summary>
            None = 0,

            /// <summary>Their mean is taken.</summary>
            Mean = 1,

            /// <summary>Their sum is taken.</summary>
            Sum = 2,
        }
    }
}
