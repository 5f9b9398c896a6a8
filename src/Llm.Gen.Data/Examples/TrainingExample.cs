namespace Llm.Gen.Data;

/// <summary>Tokens that a model sees together, and which of them it learns to predict.</summary>
/// <param name="Ids">Token ids, at least two.</param>
/// <param name="IsTarget">Whether each is learnt; the first never is, since nothing stands before it.</param>
public sealed record TrainingExample(int[] Ids, bool[] IsTarget)
{
    /// <summary>The record that it is of, or the first one of its document. Default: null, not known.</summary>
    public RecordPlace? Place { get; init; }

    /// <summary>Positions that it takes in a row: its last token is only predicted.</summary>
    public int Positions => Ids.Length - 1;
}
