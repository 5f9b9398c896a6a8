using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>
/// A few characters being normalized, each with the number that says what it stands for (see <see cref="TextBuffer.Change"/>): of what a
/// character decomposes to the first stands for it, and a composed character for all that it is made of.
/// </summary>
internal sealed class NormalizationSegment
{
    private const int FewMarks = 16;

    private readonly List<int> _parts = [];
    private readonly List<(int Code, int Change)> _characters = [];

    public void Read(ReadOnlySpan<char> text, bool isCompatible)
    {
        _characters.Clear();
        foreach (var rune in text.EnumerateRunes())
            Add(rune, isCompatible);
    }

    public void Read(Rune rune, bool isCompatible)
    {
        _characters.Clear();
        Add(rune, isCompatible);
    }

    public bool IsOnly(int code) => _characters.Count == 1 && _characters[0].Code == code;

    /// <summary>Puts marks that follow each other in the order of their classes.</summary>
    public void OrderMarks()
    {
        for (var start = 0; start < _characters.Count; start++)
        {
            var end = start;
            while (end < _characters.Count && NormalizationForms.ClassOf(_characters[end].Code) != 0)
                end++;
            if (end - start < 2)
                continue;
            if (end - start <= FewMarks)
                Insert(start, end);
            else
                Sort(start, end);
            start = end;
        }
    }

    /// <summary>A mark composes with the last starter unless one of its own or a higher class stands between.</summary>
    public void Compose()
    {
        var (kept, starter, lastClass) = (0, -1, -1);
        for (var i = 0; i < _characters.Count; i++)
        {
            var (code, change) = _characters[i];
            int mark = NormalizationForms.ClassOf(code);
            if (starter >= 0 && lastClass < mark && NormalizationForms.Compose(_characters[starter].Code, code) is var composed and >= 0)
            {
                _characters[starter] = (composed, _characters[starter].Change + change - 1);
                continue;
            }

            if (mark == 0)
                (starter, lastClass) = (kept, -1);
            else
                lastClass = mark;
            _characters[kept++] = (code, change);
        }

        _characters.RemoveRange(kept, _characters.Count - kept);
    }

    /// <summary>Appends the characters in place of those of the source from <paramref name="at"/> on.</summary>
    public void Write(ReadOnlySpan<char> source, int at, ref TextBuffer output)
    {
        foreach (var (code, change) in _characters)
            output.Change(new Rune(code), change, source, ref at);
    }

    private void Sort(int start, int end)
    {
        var ordered = _characters.GetRange(start, end - start).OrderBy(character => NormalizationForms.ClassOf(character.Code)).ToList(); // stable
        for (var i = 0; i < ordered.Count; i++)
            _characters[start + i] = ordered[i];
    }

    private void Insert(int start, int end)
    {
        for (var i = start + 1; i < end; i++)
        {
            var character = _characters[i];
            var at = i;
            for (; at > start && NormalizationForms.ClassOf(_characters[at - 1].Code) > NormalizationForms.ClassOf(character.Code); at--)
                _characters[at] = _characters[at - 1];
            _characters[at] = character;
        }
    }

    private void Add(Rune rune, bool isCompatible)
    {
        _parts.Clear();
        NormalizationForms.Decompose(rune.Value, isCompatible, _parts);
        for (var i = 0; i < _parts.Count; i++)
            _characters.Add((_parts[i], i > 0 ? 1 : 0));
    }
}
