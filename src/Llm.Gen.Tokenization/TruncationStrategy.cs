namespace Llm.Gen.Tokenization;

/// <summary>Which text of a pair is cut.</summary>
public enum TruncationStrategy
{
    /// <summary>The longer one, until both are as long.</summary>
    LongestFirst,

    /// <summary>The first one.</summary>
    OnlyFirst,

    /// <summary>The second one.</summary>
    OnlySecond,
}
