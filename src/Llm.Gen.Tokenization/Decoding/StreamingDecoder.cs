using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>
/// Turns ids into text as they come, one text at a time: each piece is what no later id can change, never half a character.
/// The pieces and <see cref="Flush"/> together are what decoding all ids at once gives (for an eager decoder: unless byte tokens form
/// no valid UTF-8). Belongs to one thread at a time.
/// </summary>
public sealed class StreamingDecoder
{
    private readonly Tokenizer _tokenizer;
    private readonly bool _skipSpecialTokens;
    private readonly bool _isEager;
    private readonly StringBuilder _text = new();
    private DecoderStep _steps;

    internal StreamingDecoder(Tokenizer tokenizer, bool skipSpecialTokens, bool isEager)
    {
        (_tokenizer, _skipSpecialTokens, _isEager) = (tokenizer, skipSpecialTokens, isEager);
        _steps = tokenizer.DecodingSteps(_text, isEager);
    }

    /// <summary>The text that <paramref name="id"/> completes; empty if a character is still unfinished or a special token is skipped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No token has this id.</exception>
    public string Add(int id)
    {
        AddQuietly(id);
        return Take();
    }

    /// <summary>What was held back, an unfinished character as U+FFFD; afterwards the decoder is ready for the next text.</summary>
    public string Flush()
    {
        _steps.Flush();
        _steps = _tokenizer.DecodingSteps(_text, _isEager);
        return Take();
    }

    internal void AddQuietly(int id)
    {
        var token = _tokenizer.DecodedTokenOf(id);
        if (!_skipSpecialTokens || !_tokenizer.IsSkipped(id, token))
            _steps.Add(token, true, true);
    }

    private string Take()
    {
        var text = _text.ToString();
        _text.Clear();
        return text;
    }
}
