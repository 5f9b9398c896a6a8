namespace Llm.Gen.Tokenization.Tests;

public class SmallTokenizerTests
{
    [Theory]
    [MemberData(nameof(SmallTokenizers.Supported), MemberType = typeof(SmallTokenizers))]
    public void A_small_tokenizer_gives_what_the_reference_gives(string name)
    {
        var equality = new Equality(SmallTokenizers.Load(name));
        var golden = Golden.Read("small", $"{name}.cases.json");

        equality.CheckCases(golden);

        equality.AssertNone();
    }

    [Theory]
    [MemberData(nameof(SmallTokenizers.Unsupported), MemberType = typeof(SmallTokenizers))]
    public void An_unsupported_component_is_refused_by_name(string name)
    {
        var unsupported = SmallTokenizers.UnsupportedTypes(Golden.Read("small", $"{name}.tokenizer.json"));

        var error = Assert.Throws<NotSupportedException>(() => SmallTokenizers.Load(name));

        Assert.Contains(unsupported, type => error.Message.Contains($"'{type.Split(' ')[^1]}'", StringComparison.Ordinal));
    }
}
