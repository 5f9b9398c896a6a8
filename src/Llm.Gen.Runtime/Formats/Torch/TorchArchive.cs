using System.Text;

namespace Llm.Gen.Runtime.Formats;

/// <summary>torch's container since version 1.6: an uncompressed zip archive with a pickle and a file for each storage, all in one folder.</summary>
internal static class TorchArchive
{
    private const string PickleName = "data.pkl", StorageFolder = "data/", ByteOrderName = "byteorder", LittleEndian = "little";

    /// <summary>The content of the pickle, with every storage found.</summary>
    /// <exception cref="InvalidDataException">Damaged, or not to be read; the message says what and where.</exception>
    public static object? Read(MappedFile file)
    {
        var directory = new ZipDirectory(file);
        if (directory.Entries.FirstOrDefault(entry => entry.Name.Split('/', '\\').Contains("..")) is { } climbing)
            throw Refused(file, $"entry {Printable.Of(climbing.Name)} climbs out of its folder");

        var folder = directory.Entries is [var first, ..] ? first.Name[..(first.Name.IndexOf('/') + 1)] : "";
        CheckByteOrder(file, directory.Find(folder + ByteOrderName));

        var pickle = Require(file, directory, folder + PickleName);
        var cursor = new PickleCursor(file, pickle.Offset, pickle.Offset + pickle.Bytes);
        var reader = new PickleReader(cursor);
        var content = reader.Read();
        foreach (var storage in reader.Storages)
            storage.Offset = FindStorage(file, directory, folder, storage);
        return content;
    }

    private static void CheckByteOrder(MappedFile file, ZipEntry? entry)
    {
        if (entry is null)
            return;         // before version 2.1: always little-endian

        var order = Encoding.Latin1.GetString(file.Span(entry.Offset, (int)Math.Min(entry.Bytes, LittleEndian.Length + 1)));
        if (!entry.IsPlain || order != LittleEndian)
            throw Refused(file, $"its byte order is '{Printable.Of(order)}', '{LittleEndian}' can be read");
    }

    private static long FindStorage(MappedFile file, ZipDirectory directory, string folder, PickledStorage storage)
    {
        var entry = Require(file, directory, folder + StorageFolder + storage.Key);
        return entry.Bytes == storage.Bytes
            ? entry.Offset
            : throw Refused(file, $"entry {Printable.Of(entry.Name)} has {entry.Bytes} bytes, {storage.Elements} numbers of {ElementTypes.NameOf(storage.Type)} need {storage.Bytes}");
    }

    private static ZipEntry Require(MappedFile file, ZipDirectory directory, string name)
    {
        var entry = directory.Find(name) ?? throw Refused(file, $"the archive has no {Printable.Of(name)}");
        return entry.IsPlain ? entry : throw Refused(file, $"entry {Printable.Of(name)} is compressed or encrypted, plain ones can be read");
    }

    private static InvalidDataException Refused(MappedFile file, string what) =>
        new($"{file.Path}: {what}; fetch the file again, or save it again with torch.save on a little-endian machine.");
}
