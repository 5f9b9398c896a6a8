using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

public class RealTokenizerTests
{
    [DataTheory("tokenizers")]
    [MemberData(nameof(RealTokenizers.All), MemberType = typeof(RealTokenizers))]
    public void A_real_tokenizer_encodes_and_decodes_as_the_reference(string name) => Check(name, (equality, golden) => equality.CheckCases(golden));

    [DataTheory("tokenizers")]
    [MemberData(nameof(RealTokenizers.All), MemberType = typeof(RealTokenizers))]
    public void A_real_tokenizer_streams_what_no_later_id_can_change(string name) => Check(name, (equality, golden) => equality.CheckStreams(golden));

    [DataTheory("tokenizers")]
    [MemberData(nameof(RealTokenizers.All), MemberType = typeof(RealTokenizers))]
    public void A_real_tokenizer_joins_pairs_as_the_reference(string name) => Check(name, (equality, golden) => equality.CheckPairs(golden));

    [DataTheory("tokenizers")]
    [MemberData(nameof(RealTokenizers.Cut), MemberType = typeof(RealTokenizers))]
    public void A_real_tokenizer_cuts_and_fills_as_the_reference(string name) => Check(name, (equality, golden) =>
    {
        equality.CheckTruncation(golden);
        equality.CheckPadding(golden);
    });

    [DataFact("tokenizers")]
    public void A_file_that_the_reference_refuses_is_refused()
    {
        foreach (var file in Golden.Read("real", "load_errors.json").List("files"))
            Assert.Throws<InvalidDataException>(() => Tokenizer.Load(SharedData.Find(file.Text("source"))));
    }

    private static void Check(string name, Action<Equality, System.Text.Json.JsonElement> check)
    {
        var golden = Golden.Read("real", $"{name}.json");
        var equality = new Equality(RealTokenizers.Load(name));

        check(equality, golden);

        equality.AssertNone();
    }
}
