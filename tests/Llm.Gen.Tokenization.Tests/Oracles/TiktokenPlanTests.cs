using System.Text.Json;
using System.Text.RegularExpressions;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>Encodings by tiktoken, from the tests of two other projects.</summary>
public partial class TiktokenPlanTests
{
    private const string Folder = "tokenizer_oracles/tiktoken";

    public static TheoryData<string> Plans => SharedData.Has(Folder) ? [.. Directory.GetFiles(SharedData.Find(Folder), "*.txt").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : ["none"];

    [DataTheory(Folder)]
    [MemberData(nameof(Plans))]
    public void Every_encoding_of_a_plan_is_the_same(string plan)
    {
        using var folder = new TemporaryFolder();
        var tokenizers = new Dictionary<string, Tokenizer>
        {
            ["cl100k_base"] = Tokenizer.Load(SharedData.Find("tokenizers/tiktoken/cl100k_base.tiktoken")),
            ["o200k_base"] = Tokenizer.Load(SharedData.Find("tokenizers/tiktoken/o200k_base.tiktoken")),
            ["r50k_base"] = Tokenizer.Load(WriteRanks(folder.File("r50k_base.tiktoken"), spaces: [])),
            ["p50k_base"] = Tokenizer.Load(WriteRanks(folder.File("p50k_base.tiktoken"), spaces: Enumerable.Range(2, 24))),
        };
        tokenizers["p50k_edit"] = tokenizers["p50k_base"]; // differs in special tokens only
        var differences = new Differences();

        foreach (Match record in Record().Matches(File.ReadAllText(SharedData.Find($"{Folder}/{plan}")).Replace("\r\n", "\n", StringComparison.Ordinal)))
        {
            var text = record.Groups["text"].Value;
            var ids = tokenizers[record.Groups["name"].Value].EncodeToIds(text, parseSpecialTokens: false);
            differences.Check($"{record.Groups["name"].Value}: {text}", "ids", JsonSerializer.Deserialize<int[]>(record.Groups["ids"].Value)!, ids);
        }

        differences.AssertNone();
    }

    // The rank files of GPT-2 and of Codex, which has runs of spaces behind it: r50k_base's ranks are GPT-2's ids.
    private static string WriteRanks(string path, IEnumerable<int> spaces)
    {
        var vocabulary = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(SharedData.Find("tokenizers/gpt2/encoder.json")))!;
        var tokens = vocabulary.Where(token => token.Key != "<|endoftext|>").OrderBy(token => token.Value)
            .Select(token => (Bytes: token.Key.Select(c => (byte)ByteCharacters.ByteOf(c)).ToArray(), Rank: token.Value))
            .Concat(spaces.Select((count, index) => (Bytes: Enumerable.Repeat((byte)' ', count).ToArray(), Rank: 50_257 + index)));
        File.WriteAllLines(path, tokens.Select(token => $"{Convert.ToBase64String(token.Bytes)} {token.Rank}"));
        return path;
    }

    [GeneratedRegex(@"EncodingName: (?<name>\S+)\nSample: (?<text>.*?)\nEncoded: (?<ids>\[[^\]]*\])", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();
}
