using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

public class TiktokenTests
{
    public static TheoryData<string> Encodings => [.. Golden.Names("tiktoken")];

    [DataTheory("tokenizers/tiktoken")]
    [MemberData(nameof(Encodings))]
    public void An_encoding_encodes_and_decodes_as_tiktoken(string name)
    {
        var golden = Golden.Read("tiktoken", $"{name}.json");
        var tokenizer = Tokenizer.Load(SharedData.Find(golden.Text("source")));
        var differences = new Differences();
        Assert.Equal(golden.NumberOr("n_vocab", 0), tokenizer.LargestId + 1);

        foreach (var record in golden.List("cases"))
        {
            var text = record.Text("text");
            var ids = tokenizer.EncodeToIds(text, parseSpecialTokens: false);
            differences.Check(text, "ids", record.Ids("ids"), ids);
            differences.Check(text, "decode", [text], [tokenizer.Decode(ids)]);
            differences.Check(text, "ids with trace", record.Ids("ids"), tokenizer.Encode(text, addSpecialTokens: false, parseSpecialTokens: false).Ids);
            if (record.Has("ids_special_allowed"))
                differences.Check(text, "all special tokens", record.Ids("ids_special_allowed"), tokenizer.EncodeToIds(text));
            if (record.Has("ids_endoftext_allowed"))
                differences.Check(text, "one special token", record.Ids("ids_endoftext_allowed"), tokenizer.Encode(text, new EncodeOptions { AllowedSpecialTokens = new HashSet<string> { "<|endoftext|>" } }).Ids);
        }

        foreach (var record in golden.List("starts"))
        {
            var text = record.Text("text");
            var tokens = tokenizer.EncodeToTokens(text, parseSpecialTokens: false);
            differences.Check(text, "starts", record.Ids("starts"), tokens.Select(token => Golden.InCodePoints(token.Offset, text).Start.Value));
        }

        differences.AssertNone();
    }

    [DataTheory("tokenizers/tiktoken")]
    [MemberData(nameof(Encodings))]
    public void An_encoding_streams_what_no_later_id_can_change(string name)
    {
        var golden = Golden.Read("tiktoken", $"{name}.json");
        var equality = new Equality(Tokenizer.Load(SharedData.Find(golden.Text("source"))));

        equality.CheckStreams(golden);

        equality.AssertNone();
    }
}
