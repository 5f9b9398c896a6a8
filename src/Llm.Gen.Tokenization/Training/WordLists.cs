namespace Llm.Gen.Tokenization;

/// <summary>Many short lists of words as chains in two arrays; a chain that was read is used again.</summary>
internal sealed class WordLists
{
    /// <summary>The empty list.</summary>
    public const int Empty = -1;

    private int[] _words = new int[1 << 12];
    private int[] _next = new int[1 << 12];
    private int _used;
    private int _free = Empty;

    /// <summary>The first word of a list that is not empty.</summary>
    public int First(int list) => _words[list];

    /// <summary>The list behind the first word.</summary>
    public int Rest(int list) => _next[list];

    /// <summary>A list with a word in front.</summary>
    public int Add(int word, int list)
    {
        var node = _free;
        if (node != Empty)
            _free = _next[node];
        else if (_used == _words.Length)
            (node, _words, _next) = (_used++, Doubled(_words), Doubled(_next));
        else
            node = _used++;
        (_words[node], _next[node]) = (word, list);
        return node;
    }

    /// <summary>Gives the first place of a list back; the rest stays.</summary>
    public void Free(int list) => (_next[list], _free) = (_free, list);

    private static int[] Doubled(int[] array)
    {
        Array.Resize(ref array, array.Length * 2);
        return array;
    }
}
