using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Llm.Gen.Data;

/// <summary>
/// What stands before the tokens of a token file: 8 bytes "LLMTOKEN", the length of the JSON as a little-endian
/// uint32, the JSON padded with spaces so that the tokens begin at a multiple of 64 bytes. Behind the tokens there may be
/// an index of documents, <see cref="DocumentIndex"/>.
/// </summary>
/// <param name="Type">How one token id is stored.</param>
/// <param name="Tokens">Token ids in the file.</param>
/// <param name="Documents">Documents that were written; 0 when nobody counted.</param>
/// <param name="VocabularySize">Every id is below it.</param>
/// <param name="Tokenizer">What made the ids, in the words of the writer: a name or a fingerprint; empty when unknown.</param>
public sealed record TokenFileHeader(TokenType Type, long Tokens, long Documents, int VocabularySize, string Tokenizer)
{
    internal const int Version = 1;
    private const int Preamble = 12;
    private const int Alignment = 64;
    private const int LongestJson = 1 << 20;
    private const string IndexKey = "document_index";
    private static readonly string[] _keys = [IndexKey, "documents", "dtype", "tokenizer", "tokens", "version", "vocabulary_size"];

    /// <summary>
    /// Entries behind the tokens: each the first token of a document and the document's number, two little-endian uint64.
    /// Default: 0, there is no index.
    /// </summary>
    public long DocumentIndex { get; init; }

    internal static ReadOnlySpan<byte> Magic => "LLMTOKEN"u8;

    /// <summary>The header as it stands in the file, at least <paramref name="size"/> bytes long.</summary>
    internal byte[] ToBytes(int size = 0)
    {
        var json = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["version"] = Version,
            ["dtype"] = Type == TokenType.UInt16 ? "uint16" : "uint32",
            ["tokens"] = Tokens,
            ["documents"] = Documents,
            [IndexKey] = DocumentIndex,
            ["vocabulary_size"] = VocabularySize,
            ["tokenizer"] = Tokenizer,
        }.ToJsonString());
        var length = Math.Max(size, (Preamble + json.Length + Alignment - 1) / Alignment * Alignment);

        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)' ');
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Magic.Length), (uint)(length - Preamble));
        json.CopyTo(bytes, Preamble);
        return bytes;
    }

    /// <summary>Reads and checks the header of a file of <paramref name="fileLength"/> bytes.</summary>
    /// <exception cref="InvalidDataException">Not a token file, or one whose header and length disagree.</exception>
    internal static TokenFileHeader Parse(string path, ReadOnlySpan<byte> file, long fileLength, out long start)
    {
        if (file.Length < Preamble || !file.StartsWith(Magic))
            throw Bad(path, "does not begin with LLMTOKEN; expected a token file of Llm.Gen or a .npy file. Make one with TokenCorpus.Write");

        var length = BinaryPrimitives.ReadUInt32LittleEndian(file[Magic.Length..]);
        if (length > LongestJson || Preamble + length > fileLength || Preamble + length > file.Length)
            throw Bad(path, $"says that its header has {length:N0} bytes, but the file has {fileLength:N0}; it was cut off, make it again");

        start = Preamble + length;
        var header = FromJson(path, file.Slice(Preamble, (int)length));
        var room = fileLength - start;
        if (room != (header.Tokens * (int)header.Type) + (header.DocumentIndex * TokenDocument.Size))
            throw Bad(path, $"says {header.Tokens:N0} tokens of {(int)header.Type} bytes and {header.DocumentIndex:N0} documents of {TokenDocument.Size}, but holds {room:N0} bytes of them; it was cut off or is still being written, make it again");
        return header;
    }

    private static TokenFileHeader FromJson(string path, ReadOnlySpan<byte> json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json.ToArray());
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: its header is not JSON ({e.Message}); make the file again.", e);
        }
        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw Bad(path, $"has a header that is a JSON {root.ValueKind}; expected an object");
            foreach (var property in root.EnumerateObject())
                if (Array.BinarySearch(_keys, property.Name, StringComparer.Ordinal) < 0)
                    throw Bad(path, $"has the unknown header field \"{property.Name}\"; expected {string.Join(", ", _keys)}");

            var version = Number(path, root, "version", 0, int.MaxValue);
            if (version != Version)
                throw Bad(path, $"has version {version}; this program reads version {Version}");
            var type = Text(path, root, "dtype") switch
            {
                "uint16" => TokenType.UInt16,
                "uint32" => TokenType.UInt32,
                var other => throw Bad(path, $"has dtype \"{other}\"; expected uint16 or uint32"),
            };
            var vocabulary = (int)Number(path, root, "vocabulary_size", 1, type == TokenType.UInt16 ? 65_536 : int.MaxValue);
            var tokens = Number(path, root, "tokens", 0, long.MaxValue / 8);
            var documents = Number(path, root, "documents", 0, long.MaxValue);
            var index = root.TryGetProperty(IndexKey, out _) ? Number(path, root, IndexKey, 0, long.MaxValue / 64) : 0;
            return new TokenFileHeader(type, tokens, documents, vocabulary, Text(path, root, "tokenizer")) { DocumentIndex = index };
        }
    }

    private static long Number(string path, JsonElement root, string key, long least, long most)
    {
        if (!root.TryGetProperty(key, out var value))
            throw Bad(path, $"lacks the header field \"{key}\"");
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number) || number < least || number > most)
            throw Bad(path, $"has \"{key}\": {value.GetRawText()} in its header; expected a whole number from {least:N0} to {most:N0}");
        return number;
    }

    private static string Text(string path, JsonElement root, string key)
    {
        if (!root.TryGetProperty(key, out var value))
            throw Bad(path, $"lacks the header field \"{key}\"");
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw Bad(path, $"has \"{key}\": {value.GetRawText()} in its header; expected a string");
    }

    private static InvalidDataException Bad(string path, string what) => new($"{path}: it {what}.");
}
