using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>A step that needs tokens whole: pieces of one are put together first.</summary>
internal abstract class WholeTokenDecoder(DecoderStep next) : DecoderStep
{
    private readonly StringBuilder _token = new();

    /// <summary>The step after this one.</summary>
    protected DecoderStep Next => next;

    public sealed override void Add(ReadOnlySpan<char> piece, bool isFirst, bool isLast)
    {
        if (isFirst && isLast)
        {
            AddToken(piece);
            return;
        }

        _token.Append(piece);
        if (!isLast)
            return;
        var token = _token.ToString();
        _token.Clear();
        AddToken(token);
    }

    public override void Flush() => next.Flush();

    /// <summary>Takes one token.</summary>
    protected abstract void AddToken(ReadOnlySpan<char> token);
}
