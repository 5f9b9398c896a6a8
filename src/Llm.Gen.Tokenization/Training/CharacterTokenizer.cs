using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Makes tokenizers with one token a character.</summary>
public static class CharacterTokenizer
{
    /// <summary>The characters (code points) of the texts, ordered by code point, after the unknown and the special tokens.</summary>
    /// <param name="texts">The texts, read once.</param>
    /// <param name="options">What is asked for; default <see cref="CharacterTrainingOptions"/> as it stands.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    public static Tokenizer Train(IEnumerable<string> texts, CharacterTrainingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new();
        new BpeTrainingOptions
        {
            SpecialTokens = options.SpecialTokens,
            BeginningOfText = options.BeginningOfText,
            EndOfText = options.EndOfText,
            Padding = options.Padding,
        }.Check();
        var characters = new SortedSet<Rune>();
        foreach (var text in texts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            characters.UnionWith(text.EnumerateRunes());
        }

        string[] unknown = options.UnknownToken is { } token ? [token] : [];
        IReadOnlyList<string> tokens = [.. unknown.Concat(options.SpecialTokens).Concat(characters.Select(rune => rune.ToString())).Distinct()];
        return Tokenizer.Parse(
            TokenizerWriter.Characters(tokens, options.SpecialTokens, options.UnknownToken),
            TokenizerWriter.Config(options.BeginningOfText, options.EndOfText, options.Padding, options.UnknownToken));
    }
}
