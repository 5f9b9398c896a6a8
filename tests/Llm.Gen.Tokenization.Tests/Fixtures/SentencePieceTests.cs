using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

public class SentencePieceTests
{
    public static TheoryData<string> Models => [.. Golden.Names("sentencepiece")];

    public static TheoryData<string> TrainedModels => [.. Golden.Names("training/sentencepiece")];

    [DataTheory("tokenizers")]
    [MemberData(nameof(Models))]
    public void A_model_encodes_and_decodes_as_SentencePiece(string name)
    {
        var golden = Golden.Read("sentencepiece", $"{name}.json");
        var tokenizer = Tokenizer.Load(SharedData.Find(golden.Text("source")));
        var differences = new Differences();

        CheckCases(golden, tokenizer, differences);
        CheckDecodes(golden, tokenizer, differences);

        differences.AssertNone();
    }

    [DataTheory("tokenizers")]
    [MemberData(nameof(Models))]
    public void A_model_normalizes_as_SentencePiece(string name)
    {
        var golden = Golden.Read("sentencepiece", $"{name}.json");
        var tokenizer = Tokenizer.Load(SharedData.Find(golden.Text("source")));
        var differences = new Differences();

        foreach (var record in golden.List("normalized"))
            differences.Check(record.Text("text"), "normalized", [record.Text("normalized")], [tokenizer.Normalize(record.Text("text"))]);

        differences.AssertNone();
    }

    [DataTheory("tokenizers")]
    [MemberData(nameof(Models))]
    public void Beginning_and_end_are_added_as_SentencePiece_adds_them(string name)
    {
        var golden = Golden.Read("sentencepiece", $"{name}.json");
        var differences = new Differences();

        foreach (var record in golden.List("options"))
        {
            var tokenizer = Tokenizer.Load(SharedData.Find(golden.Text("source")), new() { AddBeginningOfText = Is(record, "add_bos"), AddEndOfText = Is(record, "add_eos") });
            var inner = tokenizer.EncodeToIds(record.Text("text"), addSpecialTokens: false);
            var ids = tokenizer.EncodeToIds(record.Text("text"));

            // SentencePiece turns a text round before it puts tokens around it; here that is left to the caller.
            var before = ids.Take(ids.ToList().IndexOf(inner.DefaultIfEmpty(-1).First()) is var at and >= 0 ? at : 0);
            var expected = Is(record, "reverse") ? before.Concat(inner.Reverse()).Concat(ids.Skip(before.Count() + inner.Count)) : ids;
            differences.Check(record.GetRawText(), "ids", record.Ids("ids"), expected);
        }

        differences.AssertNone();
    }

    [Theory]
    [MemberData(nameof(TrainedModels))]
    public void A_trained_model_encodes_as_SentencePiece(string name)
    {
        var golden = Golden.Read("training/sentencepiece", $"{name}.json");
        var tokenizer = Tokenizer.Load(Fixtures.Find($"tokenization/training/sentencepiece/{name}.model"));
        var differences = new Differences();

        CheckCases(golden, tokenizer, differences);
        foreach (var record in golden.List("encodings"))
            differences.Check(record.Text("text"), "ids", record.Ids("ids"), tokenizer.EncodeToIds(record.Text("text"), addSpecialTokens: false, parseSpecialTokens: false));

        differences.AssertNone();
    }

    // Control symbols in a text are plain text for the library.
    private static void CheckCases(JsonElement golden, Tokenizer tokenizer, Differences differences)
    {
        foreach (var record in golden.List("cases"))
        {
            var text = record.Text("text");
            var encoded = tokenizer.Encode(text, addSpecialTokens: false, parseSpecialTokens: false);
            differences.Check(text, "ids", record.Ids("ids"), encoded.Ids);
            differences.Check(text, "ids without trace", record.Ids("ids"), tokenizer.EncodeToIds(text, addSpecialTokens: false, parseSpecialTokens: false));
            differences.Check(text, "pieces", record.Texts("pieces"), encoded.Tokens);
            differences.Check(text, "offsets", record.Offsets(), Golden.Offsets(encoded.Offsets));
            differences.Check(text, "decode", [record.TextOr("decode", text)], [tokenizer.Decode(encoded.Ids)]);
        }
    }

    private static void CheckDecodes(JsonElement golden, Tokenizer tokenizer, Differences differences)
    {
        foreach (var record in golden.List("decodes"))
        {
            var decoder = tokenizer.CreateDecoder();
            var streamed = string.Concat(record.Ids("ids").Select(decoder.Add)) + decoder.Flush();
            differences.Check(string.Join(' ', record.Ids("ids")), "decode", [record.Text("decode")], [tokenizer.Decode(record.Ids("ids"))]);
            differences.Check(string.Join(' ', record.Ids("ids")), "stream", [record.Text("decode")], [streamed]);
        }
    }

    private static bool Is(JsonElement record, string name) => record.GetProperty(name).GetBoolean();
}
