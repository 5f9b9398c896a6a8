namespace Llm.Gen.Emission;

/// <summary>Which query heads share a key and value head.</summary>
internal enum HeadSharing
{
    /// <summary>Each has its own: multi-head attention.</summary>
    None,

    /// <summary>Groups share one: grouped-query attention.</summary>
    Groups,

    /// <summary>All share one: multi-query attention.</summary>
    All,
}
