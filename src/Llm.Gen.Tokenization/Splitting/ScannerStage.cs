namespace Llm.Gen.Tokenization;

/// <summary>Splits with a hand-written scanner (a struct, so that each gets compiled code of its own).</summary>
internal sealed class ScannerStage<TScanner>(TScanner scanner, Stage next) : Stage
    where TScanner : struct, IWordScanner
{
    private readonly TScanner _scanner = scanner;

    public override void Process(ReadOnlySpan<char> text, int at, EncodeState state)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = _scanner.Next(text, ref start);
            if (end > start)
                next.Process(text[start..end], at + start, state);
            start = end;
        }
    }
}
