using System.Text.Json;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>Compares a tokenizer with the records of a golden file; collects all differences, so that one run shows the pattern.</summary>
internal sealed class Equality(Tokenizer tokenizer)
{
    private readonly List<string> _differences = [];

    public int Compared { get; private set; }

    public void CheckCases(JsonElement golden)
    {
        foreach (var record in golden.List("cases").Where(record => !record.HasNoAnswer()))
            CheckCase(record);
        foreach (var record in golden.List("special_tokens_as_text"))
            Check(record.Text("text"), "special tokens as text", record.Ids("ids"), tokenizer.EncodeToIds(record.Text("text"), false, parseSpecialTokens: false));
    }

    public void CheckStreams(JsonElement golden)
    {
        foreach (var record in golden.List("streams"))
        {
            var skips = record.GetProperty("skip_special").GetBoolean();
            var ids = record.Ids("ids");
            var name = string.Join(' ', ids);
            Check(name, "decode", record.Text("decode"), tokenizer.Decode(ids, skips));
            CheckStream(name, ids, tokenizer.CreateDecoder(skips, holdByteRuns: true), record.Texts("pieces"), record.Text("flush"));
            CheckStream(name, ids, tokenizer.CreateDecoder(skips),
                record.TryGetProperty("eager_pieces", out _) ? record.Texts("eager_pieces") : record.Texts("pieces"), record.TextOr("eager_flush", record.Text("flush"))!);
        }
    }

    public void AssertNone()
    {
        Assert.True(_differences.Count == 0, $"{_differences.Count} of {Compared} comparisons differ:\n{string.Join('\n', _differences.Take(20))}");
        Assert.NotEqual(0, Compared);
    }

    private void CheckCase(JsonElement record)
    {
        var text = record.Text("text");
        if (record.Fails())
        {
            Compared++;
            if (Record.Exception(() => tokenizer.EncodeToIds(text)) is null)
                _differences.Add($"'{text}': expected an error");
            return;
        }

        var encoded = tokenizer.Encode(text, addSpecialTokens: false);
        Check(text, "ids", record.Ids("ids"), encoded.Ids);
        if (record.TryGetProperty("tokens", out _))
            Check(text, "tokens", record.Texts("tokens"), encoded.Tokens);

        var withSpecial = record.TryGetProperty("with_special", out var special) ? special : record;
        var full = tokenizer.Encode(text);
        Check(text, "ids with special tokens", withSpecial.Ids("ids"), full.Ids);
        if (withSpecial.TryGetProperty("special_tokens_mask", out _))
            Check(text, "mask", withSpecial.Ids("special_tokens_mask").Select(bit => bit == 1), full.IsAddedSpecial);

        var decoded = record.TextOr("decode", text)!;
        Check(text, "decode", decoded, tokenizer.Decode(full.Ids, skipSpecialTokens: false));
        Check(text, "decode without special tokens", record.TextOr("decode_skip", decoded)!, tokenizer.Decode(full.Ids));
        Check(text, "count", full.Ids.Count, tokenizer.CountTokens(text));
    }

    private void CheckStream(string name, int[] ids, StreamingDecoder decoder, string[] pieces, string flush)
    {
        Check(name, "stream", pieces, ids.Select(decoder.Add).ToArray());
        Check(name, "flush", flush, decoder.Flush());
    }

    private void Check(string text, string what, string expected, string actual) => Check(text, what, [expected], (string[])[actual]);

    private void Check(string text, string what, int expected, int actual) => Check(text, what, [expected], (int[])[actual]);

    private void Check<T>(string text, string what, IEnumerable<T> expected, IEnumerable<T> actual)
    {
        Compared++;
        if (!expected.SequenceEqual(actual))
            _differences.Add($"'{text}': {what}: expected [{string.Join(" | ", expected)}], got [{string.Join(" | ", actual)}]");
    }
}
