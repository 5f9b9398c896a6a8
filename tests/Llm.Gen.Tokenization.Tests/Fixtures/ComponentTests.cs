using System.Text;
using System.Text.Json;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>Normalizers, pre-tokenizers and decoders by themselves.</summary>
public class ComponentTests
{
    public static TheoryData<string> Normalizers => Of("normalizers/");

    public static TheoryData<string> PreTokenizers => Of("pre_tokenizers/");

    public static TheoryData<string> Decoders => Of("decoders/");

    [Theory]
    [MemberData(nameof(Normalizers))]
    public void A_normalizer_alone_gives_what_the_reference_gives(string name)
    {
        var normalizer = NormalizerReader.Read(Component(name, "normalizer"));

        foreach (var record in Golden.Read("small", $"{name}.cases.json").List("cases").Where(record => record.TryGetProperty("normalized", out _)))
            Assert.Equal(record.Text("normalized"), Normalized(normalizer, record.Text("text")));
    }

    [Theory]
    [MemberData(nameof(PreTokenizers))]
    public void A_pre_tokenizer_alone_gives_what_the_reference_gives(string name)
    {
        var pieces = new Pieces();
        var stages = SplittingReader.Read(Component(name, "pre_tokenizer"), pieces);

        foreach (var record in Golden.Read("small", $"{name}.cases.json").List("cases").Where(record => record.TryGetProperty("pre_tokens", out _) && record.Text("text") != ""))
        {
            pieces.Found.Clear();
            stages.Process(record.Text("text"), true, new EncodeState());

            Assert.Equal(record.Texts("pre_tokens"), pieces.Found);
        }
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void A_decoder_alone_gives_what_the_reference_gives(string name)
    {
        var file = Golden.Read("small", $"{name}.tokenizer.json");
        var factory = DecoderReader.Read(file.GetProperty("decoder").ValueKind == JsonValueKind.Null ? null : Component(name, "decoder"));

        foreach (var record in Golden.Read("small", $"{name}.cases.json").List("decoder_calls").Where(record => !record.HasNoAnswer()))
        {
            var text = new StringBuilder();
            var steps = factory(new TextCollector(text), isEager: false);
            foreach (var token in record.Texts("tokens"))
                steps.Add(token, true, true);
            steps.Flush();

            Assert.Equal(record.Text("text"), text.ToString());
        }
    }

    private static TheoryData<string> Of(string folder) =>
        [.. SmallTokenizers.SupportedNames.Where(name => name.StartsWith(folder, StringComparison.Ordinal))];

    private static Component Component(string name, string field) => new(Golden.Read("small", $"{name}.tokenizer.json").GetProperty(field), field);

    private static string Normalized(Normalizer normalizer, string text)
    {
        var output = new TextBuffer(text.Length);
        normalizer.Normalize(text, ref output);
        return output.Text.ToString();
    }

    private sealed class Pieces : Stage
    {
        public List<string> Found { get; } = [];

        public override void Process(ReadOnlySpan<char> text, bool atStart, EncodeState state)
        {
            if (!text.IsEmpty)
                Found.Add(text.ToString());
        }
    }
}
