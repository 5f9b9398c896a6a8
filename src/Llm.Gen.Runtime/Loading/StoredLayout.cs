using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>How a tensor lies in the checkpoint where that is not how its parameter lies in memory.</summary>
public abstract class StoredLayout
{
    /// <summary>A matrix is stored [In, Out], and is [Out, In] in memory.</summary>
    public static StoredLayout Transposed { get; } = new TransposedLayout();

    /// <summary>Rows of queries, keys and values are stored group by group: the queries of a key head, then that key and that value head.</summary>
    /// <param name="groups">K, key heads.</param>
    /// <param name="queries">H / K, query heads of each.</param>
    /// <param name="headSize">E, rows of a head.</param>
    public static StoredLayout ByGroup(int groups, int queries, int headSize) => BlockLayout.OfGroups(groups, queries, headSize);

    /// <summary>Rows of queries, keys and values are stored head by head.</summary>
    /// <param name="heads">H, as many of each.</param>
    /// <param name="headSize">E, rows of a head.</param>
    public static StoredLayout ByHead(int heads, int headSize) => ByGroup(heads, 1, headSize);

    /// <summary>Rows of two matrices are stored in turns; in memory all rows of the first come first.</summary>
    /// <param name="rows">Rows of each.</param>
    public static StoredLayout InTurns(int rows) => BlockLayout.OfPairs(rows);

    /// <summary>The first dimension counts experts, and each expert's part is stored so.</summary>
    /// <param name="layouts">In the order in which they are undone.</param>
    public static StoredLayout EachExpert(params StoredLayout[] layouts) => new EachExpertLayout(layouts);

    /// <summary>The stored tensor as memory has it.</summary>
    internal abstract StoredTensor Read(StoredTensor stored);

    /// <summary>What memory has, as it is stored.</summary>
    internal abstract Tensor Write(Tensor memory);
}
