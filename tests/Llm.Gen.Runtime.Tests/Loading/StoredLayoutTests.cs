using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Loading;

/// <summary>What is read of a stored tensor, whole and in pieces, is what is written back.</summary>
public sealed class StoredLayoutTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 40)]
    [InlineData(33, 5)]
    public void Matrices_are_turned(int rows, int columns)
    {
        using var scope = NewDisposeScope();
        var stored = arange(rows * columns, ScalarType.Float32).view(rows, columns);

        Check(StoredLayout.Transposed, stored, stored.t().contiguous());
    }

    [Fact]
    public void Rows_of_heads_stand_together_in_the_file()
    {
        using var scope = NewDisposeScope();
        var stored = arange(2 * 3 * 4 * 5, ScalarType.Float32).view(2, 3, 4, 5);            // heads, parts, rows of a head, columns

        Check(StoredLayout.ByHead(2, 4), stored.view(24, 5), stored.transpose(0, 1).contiguous().view(24, 5));
    }

    [Fact]
    public void Rows_of_groups_stand_together_in_the_file()
    {
        using var scope = NewDisposeScope();
        var stored = arange(3 * 4 * 2, ScalarType.Float32).view(3, 4, 2);                   // groups, two queries with a key and a value, rows of a head
        var (queries, keys, values) = (stored.narrow(1, 0, 2).reshape(-1), stored.select(1, 2).reshape(-1), stored.select(1, 3).reshape(-1));

        Check(StoredLayout.ByGroup(3, 2, 2), stored.view(24), cat([queries, keys, values]));
    }

    private static unsafe void Check(StoredLayout layout, Tensor stored, Tensor memory)
    {
        using var folder = new TemporaryFolder();
        var bytes = stored.bytes.ToArray();
        var path = folder.File("one.safetensors");
        SafetensorsWriter.Write(path, [new TensorToWrite("one", ElementType.Float32, stored.shape, stream => stream.Write(bytes))]);
        using var file = SafetensorsFile.Open(path);
        var read = layout.Read(file.Tensors[0]);

        Assert.Equal(memory.shape, read.Shape);
        Assert.Equal(memory.data<float>().ToArray(), read.ToFloats());
        Assert.Equal(stored.data<float>().ToArray(), layout.Write(memory).data<float>().ToArray());
        for (var (from, count) = (1, 3); from + count <= read.Elements; (from, count) = (from + 3, count + 5))
        {
            var piece = new float[count];
            fixed (float* to = piece)
                read.CopyTo((nint)to, ElementType.Float32, from, count);
            Assert.Equal(memory.data<float>().ToArray()[from..(from + count)], piece);
        }
    }
}
