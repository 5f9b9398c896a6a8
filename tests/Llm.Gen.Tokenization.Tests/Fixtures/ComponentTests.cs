using System.Text;
using System.Text.Json;
using Llm.Gen.Tests;

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
        var differences = new Differences();

        foreach (var record in Records(name, "cases", "normalized"))
            differences.Check(record.Text("text"), "normalized", [record.Text("normalized")], [Normalized(normalizer, record.Text("text"))]);

        differences.AssertNone();
    }

    [DataFact("tokenizers/t5-small")]
    public void The_rules_in_a_real_file_normalize_as_the_reference()
    {
        var file = JsonDocument.Parse(File.ReadAllBytes(SharedData.Find("tokenizers/t5-small/tokenizer.json"))).RootElement;
        var normalizer = NormalizerReader.Read(new Component(file.GetProperty("normalizer"), "normalizer"));
        var differences = new Differences();

        foreach (var record in Golden.Read("small", "normalizers", "precompiled_t5.cases.json").List("cases"))
            differences.Check(record.Text("text"), "normalized", [record.TextOr("normalized", record.Text("text"))], [Normalized(normalizer, record.Text("text"))]);

        differences.AssertNone();
    }

    [Theory]
    [MemberData(nameof(PreTokenizers))]
    public void A_pre_tokenizer_alone_gives_what_the_reference_gives(string name)
    {
        var pieces = new Pieces();
        var stages = SplittingReader.Read(Component(name, "pre_tokenizer"), pieces);
        var differences = new Differences();

        foreach (var record in Records(name, "cases", "pre_tokens").Where(record => record.Text("text") != ""))
        {
            pieces.Found.Clear();
            pieces.Offsets.Clear();
            var text = record.Text("text");
            stages.Process(text, 0, new EncodeState { Layer = Layer.OfRaw(text), IsFirstPart = true });

            differences.Check(text, "pieces", record.Texts("pre_tokens"), pieces.Found);
            differences.Check(text, "offsets", record.Offsets("pre_offsets"), Golden.Offsets(pieces.Offsets));
        }

        differences.AssertNone();
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void A_decoder_alone_gives_what_the_reference_gives(string name)
    {
        var file = Golden.Read("small", $"{name}.tokenizer.json");
        var factory = DecoderReader.Read(file.GetProperty("decoder").ValueKind == JsonValueKind.Null ? null : Component(name, "decoder"));
        var differences = new Differences();

        foreach (var record in Records(name, "decoder_calls", "text"))
        {
            var text = new StringBuilder();
            var steps = factory(new TextCollector(text), isEager: false);
            foreach (var token in record.Texts("tokens"))
                steps.Add(token, true, true);
            steps.Flush();

            differences.Check(record.GetRawText(), "text", [record.Text("text")], [text.ToString()]);
        }

        differences.AssertNone();
    }

    private static TheoryData<string> Of(string folder) =>
        [.. SmallTokenizers.Names().Where(name => name.StartsWith(folder, StringComparison.Ordinal) && HasOwnRecords(name))];

    private static bool HasOwnRecords(string name) =>
        Golden.Read("small", $"{name}.cases.json") is var golden && (golden.List("decoder_calls").Any(record => record.Has("text")) || golden.List("cases").Any(record => record.Has("normalized") || record.Has("pre_tokens")));

    private static IEnumerable<JsonElement> Records(string name, string list, string answer) =>
        Golden.Read("small", $"{name}.cases.json").List(list).Where(record => record.Has(answer));

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

        public List<Range> Offsets { get; } = [];

        public override void Process(ReadOnlySpan<char> text, int at, EncodeState state)
        {
            if (text.IsEmpty)
                return;
            Found.Add(text.ToString());
            var origin = state.Layer.Of(at, at + text.Length);
            Offsets.Add(origin.Start..origin.End);
        }
    }
}
