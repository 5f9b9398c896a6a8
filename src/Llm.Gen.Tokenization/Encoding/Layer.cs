namespace Llm.Gen.Tokenization;

/// <summary>
/// Where the characters of a text come from, while it passes the steps of an encoding: a step that rewrites text puts its layer over
/// the one before. Empty where nobody asks for offsets.
/// </summary>
/// <param name="Origins">One for each character of the text (and perhaps more).</param>
internal readonly record struct Layer(Origin[]? Origins)
{
    /// <summary>Whether offsets are asked for.</summary>
    public bool IsTracked => Origins is not null;

    /// <summary>The origin of a part of the text; nothing of the text is between two characters.</summary>
    public Origin Of(int start, int end) => Origins![start].To(Origins[end - 1]);

    /// <summary>The origin of what is put in front of a part.</summary>
    public Origin Before(int at, int count) => Origins is null || count == 0 ? default : new(Origins[at].Start, Origins[at].Start);

    /// <summary>A text as the caller gave it: each character comes from itself, both halves of a surrogate pair from the pair.</summary>
    public static Layer OfRaw(ReadOnlySpan<char> text)
    {
        var origins = new Origin[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            origins[i] = new(i, i + (isPair ? 2 : 1));
            if (isPair)
                origins[++i] = origins[i - 1];
        }

        return new(origins);
    }
}
