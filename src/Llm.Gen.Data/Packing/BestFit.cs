using System.Numerics;

namespace Llm.Gen.Data;

/// <summary>
/// Best-fit decreasing bin packing (Johnson, "Near-optimal bin packing algorithms", 1973): the longest first, each into the fullest row that
/// still has room. Rows by the room that they have left are found in the time of a few words of bits.
/// </summary>
internal static class BestFit
{
    /// <summary>Packs items into rows.</summary>
    /// <param name="lengths">The length of each item, at most the capacity.</param>
    /// <param name="capacity">The length of a row.</param>
    /// <param name="order">The items in the order in which equally long ones are taken.</param>
    /// <returns>The items of each row.</returns>
    public static List<List<int>> Pack(IReadOnlyList<int> lengths, int capacity, IReadOnlyList<int> order)
    {
        var rows = new List<List<int>>();
        var byRoom = new Stack<int>?[capacity + 1];                         // rows with exactly this much room
        var rooms = new ulong[capacity / 64 + 1];                           // which of those are not empty
        foreach (var item in order.OrderByDescending(item => lengths[item]))
        {
            var room = Smallest(rooms, lengths[item]);
            if (room < 0)
            {
                rows.Add([item]);
                Put(rows.Count - 1, capacity - lengths[item]);
                continue;
            }
            var row = byRoom[room]!.Pop();
            if (byRoom[room]!.Count == 0)
                rooms[room / 64] &= ~(1UL << (room % 64));
            rows[row].Add(item);
            Put(row, room - lengths[item]);
        }
        return rows;

        void Put(int row, int room)
        {
            (byRoom[room] ??= new()).Push(row);
            rooms[room / 64] |= 1UL << (room % 64);
        }
    }

    /// <summary>The smallest room of at least a length, or -1.</summary>
    private static int Smallest(ulong[] rooms, int length)
    {
        var bits = rooms[length / 64] & (ulong.MaxValue << (length % 64));
        for (var word = length / 64; ; bits = rooms[word])
        {
            if (bits != 0)
                return word * 64 + BitOperations.TrailingZeroCount(bits);
            if (++word == rooms.Length)
                return -1;
        }
    }
}
