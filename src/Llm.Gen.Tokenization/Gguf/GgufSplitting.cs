namespace Llm.Gen.Tokenization;

/// <summary>What the name in tokenizer.ggml.pre stands for: the patterns that cut a text into words, one after the other.</summary>
/// <param name="Names">The names.</param>
/// <param name="Patterns">The patterns; what matches is a word, and so is what lies between.</param>
/// <param name="IgnoresMerges">Whether a word that is a token is taken whole.</param>
/// <param name="AddsBeginning">Whether the beginning token goes in front of a text where the file does not say.</param>
internal sealed record GgufSplitting(string[] Names, string[] Patterns, bool IgnoresMerges = false, bool AddsBeginning = false)
{
    private const string Digit = @"\p{N}";
    private const string Cjk = "[一-龥\u3040-ゟ゠-ヿ]+";
    private const string DeepSeekWords =
        @"[!""#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Qwen35 =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Bailing =
        @"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+";

    private const string SeedCoder =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1}| ?[^\s\p{L}\p{N}\r\n]+|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly GgufSplitting[] Known =
    [
        new(["gpt-2", "phi-2", "mpt", "olmo", "jais", "exaone4", "trillion", "granite-docling"], [Gpt2Scanner.Pattern]),
        new(["starcoder", "refact", "command-r", "smollm", "codeshell", "exaone", "minerva-7b"], [Digit, Gpt2Scanner.Pattern]),
        new(["llama3", "llama-v3", "llama-bpe"], [Gpt4Scanner.ThreeDigits], IgnoresMerges: true, AddsBeginning: true),
        new(["dbrx", "smaug-bpe", "glm4", "chatglm-bpe"], [Gpt4Scanner.ThreeDigits]),
        new(["qwen2", "stablelm2", "hunyuan", "deepseek-r1-qwen", "grok-2", "solar-open"], [Gpt4Scanner.SingleDigits]),
        new(["qwen35"], [Qwen35]),
        new(["gpt-4o", "llama4", "minimax-m2"], [Gpt4OScanner.Pattern]),
        new(["tekken"], [Gpt4OScanner.TekkenPattern], IgnoresMerges: true, AddsBeginning: true),
        new(["deepseek-coder"], [@"[\r\n]", @"\s?\p{L}+", @"\s?\p{P}+", "[一-龥ࠀ-一가-\uD7FF]+", Digit]),
        new(["deepseek-v3", "hunyuan-dense"], [@"\p{N}{1,3}", Cjk, DeepSeekWords]),
        new(["falcon"], [@"[\p{P}\$\+<=>\^~\|`]+", Gpt2Scanner.Pattern, "[0-9][0-9][0-9]"]),
        new(["bailingmoe"], [Bailing]),
        new(["seed-coder"], [SeedCoder]),
        new(["poro-chat", "bloom", "gpt3-finnish"], [@" ?[^(\s|.,!?…。，、।۔،)]+"]),
        new(["viking"], [@" ?[^(\s|.,!?…。，、।۔،)]+", Digit]),
    ];

    /// <exception cref="NotSupportedException">The name is not known.</exception>
    public static GgufSplitting Named(string name) => Array.Find(Known, splitting => splitting.Names.Contains(name)) ?? throw new NotSupportedException(
        $"tokenizer.ggml.pre in the GGUF file is '{name}'; known are {string.Join(", ", Known.SelectMany(splitting => splitting.Names))}. Use the tokenizer.json of the model.");
}
