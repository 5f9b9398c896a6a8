using System.Text;

namespace Llm.Gen.Generation;

/// <summary>
/// Finds the end of a text that comes in pieces. Passes on all but the longest end of it that may be the beginning of a stop string;
/// of several stop strings found at once the earliest counts, of those the longest.
/// </summary>
internal sealed class StopStringFinder
{
    private readonly IReadOnlyList<string> _stops;
    private readonly StringBuilder _held = new();

    /// <exception cref="ArgumentException">A stop string is empty.</exception>
    public StopStringFinder(IReadOnlyList<string> stops)
    {
        if (stops.Any(string.IsNullOrEmpty))
            throw new ArgumentException("A stop string is empty, so that the text would end before it begins; leave it out.", nameof(stops));
        _stops = [.. stops.OrderByDescending(stop => stop.Length)];
    }

    /// <summary>The stop string that was found, or none.</summary>
    public string? Found { get; private set; }

    /// <summary>Adds a piece and returns what may be passed on. Nothing follows once a stop string is found.</summary>
    public string Add(string piece)
    {
        var text = _held.Append(piece).ToString();
        _held.Clear();
        var end = FindStop(text);
        if (Found is not null)
            return text[..end];
        end = text.Length - HeldLength(text);
        _held.Append(text, end, text.Length - end);
        return text[..end];
    }

    /// <summary>What was held back: the text is over.</summary>
    public string Flush()
    {
        var text = _held.ToString();
        _held.Clear();
        return text;
    }

    private int FindStop(string text)
    {
        var first = text.Length;
        foreach (var stop in _stops)
        {
            if (text.IndexOf(stop, StringComparison.Ordinal) is var at && at >= 0 && at < first)
                (first, Found) = (at, stop);
        }

        return first;
    }

    private int HeldLength(string text)
    {
        var longest = 0;
        foreach (var stop in _stops)
        {
            var length = Math.Min(stop.Length - 1, text.Length);
            while (length > longest && !text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
                length--;
            longest = Math.Max(longest, length);
        }

        return longest;
    }
}
