using System.Text.Json;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>Compares a tokenizer with the records of a golden file; collects all differences, so that one run shows the pattern.</summary>
internal sealed class Equality(Tokenizer tokenizer)
{
    private static readonly EncodeOptions Plain = new() { AddSpecialTokens = false };

    private readonly Differences _differences = new();

    public void AssertNone() => _differences.AssertNone();

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
            var skips = record.Has("skip_special") && record.GetProperty("skip_special").GetBoolean();
            var ids = record.Ids("ids");
            var name = string.Join(' ', ids);
            Check(name, "decode", [record.Text("decode")], [tokenizer.Decode(ids, skips)]);
            CheckStream(name, ids, tokenizer.CreateDecoder(skips, holdByteRuns: true), record.Texts("pieces"), record.Text("flush"));
            CheckStream(name, ids, tokenizer.CreateDecoder(skips),
                record.Has("eager_pieces") ? record.Texts("eager_pieces") : record.Texts("pieces"), record.TextOr("eager_flush", record.Text("flush"))!);
        }
    }

    public void CheckPairs(JsonElement golden)
    {
        foreach (var record in golden.List("pairs"))
        {
            var (first, second) = (record.Text("first"), record.Text("second"));
            var encoded = tokenizer.Encode(first, second, new() { AddSpecialTokens = record.GetProperty("add_special").GetBoolean() });
            CheckEncoding($"{first}' + '{second}", record, encoded);
        }
    }

    public void CheckTruncation(JsonElement golden)
    {
        foreach (var record in golden.List("truncation"))
        {
            var (first, second) = (record.Text("first"), record.TextOr("second", null));
            var options = new EncodeOptions { Truncation = Options.Truncation(record.GetProperty("options")) };
            var name = $"{first}' + '{second}' {record.GetProperty("options").GetRawText()}";
            if (record.Fails())
            {
                _differences.CheckFails(name, () => Encode(first, second, options));
                continue;
            }

            var encoded = Encode(first, second, options);
            CheckEncoding(name, record, encoded, [first, second]);
            var parts = record.List("overflowing").ToArray();
            Check(name, "number of parts", [parts.Length], [encoded.Overflowing.Count]);
            foreach (var (part, actual) in parts.Zip(encoded.Overflowing))
                CheckEncoding($"{name} part", part, actual, [first, second]);
        }
    }

    public void CheckPadding(JsonElement golden)
    {
        foreach (var record in golden.List("padding"))
        {
            var batch = record.Texts("batch");
            var options = record.GetProperty("options");
            var truncation = options.Has("truncate_to") ? new Truncation { MaxLength = options.NumberOr("truncate_to", 0) } : null;
            var rows = tokenizer.EncodeBatch(batch, new() { Truncation = truncation, Padding = Options.Padding(options) });
            foreach (var ((row, actual), text) in record.List("rows").Zip(rows).Zip(batch))
                CheckEncoding($"{text}' in '{options.GetRawText()}", row, actual, [text]);
        }
    }

    private TokenizedText Encode(string first, string? second, EncodeOptions options) =>
        second is null ? tokenizer.Encode(first, options) : tokenizer.Encode(first, second, options);

    private void CheckCase(JsonElement record)
    {
        var text = record.Text("text");
        if (record.Fails())
        {
            _differences.CheckFails(text, () => tokenizer.EncodeToIds(text));
            return;
        }

        if (!record.Has("ids"))
            return;
        Check(text, "ids without trace", record.Ids("ids"), tokenizer.EncodeToIds(text, addSpecialTokens: false));
        CheckEncoding(text, record, tokenizer.Encode(text, Plain));

        var withSpecial = record.TryGetProperty("with_special", out var special) ? special : record;
        var full = tokenizer.Encode(text);
        Check(text, "ids with special tokens, without trace", withSpecial.Ids("ids"), tokenizer.EncodeToIds(text));
        CheckEncoding($"{text} with special tokens", withSpecial, full);

        var decoded = record.TextOr("decode", text)!;
        Check(text, "decode", [decoded], [tokenizer.Decode(full.Ids, skipSpecialTokens: false)]);
        Check(text, "decode without special tokens", [record.TextOr("decode_skip", decoded)!], [tokenizer.Decode(full.Ids)]);
        Check(text, "count", [full.Ids.Count], [tokenizer.CountTokens(text)]);
    }

    // The texts are given where the record has offsets in code points only.
    private void CheckEncoding(string text, JsonElement record, TokenizedText actual, string?[]? texts = null)
    {
        Check(text, "ids", record.Ids("ids"), actual.Ids);
        if (record.Has("tokens"))
            Check(text, "tokens", record.Texts("tokens"), actual.Tokens);
        if (record.Has("offsets") && texts is not null)
            Check(text, "offsets in code points", record.Offsets(), Golden.Offsets(actual.Offsets.Zip(actual.Sequences, (range, sequence) => Golden.InCodePoints(range, texts[sequence ?? 0]!))));
        else if (record.Has("offsets"))
            Check(text, "offsets", record.Offsets(), Golden.Offsets(actual.Offsets));
        if (record.Has("special_tokens_mask"))
            Check(text, "special tokens mask", record.Ids("special_tokens_mask").Select(bit => bit == 1), actual.IsAddedSpecial);
        if (record.Has("attention_mask"))
            Check(text, "attention mask", record.Ids("attention_mask").Select(bit => bit == 0), actual.IsPadding);
        if (record.Has("type_ids"))
            Check(text, "type ids", record.Ids("type_ids"), actual.Types);
        if (record.Has("sequence_ids"))
            Check(text, "sequences", record.OptionalIds("sequence_ids"), actual.Sequences);
        if (record.Has("word_ids"))
            Check(text, "words", record.OptionalIds("word_ids"), actual.Words);
    }

    private void CheckStream(string name, int[] ids, StreamingDecoder decoder, string[] pieces, string flush)
    {
        Check(name, "stream", pieces, ids.Select(decoder.Add).ToArray());
        Check(name, "flush", [flush], [decoder.Flush()]);
    }

    private void Check<T>(string text, string what, IEnumerable<T> expected, IEnumerable<T> actual) => _differences.Check(text, what, expected, actual);
}
