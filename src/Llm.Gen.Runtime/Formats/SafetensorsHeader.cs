using System.Text.Json;
using System.Text.Unicode;

namespace Llm.Gen.Runtime.Formats;

/// <summary>The JSON header of a safetensors file, read strictly: no duplicate keys, no missing fields, data covered exactly once.</summary>
internal sealed class SafetensorsHeader
{
    private const string MetadataKey = "__metadata__";
    private const int DeepestNesting = 16;
    private const int MostDimensions = 64;
    private const int LongestProblem = 1_000;       // characters of a message that may quote names and shapes

    private readonly string _path;
    private readonly List<SafetensorsEntry> _entries = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    /// <summary>Parses and validates; <paramref name="dataLength"/> is what the file holds after the header.</summary>
    public SafetensorsHeader(string path, ReadOnlySpan<byte> json, long dataLength)
    {
        _path = path;
        if (json[0] != (byte)'{')
            throw Damaged("the header does not begin with '{'");
        if (!Utf8.IsValid(json))
            throw Damaged("the header is not UTF-8");

        try
        {
            ReadHeader(json);
        }
        catch (JsonException problem)
        {
            throw Damaged($"the header is not JSON (byte {problem.BytePositionInLine})");
        }
        catch (InvalidOperationException)
        {
            throw Damaged("the header holds a text that is not valid Unicode");        // an escaped lone surrogate
        }

        CheckCoverage(dataLength);
    }

    public IReadOnlyList<SafetensorsEntry> Entries => _entries;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    private void ReadHeader(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeepestNesting });
        var names = new HashSet<string>(StringComparer.Ordinal);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            if (!names.Add(name))
                throw Damaged($"'{name}' occurs twice in the header");

            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw Damaged($"'{name}' is {Describe(reader.TokenType)}, an object was expected");

            if (name == MetadataKey)
                ReadMetadata(ref reader);
            else
                _entries.Add(ReadEntry(ref reader, name));
        }

        reader.Read();      // throws on anything but white space after the object
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw Damaged($"metadata '{key}' is {Describe(reader.TokenType)}, a text was expected");
            if (!_metadata.TryAdd(key, reader.GetString()!))
                throw Damaged($"metadata '{key}' occurs twice");
        }
    }

    private SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        var fields = new HashSet<string>(StringComparer.Ordinal);
        ElementType? type = null;
        List<long>? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var field = reader.GetString()!;
            if (!fields.Add(field))
                throw Damaged($"tensor {name} has '{field}' twice");

            reader.Read();
            switch (field)
            {
                case "dtype": type = ReadType(ref reader, name); break;
                case "shape": shape = ReadIntegers(ref reader, name, field); break;
                case "data_offsets": offsets = ReadIntegers(ref reader, name, field); break;
                default: reader.Skip(); break;
            }
        }

        if (type is null || shape is null || offsets is null)
        {
            var missing = type is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw Damaged($"tensor {name} has no '{missing}'");
        }

        return CheckSize(name, type.Value, shape, offsets);
    }

    private ElementType ReadType(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw Damaged($"the dtype of tensor {name} is {Describe(reader.TokenType)}, a text was expected");

        var text = reader.GetString()!;
        if (!ElementTypes.TryParse(text, out var type))
            throw new InvalidDataException($"{_path}: tensor {Printable.Of(name)} has dtype {Printable.Of(text)}; readable are {ElementTypes.Names}.");

        return type;
    }

    private List<long> ReadIntegers(ref Utf8JsonReader reader, string name, string field)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Damaged($"{field} of tensor {name} is {Describe(reader.TokenType)}, a list of integers was expected");

        var integers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var integer) || integer < 0)
                throw Damaged($"{field} of tensor {name} holds something else than integers from 0 to 2^63 - 1");
            if (integers.Count == MostDimensions)
                throw Damaged($"{field} of tensor {name} has more than {MostDimensions} numbers");
            integers.Add(integer);
        }

        return integers;
    }

    private SafetensorsEntry CheckSize(string name, ElementType type, List<long> shape, List<long> offsets)
    {
        if (offsets.Count != 2 || offsets[0] > offsets[1])
            throw Damaged($"data_offsets of tensor {name} are [{string.Join(", ", offsets)}], a begin and an end were expected");

        long bytes = ElementTypes.SizeOf(type);
        try
        {
            foreach (var size in shape)
                bytes = checked(bytes * size);
        }
        catch (OverflowException)
        {
            throw Damaged($"the shape of tensor {name}, [{string.Join(", ", shape)}], is larger than any file");
        }

        if (bytes != offsets[1] - offsets[0])
        {
            throw Damaged(
                $"tensor {name}, {ElementTypes.NameOf(type)} [{string.Join(", ", shape)}], needs {bytes} bytes, its offsets give {offsets[1] - offsets[0]}");
        }

        return new SafetensorsEntry(name, type, shape, offsets[0], offsets[1]);
    }

    private void CheckCoverage(long dataLength)
    {
        long end = 0;
        foreach (var entry in _entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin < end)
                throw Damaged($"tensor {entry.Name} begins at byte {entry.Begin} and overlaps the one before it, which ends at {end}");
            if (entry.Begin > end)
                throw Damaged($"bytes {end} to {entry.Begin} before tensor {entry.Name} belong to no tensor");
            end = entry.End;
        }

        if (end > dataLength)
            throw Damaged($"the tensors need {end} bytes of data, the file has {dataLength}; it is cut off");
        if (end < dataLength)
            throw Damaged($"{dataLength - end} bytes after the last tensor belong to none");
    }

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a truth value",
        _ => "null",
    };

    private InvalidDataException Damaged(string what) =>
        new($"{_path}: {Printable.Of(what, LongestProblem)}; the file is no valid safetensors file, fetch or write it again.");
}
