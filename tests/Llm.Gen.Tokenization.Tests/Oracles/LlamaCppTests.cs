using System.Globalization;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>llama.cpp's own tests of its tokenizers: texts and ids, with the vocabulary in a GGUF file beside them or in another format elsewhere.</summary>
public class LlamaCppTests
{
    private const string Folder = "tokenizer_oracles/llama.cpp";
    private const string Separator = "\n__ggml_vocab_test__\n";

    // The vocabularies that lie elsewhere: TinyLlama has Llama's.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["ggml-vocab-llama-spm"] = "tokenizers/tinyllama",
        ["ggml-vocab-qwen2"] = "tokenizers/qwen2",
    };

    public static TheoryData<string> Names =>
        SharedData.Has(Folder) ? [.. Directory.GetFiles(SharedData.Find(Folder), "*.gguf.inp").Select(path => Path.GetFileName(path)[..^".gguf.inp".Length]).Order(StringComparer.Ordinal)] : ["none"];

    [DataTheory(Folder)]
    [MemberData(nameof(Names))]
    public void A_vocabulary_encodes_as_llama_cpp(string name)
    {
        var gguf = SharedData.Find($"{Folder}/{name}.gguf");
        var tokenizer = Tokenizer.Load(File.Exists(gguf) ? gguf : SharedData.Find(Elsewhere[name]));
        var texts = File.ReadAllText(gguf + ".inp").Split(Separator);
        var rows = File.ReadAllText(gguf + ".out").Split('\n');
        var differences = new Differences();
        Assert.Equal(texts.Length, rows.Length);

        foreach (var (text, row) in texts.Zip(rows))
        {
            var expected = row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture));
            differences.Check(text, "ids", expected, tokenizer.EncodeToIds(text, addSpecialTokens: false, parseSpecialTokens: false));
        }

        differences.AssertNone();
    }
}
