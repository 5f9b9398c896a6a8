namespace Llm.Gen.Tests;

/// <summary>Components as users write them; they compute little.</summary>
internal static class OwnSources
{
    /// <summary>One of each kind, registered, in the namespace Examples.</summary>
    public const string Components =
        """
        using Llm.Gen;
        using Llm.Gen.Runtime;
        using static TorchSharp.torch;

        namespace Examples;

        [Component("narrow")]
        public sealed class NarrowAttention(AttentionShape shape, Placement place, double times = 1) : Block("narrow")
        {
            public Projection Output { get; } = new(shape.Hidden, shape.Hidden, place);

            public override Tensor forward(Tensor x, Pass pass) => times * Output.call(x);

            protected override void Register() => register_module("o_proj", Output);
        }

        [Component("narrow-mlp")]
        public sealed class NarrowFeedForward(FeedForwardShape shape, Placement place, bool squares, string note = "", int @base = 2) : TokenwiseBlock("narrow")
        {
            public Projection Up { get; } = new(shape.Hidden, shape.Hidden, place);

            public override Tensor forward(Tensor x) => squares ? Up.call(x) : x * note.Length * @base;

            protected override void Register() => register_module("up", Up);
        }

        [Component("scale")]
        public sealed class Scale(NormShape shape, Placement place) : TokenwiseBlock("scale")
        {
            private readonly OwnParameter _gain = new(place, shape.Size);

            public override Tensor forward(Tensor x) => x * _gain.Value;

            protected override void Register() => Own("gain", _gain, WeightRole.Gain);
        }

        [Component("shift")]
        public sealed class Shift(PositionShape shape, Placement place) : Block("shift")
        {
            private readonly OwnParameter _by = new(place, shape.Positions);

            public override Tensor forward(Tensor qkv, Pass pass) => qkv + _by.Value[0];

            protected override void Register() => Own("by", _by, WeightRole.Table);
        }
        """;
}
