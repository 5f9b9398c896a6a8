namespace Llm.Gen.Tokenization;

/// <summary>The special tokens that are put before and after the ids of a text.</summary>
internal sealed record SpecialTokenTemplate(int[] Before, int[] After)
{
    /// <summary>No special tokens.</summary>
    public static SpecialTokenTemplate Nothing { get; } = new([], []);

    /// <summary>This template around what another one gives.</summary>
    public SpecialTokenTemplate Around(SpecialTokenTemplate inner) => new([.. Before, .. inner.Before], [.. inner.After, .. After]);
}
