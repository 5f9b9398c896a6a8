using System.Buffers;
using System.Globalization;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>
/// A run of byte tokens such as &lt;0xE4&gt; becomes text if it is valid UTF-8 as a whole, else one U+FFFD a byte. Strictly that holds a run
/// until it ends; an eager decoder passes each complete character on at once, which differs for invalid runs only.
/// </summary>
internal sealed class ByteFallbackDecoder(bool isEager, DecoderStep next) : WholeTokenDecoder(next)
{
    private readonly List<byte> _run = [];
    private bool _isBad;

    public override void Flush()
    {
        EndRun();
        base.Flush();
    }

    protected override void AddToken(ReadOnlySpan<char> token)
    {
        if (token is ['<', '0', 'x', _, _, '>'] && byte.TryParse(token[3..5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            _run.Add(value);
            if (isEager && !_isBad)
                PassComplete();
            return;
        }

        EndRun();
        Next.Add(token, true, true);
    }

    private void PassComplete()
    {
        var status = Rune.DecodeFromUtf8(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_run), out var rune, out _);
        _isBad = status == OperationStatus.InvalidData;
        if (status != OperationStatus.Done)
            return;
        _run.Clear();
        Next.Add(rune.ToString(), true, true);
    }

    private void EndRun()
    {
        if (_run.Count == 0)
            return;
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_run);
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            Next.Add(Encoding.UTF8.GetString(bytes), true, true);
        else
            _run.ForEach(_ => Next.Add("\uFFFD", true, true));
        _run.Clear();
        _isBad = false;
    }
}
