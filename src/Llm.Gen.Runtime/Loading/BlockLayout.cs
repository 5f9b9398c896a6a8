using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Blocks of rows that stand in another order in the file than in memory.</summary>
/// <param name="rows">Rows of a block.</param>
/// <param name="order">For each block of memory, its place in the file.</param>
internal sealed class BlockLayout(int rows, int[] order) : StoredLayout
{
    /// <summary>In the file group by group; in memory all queries, all keys, all values.</summary>
    public static BlockLayout OfGroups(int groups, int queries, int headSize)
    {
        var order = new int[groups * (queries + 2)];
        for (var group = 0; group < groups; group++)
        {
            var stored = group * (queries + 2);
            for (var query = 0; query < queries; query++)
                order[group * queries + query] = stored + query;
            order[groups * queries + group] = stored + queries;
            order[groups * queries + groups + group] = stored + queries + 1;
        }
        return new BlockLayout(headSize, order);
    }

    /// <summary>In the file one row of each in turns; in memory all of the first, all of the second.</summary>
    public static BlockLayout OfPairs(int rows) => new(1, [.. Enumerable.Range(0, 2 * rows).Select(row => row < rows ? 2 * row : 2 * (row - rows) + 1)]);

    internal override StoredTensor Read(StoredTensor stored) =>
        new ReorderedTensor(stored.Name, stored, row => (long)order[row / rows] * rows + row % rows);

    internal override Tensor Write(Tensor memory)
    {
        var places = new long[order.Length];                                                // for each block of the file, its place in memory
        for (var i = 0; i < order.Length; i++)
            places[order[i]] = i;
        return memory.view(order.Length, -1).index_select(0, tensor(places, device: memory.device)).view(memory.shape);
    }
}
