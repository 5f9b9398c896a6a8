namespace Llm.Gen.Tokenization.Templates;

/// <summary>Positions in sequences.</summary>
internal static class Indexing
{
    /// <summary>The position that a key names, counted from the end if it is negative; null if it is no position of the sequence.</summary>
    public static int? Find(Value key, int count)
    {
        if (Numbers.WholeOrNull(key) is not { } index)
            return null;
        if (index.Sign < 0)
            index += count;
        return index.Sign >= 0 && index < count ? (int)index : null;
    }
}
