namespace Llm.Gen.Tokenization;

/// <summary>
/// One step on the way from tokens to text, and the state of one text being decoded. A step passes on what no later token can
/// change, so that the same steps serve streaming and decoding as a whole. A token may come in several pieces.
/// </summary>
internal abstract class DecoderStep
{
    /// <param name="piece">A token or a piece of one.</param>
    /// <param name="isFirst">Whether the piece begins a token.</param>
    /// <param name="isLast">Whether the piece ends it.</param>
    public abstract void Add(ReadOnlySpan<char> piece, bool isFirst, bool isLast);

    /// <summary>Passes on what was held back: no token follows.</summary>
    public abstract void Flush();
}
