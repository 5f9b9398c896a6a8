using System.Buffers.Binary;
using System.Text;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Runtime.Tests.Formats.Torch;

/// <summary>Writes pickles an instruction at a time, well-formed or not.</summary>
internal sealed class Pickle
{
    private readonly MemoryStream _bytes = new();

    public byte[] Bytes => _bytes.ToArray();

    /// <summary>One or more instructions as they stand in the file, such as <c>"}("</c>; characters are bytes.</summary>
    public Pickle Raw(string instructions)
    {
        _bytes.Write(Encoding.Latin1.GetBytes(instructions));
        return this;
    }

    public Pickle Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        return Raw("X").Raw(length).Raw(utf8);
    }

    public Pickle Integer(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Raw("\u008a\u0008").Raw(bytes);
    }

    public Pickle Global(string module, string name) => Raw($"c{module}\n{name}\n");

    public Pickle Tuple(IEnumerable<long> values)
    {
        Raw("(");
        foreach (var value in values)
            Integer(value);
        return Raw("t");
    }

    public Pickle Storage(string type, string key, long elements) =>
        Raw("(").Text("storage").Global("torch", type).Text(key).Text("cpu").Integer(elements).Raw("tQ");

    /// <summary>A tensor that is a view of a storage.</summary>
    public Pickle Tensor(string type, string key, long elements, long[] shape, long[] strides, long offset = 0) =>
        Global("torch._utils", "_rebuild_tensor_v2").Raw("(").Storage(type, key, elements).Integer(offset)
            .Tuple(shape).Tuple(strides).Raw("\u0089").Global("collections", "OrderedDict").Raw(")RtR");

    /// <summary>A whole tensor of a file, in a storage of its own.</summary>
    public Pickle Tensor(StoredTensor tensor, string key)
    {
        var strides = new long[tensor.Shape.Count];
        for (var (i, stride) = (strides.Length - 1, 1L); i >= 0; stride *= tensor.Shape[i--])
            strides[i] = stride;
        return Tensor(StorageOf(tensor.Type), key, tensor.Elements, [.. tensor.Shape], strides);
    }

    private Pickle Raw(byte[] bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    private static string StorageOf(ElementType type) => type switch
    {
        ElementType.Float32 => "FloatStorage",
        ElementType.Float16 => "HalfStorage",
        ElementType.BFloat16 => "BFloat16Storage",
        ElementType.Int64 => "LongStorage",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
