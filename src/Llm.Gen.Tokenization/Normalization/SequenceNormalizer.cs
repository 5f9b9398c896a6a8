namespace Llm.Gen.Tokenization;

/// <summary>One normalizer after the other.</summary>
internal sealed class SequenceNormalizer(IReadOnlyList<Normalizer> normalizers) : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output)
    {
        if (normalizers.Count == 0)
        {
            output.Append(text, 0);
            return;
        }

        var current = output.Fork(text.Length + 16);
        var next = output.Fork(text.Length + 16);
        try
        {
            current.Append(text, 0);
            for (var i = 0; i < normalizers.Count - 1; i++)
            {
                next.Restart(current);
                normalizers[i].Normalize(current.Text, ref next);
                var swapped = current;
                current = next;
                next = swapped;
            }

            output.Rebase(current);
            normalizers[^1].Normalize(current.Text, ref output);
        }
        finally
        {
            current.Dispose();
            next.Dispose();
        }
    }
}
