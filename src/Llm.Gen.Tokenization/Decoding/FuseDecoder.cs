namespace Llm.Gen.Tokenization;

/// <summary>Makes one token of all.</summary>
internal sealed class FuseDecoder(DecoderStep next) : DecoderStep
{
    private bool _hasBegun;

    public override void Add(ReadOnlySpan<char> piece, bool isFirst, bool isLast)
    {
        next.Add(piece, !_hasBegun, isLast: false);
        _hasBegun = true;
    }

    public override void Flush()
    {
        next.Add("", !_hasBegun, isLast: true);
        next.Flush();
    }
}
