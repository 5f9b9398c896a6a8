namespace Llm.Gen.Data;

/// <summary>Cuts a file into JSON values without reading it whole: the items of one array, or the lines of a file of JSON lines.</summary>
internal static class JsonItems
{
    private const int BlockSize = 1 << 16;
    private const int LargestItem = 1 << 28;

    /// <summary>A value, and the line where it begins, from 1.</summary>
    internal readonly record struct Item(long Line, ReadOnlyMemory<byte> Json);

    /// <exception cref="InvalidDataException">The array is not whole, or a value is larger than 256 MiB.</exception>
    public static IEnumerable<Item> Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        var splitter = new JsonSplitter(path);
        var block = new byte[BlockSize];
        var item = new MemoryStream();
        while (stream.Read(block) is var read and > 0)
        {
            for (var i = 0; i < read; i++)
            {
                var step = splitter.Next(block[i]);
                if (step == JsonSplitter.Step.Keep)
                    item.WriteByte(block[i]);
                if (item.Length > LargestItem)
                    throw new InvalidDataException($"{path}, line {splitter.ItemLine:N0}: a record is longer than {LargestItem:N0} bytes; expected shorter ones. Is a bracket or a quotation mark missing?");
                if (step == JsonSplitter.Step.End && item.Length > 0)
                    yield return new Item(splitter.ItemLine, Take(item));
            }
        }
        splitter.RequireEnd();
        if (item.Length > 0)
            yield return new Item(splitter.ItemLine, Take(item));
    }

    private static ReadOnlyMemory<byte> Take(MemoryStream item)
    {
        var taken = item.ToArray();
        item.SetLength(0);
        return taken;
    }
}
