using System.Buffers.Binary;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Runtime.Tests.Formats.Torch;

/// <summary>Writes what torch.save writes: the containers around a pickle, and whole state dictionaries.</summary>
internal static class TorchWriting
{
    /// <summary>A zip archive of a pickle and its storages, by key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pickle">Content of data.pkl.</param>
    /// <param name="storages">Key and bytes of each storage.</param>
    /// <param name="wide">Writes every size and offset as 64-bit ones, as files over 4 GB have them.</param>
    public static void Zip(string path, byte[] pickle, IEnumerable<(string Key, byte[] Bytes)> storages, bool wide = false) =>
        Zip(path, pickle, storages.Select(storage => (storage.Key, (long)storage.Bytes.Length, (Action<Stream>)(file => file.Write(storage.Bytes)))), wide);

    /// <summary>The same with a callback that writes each storage.</summary>
    public static void Zip(string path, byte[] pickle, IEnumerable<(string Key, long Bytes, Action<Stream> Write)> storages, bool wide)
    {
        using var file = File.Create(path);
        using var zip = new ZipWriting(file, wide);
        zip.Add("model/data.pkl", pickle.Length, stream => stream.Write(pickle));
        foreach (var (key, bytes, write) in storages)
            zip.Add($"model/data/{key}", bytes, write);
    }

    /// <summary>The container before version 1.6.</summary>
    public static byte[] Legacy(byte[] pickle, params (string Key, long Elements, byte[] Bytes)[] storages)
    {
        var keys = new Pickle().Raw("\u0080\u0002](");
        foreach (var (key, _, _) in storages)
            keys.Text(key);

        List<byte> bytes =
        [
            .. new Pickle().Raw("\u0080\u0002\u008a\u000al\u00fc\u009cF\u00f9 j\u00a8P\u0019.").Raw("\u0080\u0002M\u00e9\u0003.").Bytes,
            .. new Pickle().Raw("\u0080\u0002}").Text("little_endian").Raw("\u0088s.").Bytes,
            .. pickle,
            .. keys.Raw("e.").Bytes,
        ];
        foreach (var (_, elements, data) in storages)
        {
            var count = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(count, elements);
            bytes.AddRange([.. count, .. data]);
        }

        return [.. bytes];
    }

    /// <summary>The state dictionary of the tensors.</summary>
    public static void StateDictionary(string path, IReadOnlyList<StoredTensor> tensors)
    {
        var pickle = new Pickle().Raw("\u0080\u0002").Global("collections", "OrderedDict").Raw(")R(");
        foreach (var (i, tensor) in tensors.Index())
            pickle.Text(tensor.Name).Tensor(tensor, $"{i}");
        Zip(path, pickle.Raw("u.").Bytes, tensors.Select((tensor, i) => ($"{i}", Bits.Of(tensor))));
    }
}
