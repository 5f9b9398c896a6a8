using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>The end of the steps: collects the text.</summary>
internal sealed class TextCollector(StringBuilder text) : DecoderStep
{
    public override void Add(ReadOnlySpan<char> piece, bool isFirst, bool isLast) => text.Append(piece);

    public override void Flush()
    {
    }
}
