using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>While training, zeros with probability p and the rest scaled to keep the mean.</summary>
    public sealed class Dropout : ParameterLessModule<Tensor, Tensor>
    {
        internal Dropout(double p, bool inplace)
            : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);

        /// <summary>Probability of a zero.</summary>
        public double p { get; set; }

        /// <summary>True to change the input itself.</summary>
        public bool inplace { get; set; }

        /// <summary>The input, with zeros while training.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.dropout(tensor, p, training, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>While training, zeros with probability p and the rest scaled to keep the mean.</summary>
            public static Modules.Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }
}
