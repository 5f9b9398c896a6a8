using Llm.Gen.Tests;

namespace Llm.Gen.Generators.Tests.Snapshots;

public sealed class RecordTests
{
    [Fact]
    public Task Types_around_it() => Snapshot.Verify(GeneratorRun.Emit(
        """
        using Llm.Gen;

        namespace Examples;

        public static partial class Models
        {
            public partial record struct Small
            {
                [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64, TiedEmbeddings = true)]
                [Mha(4), SwiGlu(64), RmsNorm, Rope]
                internal partial record Tiny;
            }
        }
        """));

    [Fact]
    public Task A_namespace_that_hides_others() => Snapshot.Verify(GeneratorRun.Emit(
        """
        namespace TorchSharp.Llm.System.torch
        {
            [global::Llm.Gen.Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64, TiedEmbeddings = true)]
            [global::Llm.Gen.Mha(4), global::Llm.Gen.SwiGlu(64), global::Llm.Gen.RmsNorm, global::Llm.Gen.Rope]
            public partial record Tiny;
        }
        """));

    [Fact]
    public Task Names_that_are_keywords() => Snapshot.Verify(GeneratorRun.Emit(
        """
        using Llm.Gen;

        namespace @namespace.@event;

        public partial class @class
        {
            [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64, TiedEmbeddings = true)]
            [Mha(4), SwiGlu(64), RmsNorm, Rope]
            private protected sealed partial record @record;
        }
        """));

    [Fact]
    public Task Names_in_small_letters_and_other_scripts() => Snapshot.Verify(GeneratorRun.Emit(
        """
        using Llm.Gen;

        namespace Пример;

        [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64, TiedEmbeddings = true)]
        [Mha(4), SwiGlu(64), RmsNorm, Rope]
        internal partial record @field;
        """));

    [Fact]
    public Task Several_models_in_one_file() => Snapshot.Verify(GeneratorRun.Emit(
        """
        using Llm.Gen;

        namespace Examples;

        [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64, TiedEmbeddings = true)]
        [Mha(4), SwiGlu(64), RmsNorm, Rope]
        public partial record Teacher;

        [Decoder(Layers = 1, Hidden = 16, Vocab = 96, Positions = 64, TiedEmbeddings = true)]
        [Mha(4), SwiGlu(32), RmsNorm, Rope]
        public partial record Student;
        """));

    [Fact]
    public Task Names_that_differ_in_case_alone() => Snapshot.Verify(GeneratorRun.Emit(
        """
        using Llm.Gen;

        namespace Examples;

        [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64, TiedEmbeddings = true)]
        [Mha(4), SwiGlu(64), RmsNorm, Rope]
        public partial record Tiny;

        [Decoder(Layers = 1, Hidden = 16, Vocab = 96, Positions = 64, TiedEmbeddings = true)]
        [Mha(4), SwiGlu(32), RmsNorm, Rope]
        public partial record TINY;
        """));
}
