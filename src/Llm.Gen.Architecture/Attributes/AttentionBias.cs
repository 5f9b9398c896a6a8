namespace Llm.Gen;

/// <summary>Which projections of an attention add a bias.</summary>
[Flags]
public enum AttentionBias
{
    /// <summary>No projection.</summary>
    None = 0,

    /// <summary>The query projection.</summary>
    Query = 1,

    /// <summary>The key projection.</summary>
    Key = 2,

    /// <summary>The value projection.</summary>
    Value = 4,

    /// <summary>The output projection.</summary>
    Output = 8,

    /// <summary>All four projections.</summary>
    All = Query | Key | Value | Output,
}
