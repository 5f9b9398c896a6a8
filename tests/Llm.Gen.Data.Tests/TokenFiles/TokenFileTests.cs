using System.Buffers.Binary;
using System.Text;
using Llm.Gen.Tests;

namespace Llm.Gen.Data.Tests;

public sealed class TokenFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(256, TokenType.UInt16)]
    [InlineData(65_536, TokenType.UInt16)]
    [InlineData(65_537, TokenType.UInt32)]
    [InlineData(int.MaxValue, TokenType.UInt32)]
    public void What_is_written_is_read(int vocabulary, TokenType type)
    {
        var path = _folder.File("a.tokens");
        var tokens = Enumerable.Range(0, 100_000).Select(i => (int)(i * 7919L % vocabulary)).Append(vocabulary - 1).ToArray();

        using (var writer = new TokenFileWriter(path, vocabulary, "ours"))
        {
            writer.Write(tokens[..10]);
            writer.Write(tokens[10..]);
            writer.Complete();
        }

        using var file = TokenFile.Open(path);
        var read = new long[tokens.Length];
        file.Read(0, read);
        Assert.Equal(new TokenFileHeader(type, tokens.Length, 2, vocabulary, "ours") { DocumentIndex = 2 }, file.Header);
        Assert.Equal(tokens.Select(t => (long)t), read);
    }

    [Fact]
    public void An_unfinished_file_leaves_the_old_one_and_no_trace()
    {
        var path = Written(1, 2, 3);

        using (var writer = new TokenFileWriter(path, 10))
            writer.Write([4, 5]);

        using var file = TokenFile.Open(path);
        Assert.Equal(3, file.Count);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    public void An_id_outside_the_vocabulary_is_not_written(int id)
    {
        using var writer = new TokenFileWriter(_folder.File("a.tokens"), 10);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => writer.Write([1, id]));

        Assert.Contains("vocabulary size 10", error.Message);
    }

    [Fact]
    public void An_id_outside_the_vocabulary_is_not_read()
    {
        var path = Written(1, 2, 3);
        var bytes = File.ReadAllBytes(path);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(bytes.Length - 16 - 4), 10);
        File.WriteAllBytes(path, bytes);

        using var file = TokenFile.Open(path);
        var error = Assert.Throws<InvalidDataException>(() => file.Read(0, new long[3]));

        Assert.Contains("token 1 has the id 10", error.Message);
    }

    [Fact]
    public void A_file_for_a_larger_vocabulary_is_refused()
    {
        var path = Written(1, 2, 3);

        var error = Assert.Throws<InvalidDataException>(() => TokenFile.Open(path, vocabularySize: 9));

        Assert.Contains("vocabulary has 9", error.Message);
    }

    [Fact]
    public void A_file_that_was_cut_off_anywhere_is_refused()
    {
        var bytes = File.ReadAllBytes(Written(1, 2, 3));

        for (var length = 0; length < bytes.Length; length++)
        {
            var path = _folder.Write("cut.tokens", bytes[..length]);
            Assert.Throws<InvalidDataException>(() => TokenFile.Open(path).Dispose());
        }
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":2", "has version 2")]
    [InlineData("\"dtype\":\"uint16\"", "\"dtype\":\"uint64\"", "dtype \"uint64\"")]
    [InlineData("\"dtype\":\"uint16\"", "\"dtype\":\"uint32\"", "says 3 tokens of 4 bytes")]
    [InlineData("\"tokens\":3", "\"tokens\":4", "says 4 tokens")]
    [InlineData("\"document_index\":1", "\"document_index\":2", "2 documents of 16, but holds 22 bytes")]
    [InlineData("\"document_index\":1", "\"document_index\":-1", "\"document_index\": -1")]
    [InlineData("\"tokens\":3", "\"tokens\":-", "not JSON")]
    [InlineData("\"tokens\":3", "\"tokens\":9223372036854775807", "\"tokens\": 9223372036854775807")]
    [InlineData("\"tokens\":3", "\"tokens\":3.5", "\"tokens\": 3.5")]
    [InlineData("\"documents\":1", "\"documents\":\"1\"", "\"documents\": \"1\"")]
    [InlineData("\"vocabulary_size\":10", "\"vocabulary_size\":0", "\"vocabulary_size\": 0")]
    [InlineData("\"vocabulary_size\":10", "\"vocabulary_size\":65537", "\"vocabulary_size\": 65537")]
    [InlineData("\"tokenizer\":\"\"", "\"tokenizer\":null", "\"tokenizer\": null")]
    [InlineData("\"tokenizer\"", "\"tokeniser\"", "unknown header field \"tokeniser\"")]
    [InlineData(",\"tokenizer\":\"\"", "", "lacks the header field \"tokenizer\"")]
    public void A_wrong_header_field_is_named(string right, string wrong, string named)
    {
        var bytes = File.ReadAllBytes(Written(1, 2, 3));
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        var json = Encoding.UTF8.GetString(bytes, 12, length).Replace(right, wrong);
        var padded = Encoding.UTF8.GetBytes(json.Trim().PadRight(length));
        padded.AsSpan(0, length).CopyTo(bytes.AsSpan(12));
        var path = _folder.Write("wrong.tokens", bytes);

        var error = Assert.Throws<InvalidDataException>(() => TokenFile.Open(path));

        Assert.Contains(named, error.Message);
        Assert.StartsWith(path, error.Message);
    }

    [Theory]
    [InlineData("<u2", 2)]
    [InlineData("<u4", 4)]
    public void A_row_of_numpy_integers_is_read(string type, int size)
    {
        var path = _folder.Write("a.npy", Npy(type, "(3,)", [.. new[] { 7, 8, 9 }.SelectMany(i => BitConverter.GetBytes(i).Take(size))]));

        using var file = TokenFile.Open(path, vocabularySize: 10);
        var read = new long[3];
        file.Read(0, read);

        Assert.Equal([7, 8, 9], read);
        Assert.Equal(10, file.Header.VocabularySize);
    }

    [Theory]
    [InlineData("<f4", "(3,)", 12, "\"<f4\"")]
    [InlineData("<i8", "(3,)", 24, "\"<i8\"")]
    [InlineData("<u2", "(3, 1)", 6, "not one row")]
    [InlineData("<u2", "(4,)", 6, "holds 6 bytes")]
    [InlineData("<u2", "(99999999999999999999,)", 6, "holds 6 bytes")]
    public void Other_numpy_arrays_are_refused(string type, string shape, int bytes, string named)
    {
        var path = _folder.Write("a.npy", Npy(type, shape, new byte[bytes]));

        var error = Assert.Throws<InvalidDataException>(() => TokenFile.Open(path));

        Assert.Contains(named, error.Message);
    }

    [Fact]
    public void A_token_is_known_by_its_document()
    {
        using (var writer = new TokenFileWriter(_folder.File("a.tokens"), 10))
        {
            writer.Write([1, 2]);
            writer.Write([]);                               // a document without tokens
            writer.Write([3, 4, 5], endsDocument: false);
            writer.Write([6]);
            writer.Write([7], endsDocument: false);
            writer.Complete();
        }

        using var file = TokenFile.Open(_folder.File("a.tokens"));

        (long, long)[] expected = [(1, 0), (1, 0), (3, 2), (3, 2), (3, 2), (3, 2), (4, 6)];
        Assert.Equal(expected, Enumerable.Range(0, 7).Select(i => (file.DocumentAt(i)!.Value.Number, file.DocumentAt(i)!.Value.Start)));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.DocumentAt(7));
    }

    [Fact]
    public void A_file_without_an_index_of_documents_is_read()
    {
        var bytes = File.ReadAllBytes(Written(1, 2, 3));
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes, 12, length).Replace(",\"document_index\":1", "").PadRight(length)).CopyTo(bytes, 12);

        using var file = TokenFile.Open(_folder.Write("old.tokens", bytes[..^16]));

        Assert.Equal(3, file.Count);
        Assert.Null(file.DocumentAt(2));
    }

    [Fact]
    public void A_split_covers_the_file_without_overlap()
    {
        using var file = TokenFile.Open(Written([.. Enumerable.Repeat(1, 100)]));

        var split = file.All.Split(0.1);

        Assert.Equal((0, 90), (split.Train.Start, split.Train.Count));
        Assert.Equal((90, 10), (split.Validation.Start, split.Validation.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => split.Train.Read(89, new long[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.All.Split(1));
    }

    private string Written(params int[] tokens)
    {
        using var writer = new TokenFileWriter(_folder.File("written.tokens"), 10);
        writer.Write(tokens);
        writer.Complete();
        return writer.Path;
    }

    private static byte[] Npy(string type, string shape, byte[] data)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. data];
    }
}
