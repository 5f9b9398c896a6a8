namespace Llm.Gen.Data;

/// <summary>Whether a tokenizer is the one of a model.</summary>
internal static class TokenizerFit
{
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static void Require(Tokenizer tokenizer, ExampleOptions options)
    {
        if (tokenizer.LargestId >= options.Vocabulary)
            throw new InvalidDataException($"The tokenizer has ids up to {tokenizer.LargestId:N0}, and the model knows {options.Vocabulary:N0} tokens, ids up to {options.Vocabulary - 1:N0}; use the tokenizer of this model, or a model with more rows.");
        if (options.EndsDocuments && tokenizer.EosId is null)
            throw new InvalidDataException("The tokenizer names no end of text, which documents are to end with; name an eos_token in its tokenizer_config.json, or leave the end out.");
        foreach (var (role, token) in options.Template?.Options.SpecialTokens ?? new Dictionary<string, string>())
        {
            if (token.Length > 0 && !tokenizer.TryGetId(token, out _))
                throw new InvalidDataException($"The chat template's {role} is \"{token}\", and the tokenizer has no such token; use the tokenizer and the template of one model.");
        }
    }
}
