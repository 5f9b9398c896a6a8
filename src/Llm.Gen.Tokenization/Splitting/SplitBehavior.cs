namespace Llm.Gen.Tokenization;

/// <summary>What happens to the matches of a splitting pattern; names as in tokenizer.json.</summary>
internal enum SplitBehavior
{
    Removed,
    Isolated,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous,
}
