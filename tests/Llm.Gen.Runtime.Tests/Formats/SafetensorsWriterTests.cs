using System.Buffers.Binary;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Formats;

public class SafetensorsWriterTests
{
    [Fact]
    public void What_was_read_is_written_and_read_again()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in Directory.GetFiles(Fixtures.Find("formats/safetensors"), "*.safetensors"))
        {
            using var original = SafetensorsFile.Open(path);

            SafetensorsWriter.Write(folder.File("copy"), original.Tensors.Select(t => TensorToWrite.Copy(t, t.Type)).ToArray(), original.Metadata);

            using var copy = SafetensorsFile.Open(folder.File("copy"));
            AssertSameTensors(original, copy);
            Assert.Equal(original.Metadata, copy.Metadata);
        }
    }

    [Fact]
    public void The_header_is_padded_so_that_every_tensor_is_aligned()
    {
        using var folder = new TemporaryFolder();

        SafetensorsWriter.Write(folder.File("a"), [Bytes("b", ElementType.UInt8, 3), Bytes("wide", ElementType.Int64, 2)]);

        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(File.ReadAllBytes(folder.File("a"))) % 8);
        using var file = SafetensorsFile.Open(folder.File("a"));
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.True(file.TryFind("wide", out var wide));
        Assert.Equal(0, ((PlainTensor)wide).Address % 8);
    }

    [Fact]
    public void A_failure_leaves_the_older_file_and_no_temporary_one()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a"), "older");

        var problem = Assert.Throws<IOException>(() => SafetensorsWriter.Write(
            folder.File("a"),
            [Bytes("a", ElementType.UInt8, 100_000), new TensorToWrite("b", ElementType.UInt8, [9], _ => throw new IOException("disk full"))]));

        Assert.Equal("disk full", problem.Message);
        Assert.Equal("older", File.ReadAllText(folder.File("a")));
        Assert.Equal([folder.File("a")], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void While_a_file_is_written_its_path_holds_the_older_one()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a"), "older");

        SafetensorsWriter.Write(folder.File("a"), [new TensorToWrite("a", ElementType.UInt8, [1], stream =>
        {
            Assert.Equal("older", File.ReadAllText(folder.File("a")));
            stream.WriteByte(1);
        })]);

        SafetensorsFile.Open(folder.File("a")).Dispose();
    }

    [Fact]
    public void A_callback_that_writes_too_little_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();

        var problem = Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(
            folder.File("a"), [new TensorToWrite("short", ElementType.Float32, [2, 3], stream => stream.WriteByte(1))]));

        Assert.Equal("tensor short wrote 1 bytes; F32 [2, 3] has 24.", problem.Message);
    }

    [Fact]
    public void A_name_is_used_once()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(
            folder.File("a"), [Bytes("same", ElementType.UInt8, 1), Bytes("same", ElementType.UInt8, 1)]));
    }

    internal static TensorToWrite Bytes(string name, ElementType type, long count) =>
        new(name, type, [count], stream => stream.Write(new byte[count * ElementTypes.SizeOf(type)]));

    internal static void AssertSameTensors(ITensorSource expected, ITensorSource found)
    {
        Assert.Equal(expected.Tensors.Select(t => t.Name).Order(), found.Tensors.Select(t => t.Name).Order());
        Assert.All(expected.Tensors, tensor =>
        {
            Assert.True(found.TryFind(tensor.Name, out var other));
            Assert.Equal(tensor.Shape, other.Shape);
            Assert.Equal(tensor.Type, other.Type);
            Assert.Equal(Bits.Of(tensor), Bits.Of(other));
        });
    }
}
