using System.Buffers.Binary;
using System.Text;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Formats;

public class LargeFileTests
{
    [Fact]
    public void Numbers_beyond_the_second_gigabyte_are_reached()
    {
        const long count = 1_500_000_000;       // bfloat16: 3 GB, a hole in the file but for its end
        using var folder = new TemporaryFolder();
        WriteSparse(folder.File("large"), count, last: 0x4049);

        using var file = SafetensorsFile.Open(folder.File("large"));
        var tensor = file.Tensors.Single();
        var end = new float[3];
        unsafe
        {
            fixed (float* destination = end)
                tensor.CopyTo((nint)destination, ElementType.Float32, count - 3, 3);
        }

        Assert.Equal(2 * count, tensor.StoredBytes);
        Assert.Equal([0, 0, 3.140625f], end);
    }

    private static void WriteSparse(string path, long count, ushort last)
    {
        var header = Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $$"""{"w": {"dtype": "BF16", "shape": [{{count / 1000}}, 1000], "data_offsets": [0, {{2 * count}}]} }"""));
        var number = new byte[8];
        using var file = File.Create(path);
        BinaryPrimitives.WriteInt64LittleEndian(number, header.Length);
        file.Write(number);
        file.Write(header);
        file.SetLength(file.Position + 2 * count);
        file.Position = file.Length - sizeof(ushort);
        BinaryPrimitives.WriteUInt16LittleEndian(number, last);
        file.Write(number.AsSpan(0, sizeof(ushort)));
    }
}
