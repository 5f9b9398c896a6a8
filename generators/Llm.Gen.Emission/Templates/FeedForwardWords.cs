namespace Llm.Gen.Emission;

/// <summary>What an emitted feed-forward and its sizes are called.</summary>
/// <param name="Class">The class.</param>
/// <param name="Inner">The constant of its inner size.</param>
/// <param name="Letter">The letter of that size.</param>
/// <param name="Rows">The letters of what it works on, token by token.</param>
internal sealed record FeedForwardWords(string Class, string Inner, string Letter, string Rows)
{
    /// <summary>A layer's.</summary>
    public static FeedForwardWords OfLayer { get; } = new("FeedForward", "Inner", "F", "B, T");

    /// <summary>One expert of a mixture.</summary>
    /// <param name="letter">The letter of its inner size: F, unless dense layers have that.</param>
    public static FeedForwardWords OfExpert(string letter) => new("Expert", "ExpertInner", letter, "n");

    /// <summary>The expert that all tokens share.</summary>
    public static FeedForwardWords OfShared { get; } = new("SharedExpert", "SharedInner", "P", "B T");
}
