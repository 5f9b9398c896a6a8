using Llm.Gen.Generation;
using Llm.Gen.Runtime;

namespace Llm.Gen;

/// <summary>Continues texts with a model and its tokenizer.</summary>
public static class TextGeneration
{
    /// <summary>The text that the model continues a prompt with, in pieces as it comes; joined they are the new text alone.</summary>
    /// <param name="model">The model; it stays the caller's.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="prompt">The text to continue.</param>
    /// <param name="options">How tokens are chosen and what ends the text; greedily up to 256 tokens unless said.</param>
    /// <param name="cancellation">Ends the generation before its next token.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the prompt is empty or longer than the model's context.</exception>
    public static IAsyncEnumerable<string> GenerateAsync(
        this ICausalModel model, Tokenizer tokenizer, string prompt, TextGenerationOptions? options = null, CancellationToken cancellation = default) =>
        new TextContinuation(model, tokenizer, prompt, options).Pieces(cancellation);

    /// <summary>The same as one record: text, tokens, why it ended, and how long it took.</summary>
    /// <param name="model">The model; it stays the caller's.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="prompt">The text to continue.</param>
    /// <param name="options">How tokens are chosen and what ends the text.</param>
    /// <param name="onPiece">Called with each piece of text as it comes.</param>
    /// <param name="cancellation">Ends the generation before its next token.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the prompt is empty or longer than the model's context.</exception>
    public static async Task<GeneratedText> GenerateTextAsync(
        this ICausalModel model, Tokenizer tokenizer, string prompt, TextGenerationOptions? options = null, Action<string>? onPiece = null, CancellationToken cancellation = default)
    {
        var continuation = new TextContinuation(model, tokenizer, prompt, options);
        await foreach (var piece in continuation.Pieces(cancellation).ConfigureAwait(false))
            onPiece?.Invoke(piece);
        return continuation.Result;
    }
}
