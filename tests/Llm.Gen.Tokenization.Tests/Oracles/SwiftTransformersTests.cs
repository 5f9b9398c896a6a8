using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>A long text as transformers encoded it for the tests of swift-transformers.</summary>
public class SwiftTransformersTests
{
    private const string Folder = "tokenizer_oracles/swift-transformers";

    // transformers cleans up the decoded text as a whole, so that "l ' eure" becomes "l'eure"; the library behind it, which is what is followed
    // here, cleans up each token, and no single token holds " ' ". The golden of BERT in tokenization/real has "l ' " too.
    [DataTheory(Folder)]
    [InlineData("gpt2_encoded_tokens.json", "tokenizers/gpt2", false)]
    [InlineData("bert_uncased_encoded.json", "tokenizers/bert-base-uncased", true)]
    [InlineData("t5_base_encoded.json", "tokenizers/t5-small", false)]
    public void A_text_encodes_as_transformers(string file, string source, bool isCleanedUp)
    {
        var golden = JsonDocument.Parse(File.ReadAllText(SharedData.Find($"{Folder}/{file}"))).RootElement;
        var tokenizer = Tokenizer.Load(SharedData.Find(source));

        var encoded = tokenizer.Encode(golden.Text("text"));

        Assert.Equal(golden.Ids("token_ids"), encoded.Ids);
        Assert.Equal(golden.Texts("bpe_tokens"), encoded.Tokens.Where((_, index) => !encoded.IsAddedSpecial[index]));
        var decoded = tokenizer.Decode(encoded.Ids, skipSpecialTokens: false);
        Assert.Equal(golden.Text("decoded_text"), isCleanedUp ? WordPieceDecoder.CleanUp(decoded) : decoded);
    }

    [DataFact("tokenizers/bert-base-uncased")]
    public void The_plain_vocabulary_of_BERT_gives_what_its_tokenizer_gives()
    {
        var golden = JsonDocument.Parse(File.ReadAllText(SharedData.Find($"{Folder}/bert_uncased_encoded.json"))).RootElement;

        var ids = Tokenizer.Load(SharedData.Find("tokenizers/bert-base-uncased/vocab.txt")).EncodeToIds(golden.Text("text"));

        Assert.Equal(golden.Ids("token_ids"), ids);
    }

    [DataFact("tokenizers/gpt2")]
    public void The_plain_vocabulary_of_GPT2_gives_what_its_tokenizer_gives()
    {
        var golden = JsonDocument.Parse(File.ReadAllText(SharedData.Find($"{Folder}/gpt2_encoded_tokens.json"))).RootElement;

        var ids = Tokenizer.Load(SharedData.Find("tokenizers/gpt2/vocab.bpe")).EncodeToIds(golden.Text("text"));

        Assert.Equal(golden.Ids("token_ids"), ids);
    }
}
