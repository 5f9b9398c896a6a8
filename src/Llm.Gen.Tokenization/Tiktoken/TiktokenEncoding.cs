namespace Llm.Gen.Tokenization;

/// <summary>What a rank file does not hold: the pattern that cuts texts into words, and the special tokens.</summary>
/// <param name="Name">The name of the encoding.</param>
/// <param name="Ranks">How many ranks its file holds, by which it is known.</param>
/// <param name="Pattern">The regular expression whose matches are the words.</param>
/// <param name="SpecialTokens">The special tokens with their ids.</param>
internal sealed record TiktokenEncoding(string Name, int Ranks, string Pattern, IReadOnlyList<SpecialToken> SpecialTokens)
{
    private const string EndOfText = "<|endoftext|>";

    private static readonly TiktokenEncoding[] Known =
    [
        new("r50k_base", 50_256, Gpt2Scanner.Pattern, [new(EndOfText, 50_256)]),
        new("p50k_base", 50_280, Gpt2Scanner.Pattern, [new(EndOfText, 50_256)]),
        new("cl100k_base", 100_256, Gpt4Scanner.Cl100K,
            [new(EndOfText, 100_257), new("<|fim_prefix|>", 100_258), new("<|fim_middle|>", 100_259), new("<|fim_suffix|>", 100_260), new("<|endofprompt|>", 100_276)]),
        new("llama3", 128_000, Gpt4Scanner.ThreeDigits, Llama3()),
        new("o200k_base", 199_998, Gpt4OScanner.Pattern, [new(EndOfText, 199_999), new("<|endofprompt|>", 200_018)]),
    ];

    /// <summary>The encoding of a file with so many ranks.</summary>
    /// <exception cref="NotSupportedException">It is not known.</exception>
    public static TiktokenEncoding Of(int ranks) => Array.Find(Known, encoding => encoding.Ranks == ranks) ?? throw new NotSupportedException(
        $"this rank file holds {ranks} tokens, and a rank file does not say how texts are cut into words; known are {string.Join(", ", Known.Select(encoding => $"{encoding.Name} ({encoding.Ranks})"))}. Give the pattern and the special tokens in the options.");

    private static SpecialToken[] Llama3()
    {
        string[] named =
        [
            "<|begin_of_text|>", "<|end_of_text|>", "<|reserved_special_token_0|>", "<|reserved_special_token_1|>", "<|finetune_right_pad_id|>",
            "<|step_id|>", "<|start_header_id|>", "<|end_header_id|>", "<|eom_id|>", "<|eot_id|>", "<|python_tag|>",
        ];
        var reserved = Enumerable.Range(2, 256 - named.Length).Select(number => $"<|reserved_special_token_{number}|>");
        return [.. named.Concat(reserved).Select((text, index) => new SpecialToken(text, 128_000 + index))];
    }
}
