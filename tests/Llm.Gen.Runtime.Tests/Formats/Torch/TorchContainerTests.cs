using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Formats.Torch;

/// <summary>What writers other than today's torch produce, and sizes that fixtures cannot have.</summary>
public class TorchContainerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sizes_of_32_and_of_64_bits_are_read(bool wide)
    {
        using var folder = new TemporaryFolder();
        TorchWriting.Zip(folder.File("a"), new Pickle().Raw("}").Text("w").Tensor("LongStorage", "0", 2, [2], [1]).Raw("s.").Bytes, [("0", Bits.Of([7L, -1L]))], wide);

        using var file = TorchFile.Open(folder.File("a"));

        Assert.True(file.TryFind("w", out var tensor));
        Assert.Equal([7, -1], tensor.ToIntegers());
    }

    [Fact]
    public void Numbers_beyond_the_fourth_gigabyte_are_reached()
    {
        const long count = 2_300_000_000;       // bfloat16: 4.6 GB, a hole in the file but for its end
        using var folder = new TemporaryFolder();
        var pickle = new Pickle().Raw("}").Text("large").Tensor("BFloat16Storage", "0", count, [count], [1])
            .Raw("s").Text("behind").Tensor("FloatStorage", "1", 1, [], []).Raw("s.");
        TorchWriting.Zip(
            folder.File("a"),
            pickle.Bytes,
            [("0", 2 * count, WriteHole), ("1", sizeof(float), stream => stream.Write(BitConverter.GetBytes(2.5f)))],
            wide: true);

        using var file = TorchFile.Open(folder.File("a"));

        Assert.True(file.TryFind("large", out var large));
        Assert.True(file.TryFind("behind", out var behind));
        Assert.Equal([0, 0x4049], Bits.As<ushort>(Bits.Copy(large, ElementType.BFloat16, count - 2, 2)));
        Assert.Equal([2.5f], behind.ToFloats());

        static void WriteHole(Stream stream)
        {
            stream.SetLength(stream.Position + 2 * count);
            stream.Position = stream.Length - sizeof(ushort);
            stream.Write(BitConverter.GetBytes((ushort)0x4049));
        }
    }

    [Fact]
    public void What_Python_2_wrote_is_read()
    {
        // OrderedDict([["w", tensor], ["same", tensor]]): short texts, a memo that is numbered from 1.
        var pickle = new Pickle().Raw("\u0080\u0002").Global("collections", "OrderedDict")
            .Raw("](](U\u0001wq\u0001").Tensor("FloatStorage", "k", 2, [2], [1])
            .Raw("q\u0002e](U\u0004sameh\u0002ee\u0085R.");
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a"), TorchWriting.Legacy(pickle.Bytes, ("k", 2, Bits.Of([1f, 2f]))));

        using var file = TorchFile.Open(folder.File("a"));

        Assert.Equal(["w", "same"], file.Tensors.Select(tensor => tensor.Name));
        Assert.All(file.Tensors, tensor => Assert.Equal([1, 2], tensor.ToFloats()));
    }
}
