namespace Llm.Gen.Data;

/// <summary>Collects where documents start, in a file that is gone with the process, for there may be more of them than memory wants to hold.</summary>
internal sealed class DocumentIndexWriter : IDisposable
{
    private readonly FileStream _stream = ScratchFile.Create("llm-documents");
    private TokenDocument _last;

    /// <summary>Entries so far.</summary>
    internal long Count { get; private set; }

    /// <summary>Notes that tokens belong to a document; only the first of them makes an entry.</summary>
    internal void Add(TokenDocument document)
    {
        if (document.Number == _last.Number)
            return;
        _last = document;
        Count++;
        Span<byte> entry = stackalloc byte[TokenDocument.Size];
        document.Write(entry);
        _stream.Write(entry);
    }

    /// <summary>Writes all entries.</summary>
    internal void CopyTo(Stream stream)
    {
        _stream.Position = 0;
        _stream.CopyTo(stream);
    }

    public void Dispose() => _stream.Dispose();
}
