using System.Globalization;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Unknown text of tokenizer.json's Unigram: neighbours fuse, and become byte tokens if there are all of them, each standing for the whole.</summary>
internal sealed class UnigramUnknown : UnknownText
{
    private readonly Vocabulary _vocabulary;
    private readonly int[]? _idOfByte;

    public UnigramUnknown(Vocabulary vocabulary, int id, bool fallsBackToBytes)
    {
        (_vocabulary, Id) = (vocabulary, id);
        if (fallsBackToBytes)
            _idOfByte = [.. Enumerable.Range(0, 256).Select(value => vocabulary.IdOf(string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>")))];
    }

    public override int Id { get; }

    public override bool Fuses => true;

    // What was fused may be a token after all.
    public override void Append(ReadOnlySpan<char> text, EncodeState state)
    {
        var known = _vocabulary.IdOf(text);
        if (known < 0 && _idOfByte is not null && TryBytes(text, _idOfByte, state))
            return;
        if (known < 0)
            state.Trace?.Spell(state.Count, text.ToString());
        state.Append(known >= 0 ? known : Id, state.Trace is null ? 0 : Encoding.UTF8.GetByteCount(text));
    }

    private static bool TryBytes(ReadOnlySpan<char> text, int[] idOfByte, EncodeState state)
    {
        var bytes = state.Merging.ReserveBytes(Encoding.UTF8.GetMaxByteCount(text.Length));
        bytes = bytes[..Encoding.UTF8.GetBytes(text, bytes)];
        foreach (var value in bytes)
        {
            if (idOfByte[value] < 0)
                return false;
        }

        foreach (var value in bytes)
            state.AppendOver(idOfByte[value], bytes.Length);
        state.Skip(bytes.Length);
        return true;
    }
}
