using System.Runtime.CompilerServices;

namespace Llm.Gen.Tokenization;

/// <summary>Tokens by their characters, so that all tokens with which a text begins are found in one walk.</summary>
internal sealed class PrefixTree
{
    /// <summary>Where a walk starts.</summary>
    public const int Root = 0;

    /// <summary>The node behind a step that leads nowhere.</summary>
    public const int Nowhere = -1;

    /// <summary>The id where no token ends.</summary>
    public const int NoToken = MergeTable.None;

    // A step is a node and a character, as a merge is two symbols: the same table serves both.
    private readonly MergeTable _steps;
    private int _nodes = 1;

    public PrefixTree(IEnumerable<(string Token, int Id)> tokens)
    {
        var all = tokens.ToArray();
        _steps = new(all.Sum(token => token.Token.Length));
        foreach (var (token, id) in all)
            Add(token, id);
    }

    /// <summary>The node behind a character, and the token that ends there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Step(int node, char c, out int id)
    {
        id = _steps.Rank(node, c, out var next);
        return next;
    }

    /// <summary>The node behind a text.</summary>
    public int Walk(ReadOnlySpan<char> text)
    {
        var node = Root;
        for (var i = 0; i < text.Length && node != Nowhere; i++)
            node = Step(node, text[i], out _);
        return node;
    }

    /// <summary>The longest token with which a text begins, read from a node; returns its length, or 0.</summary>
    public int Longest(ReadOnlySpan<char> text, int node, out int id)
    {
        var length = 0;
        id = NoToken;
        for (var i = 0; i < text.Length && node != Nowhere; i++)
        {
            node = Step(node, text[i], out var found);
            if (found != NoToken)
                (length, id) = (i + 1, found);
        }

        return length;
    }

    private void Add(string token, int id)
    {
        var node = Root;
        for (var i = 0; i < token.Length; i++)
        {
            var next = Step(node, token[i], out var known);
            var isLast = i == token.Length - 1;
            if (next == Nowhere)
                next = _nodes++;
            _steps.Set(node, token[i], isLast ? id : known, next);
            node = next;
        }
    }
}
