using Llm.Gen.Tests;

namespace Llm.Gen.Generators.Tests.Snapshots;

public sealed class WholeModelTests
{
    [Fact]
    public Task The_embedding_is_the_head() => Snapshot.Verify(GeneratorRun.Emit(
        """
        using Llm.Gen;

        [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64, TiedEmbeddings = true)]
        [Mha(4), SwiGlu(64), RmsNorm, Rope]
        public partial record Tied;
        """));

    [Fact]
    public Task The_head_is_a_matrix_of_its_own() => Snapshot.Verify(GeneratorRun.Emit(
        """
        using Llm.Gen;

        [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)]
        [Mha(4), SwiGlu(64), RmsNorm, Rope]
        public partial record Untied;
        """));

    [Fact]
    public Task One_layer_and_numbers_at_their_ends() => Snapshot.Verify(GeneratorRun.Emit(
        """
        using Llm.Gen;

        [Decoder(Layers = 1, Hidden = 2, Vocab = 1, Positions = 1)]
        [Mha(1), SwiGlu(1), RmsNorm(1e-30), Rope(1.5e6)]
        public partial record Smallest;
        """));

    [Fact]
    public Task The_names_are_a_familys() => Snapshot.Verify(GeneratorRun.Emit(
        """
        using Llm.Gen;

        [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)]
        [Mha(4), SwiGlu(64), RmsNorm, Rope, HuggingFace("llama")]
        public partial record Named;
        """));

    [Fact]
    public Task The_declaration_is_a_file() => Snapshot.Verify(GeneratorRun.Emit(
        DeclaredProject.Create(
            """
            using Llm.Gen;

            [FromConfig("tiny.json")]
            public partial record FromFile;
            """),
        new MemoryFile("/project/tiny.json", ConfigTexts.Tiny)));
}
