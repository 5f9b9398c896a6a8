using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>SentencePiece's simple models: every word, or every character, is a piece or unknown; unknown neighbours are one token.</summary>
internal sealed class SentencePieceWordModel(Vocabulary usable, SentencePieceFile file, SentencePieceUnknown unknown) : WordModel
{
    protected override void Encode(ReadOnlySpan<char> word, EncodeState state)
    {
        var start = 0; // of unknown text that is not written yet
        for (var at = 0; at < word.Length;)
        {
            var length = Length(word[at..]);
            var id = usable.IdOf(word.Slice(at, length));
            if (id >= 0 || !unknown.Fuses)
            {
                AppendUnknown(word[start..at], state);
                start = at;
            }

            at += length;
            if (id < 0)
                continue;
            state.Append(id, Encoding.UTF8.GetByteCount(word[start..at]));
            start = at;
        }

        AppendUnknown(word[start..], state);
    }

    private void AppendUnknown(ReadOnlySpan<char> text, EncodeState state)
    {
        if (!text.IsEmpty)
            unknown.Append(text, state);
    }

    private int Length(ReadOnlySpan<char> text)
    {
        if (file.Kind == SentencePieceKind.Char)
        {
            Rune.DecodeFromUtf16(text, out _, out var width);
            return width;
        }

        var mark = file.MarksWordEnds ? text.IndexOf(SentencePieceFile.Mark) + 1 : text[1..].IndexOf(SentencePieceFile.Mark) + 1;
        return mark > 0 ? mark : text.Length;
    }
}
