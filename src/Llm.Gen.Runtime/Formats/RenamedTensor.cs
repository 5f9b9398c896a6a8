namespace Llm.Gen.Runtime.Formats;

/// <summary>Another tensor under another name.</summary>
internal sealed class RenamedTensor(string name, StoredTensor source) : StoredTensor(name, source.Shape)
{
    public override string Format => source.Format;

    public override ElementType Type => source.Type;

    public override long StoredBytes => source.StoredBytes;

    protected override void Copy(nint destination, ElementType type, long start, long count) =>
        source.CopyTo(destination, type, start, count);
}
