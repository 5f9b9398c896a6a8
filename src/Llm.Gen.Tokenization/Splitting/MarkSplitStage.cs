namespace Llm.Gen.Tokenization;

/// <summary>Splits in front of each mark.</summary>
internal sealed class MarkSplitStage(string mark, Stage next) : Stage
{
    public override void Process(ReadOnlySpan<char> text, int at, EncodeState state)
    {
        var start = 0;
        while (start < text.Length)
        {
            var from = text[start..].StartsWith(mark, StringComparison.Ordinal) ? start + mark.Length : start;
            var length = text[from..].IndexOf(mark, StringComparison.Ordinal);
            var end = length < 0 ? text.Length : from + length;
            next.Process(text[start..end], at + start, state);
            start = end;
        }
    }
}
