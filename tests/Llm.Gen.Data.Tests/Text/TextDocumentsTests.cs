using System.Text;
using Llm.Gen.Tests;

namespace Llm.Gen.Data.Tests;

public sealed class TextDocumentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Separator_lines_end_documents_and_are_left_out()
    {
        var path = _folder.Write("a.txt", "one\n%\ntwo\r\n2 %\n%\r\n%\nthree");

        var pieces = TextDocuments.Read([path], "%").ToArray();

        Assert.Equal([new("one\n", true), new("two\r\n2 %\n", true), new("three", true)], pieces);
    }

    [Fact]
    public void Long_documents_come_in_pieces_that_make_up_the_text()
    {
        var text = string.Join("\n", Enumerable.Range(0, 20_000).Select(i => $"line {i} ünï😀"));
        var path = _folder.Write("a.txt", text);

        var pieces = TextDocuments.Read([path]).ToArray();

        Assert.Equal(text, string.Concat(pieces.Select(p => p.Text)));
        Assert.True(pieces.Length > 10);
        Assert.All(pieces, p => Assert.InRange(p.Text.Length, 1, 2_200));
        Assert.Equal([pieces[^1]], pieces.Where(p => p.EndsDocument));
    }

    [Fact]
    public void A_line_without_end_is_cut_between_words()
    {
        var text = string.Join(" ", Enumerable.Range(0, 100_000).Select(_ => "word"));
        var path = _folder.Write("a.txt", text);

        var pieces = TextDocuments.Read([path]).ToArray();

        Assert.Equal(text, string.Concat(pieces.Select(p => p.Text)));
        Assert.All(pieces[1..], p => Assert.StartsWith(" word", p.Text));
    }

    [Fact]
    public void Each_file_is_a_document_of_its_own()
    {
        var paths = new[] { _folder.Write("a.txt", "one"), _folder.Write("b.txt", "two") };

        Assert.Equal([new("one", true), new("two", true)], TextDocuments.Read(paths));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(200_001)]
    public void A_byte_that_is_not_UTF_8_is_found_where_it_is(int position)
    {
        var bytes = Enumerable.Repeat((byte)'a', position + 5).ToArray();
        bytes[position] = 0xFF;
        var path = _folder.Write("bad.txt", bytes);

        var error = Assert.Throws<InvalidDataException>(() => TextDocuments.Read([path]).Count());

        Assert.Contains($"the byte 0xFF at position {position:N0}", error.Message);
    }

    [Fact]
    public void A_character_cut_off_by_the_end_of_the_file_is_found()
    {
        var path = _folder.Write("bad.txt", [.. "ab"u8, .. "é"u8[..1]]);

        var error = Assert.Throws<InvalidDataException>(() => TextDocuments.Read([path]).Count());

        Assert.Contains("the byte 0xC3 at position 2", error.Message);
    }

    [Theory]
    [InlineData(65_533)]
    [InlineData(65_534)]
    [InlineData(65_535)]
    public void A_character_across_two_blocks_is_whole(int before)
    {
        var text = new string('a', before) + "😀b";
        var path = _folder.Write("a.txt", text);

        Assert.Equal(text, string.Concat(Utf8TextFile.ReadBlocks(path)));
    }

    [Fact]
    public void A_byte_order_mark_is_left_out()
    {
        var path = _folder.Write("a.txt", [.. Encoding.UTF8.Preamble, .. "text"u8]);

        Assert.Equal("text", string.Concat(Utf8TextFile.ReadBlocks(path)));
    }

    [Fact]
    public void An_empty_file_is_an_error()
    {
        var path = _folder.Write("a.txt", "");

        var error = Assert.Throws<InvalidDataException>(() => TextDocuments.Read([path]).Count());

        Assert.Equal($"{path}: the file is empty; expected UTF-8 text.", error.Message);
    }
}
