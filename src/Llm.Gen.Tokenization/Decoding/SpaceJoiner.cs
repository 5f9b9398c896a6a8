namespace Llm.Gen.Tokenization;

/// <summary>What a tokenizer without a decoder does: tokens with one space between them.</summary>
internal sealed class SpaceJoiner(DecoderStep next) : DecoderStep
{
    private bool _hasToken;

    public override void Add(ReadOnlySpan<char> piece, bool isFirst, bool isLast)
    {
        if (isFirst && _hasToken)
            next.Add(" ", true, true);
        _hasToken = true;
        next.Add(piece, isFirst, isLast);
    }

    public override void Flush() => next.Flush();
}
