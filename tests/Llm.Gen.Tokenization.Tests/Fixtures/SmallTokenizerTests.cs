namespace Llm.Gen.Tokenization.Tests;

public class SmallTokenizerTests
{
    [Theory]
    [MemberData(nameof(SmallTokenizers.All), MemberType = typeof(SmallTokenizers))]
    public void A_small_tokenizer_gives_what_the_reference_gives(string name)
    {
        var equality = new Equality(SmallTokenizers.Load(name));
        var golden = Golden.Read("small", $"{name}.cases.json");

        equality.CheckCases(golden);
        equality.CheckPairs(golden);

        equality.AssertNone();
    }
}
