using System.Diagnostics;
using System.Text;
using Llm.Gen.Architectures;
using Llm.Gen.Compilation;
using Llm.Gen.Runtime;

namespace Llm.Gen.Cli.Generating;

/// <summary>A text to continue, and how.</summary>
internal sealed record GenerationRequest
{
    public required string Model { get; init; }

    public required string Prompt { get; init; }

    public required Precision Precision { get; init; }

    public required GenerationOptions Options { get; init; }

    /// <summary>Makes the continuation; its text goes to <paramref name="page"/> as it comes.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or the prompt is too long.</exception>
    public async Task<GenerationResult> RunAsync(TextWriter page, CancellationToken cancellation)
    {
        Options.Validate();
        var config = ModelFile.ReadConfig(Model);
        var tokenizer = Tokenizer.Load(ModelFile.TokenizerPath(Model));
        var prompt = Encode(tokenizer, config);

        using var model = ModelCompiler.Default.Compile(config.Architecture).LoadModel(Model, new LoadOptions { Precision = Precision });
        cancellation.ThrowIfCancellationRequested();
        return await ContinueAsync(model, tokenizer, prompt, page, cancellation);
    }

    private async Task<GenerationResult> ContinueAsync(
        CausalModel model, Tokenizer tokenizer, IReadOnlyList<int> prompt, TextWriter page, CancellationToken cancellation)
    {
        // What follows a text is not decoded like the beginning of one: the decoder sees the prompt first.
        var decoder = tokenizer.CreateDecoder();
        foreach (var id in prompt)
            decoder.Add(id);

        var (text, tokens) = (new StringBuilder(), new List<int>());
        FinishReason? finish = null;
        var (clock, first) = (Stopwatch.StartNew(), TimeSpan.Zero);
        await foreach (var token in new Generator(model).StreamAsync([prompt], Options, cancellation))
        {
            if (tokens.Count == 0)
                first = clock.Elapsed;
            tokens.Add(token.Token);
            finish = token.Finish;
            await WriteAsync(decoder.Add(token.Token));
        }

        var end = clock.Elapsed;
        await WriteAsync(decoder.Flush());
        await page.WriteLineAsync();
        return new GenerationResult
        {
            Text = text.ToString(),
            Tokens = tokens,
            PromptTokens = prompt.Count,
            Finish = finish ?? FinishReason.Length,
            TimeToFirstToken = first,
            TokensPerSecond = tokens.Count > 1 ? (tokens.Count - 1) / (end - first).TotalSeconds : 0,
        };

        async Task WriteAsync(string piece)
        {
            text.Append(piece);
            await page.WriteAsync(piece);
            await page.FlushAsync(CancellationToken.None);
        }
    }

    private IReadOnlyList<int> Encode(Tokenizer tokenizer, ModelConfig config)
    {
        var ids = tokenizer.EncodeToIds(Prompt);
        if (ids.Count == 0 && (config.Tokens.Begin ?? tokenizer.BosId) is { } begin)
            ids = [begin];
        if (ids.Count == 0)
            throw new ArgumentException("The prompt is empty, and the model has no token to begin a text with; give a --prompt.");

        var positions = config.Architecture.Positions;
        return ids.Count < positions
            ? ids
            : throw new ArgumentException($"The prompt has {ids.Count} tokens, the model has {positions} positions, one of them for a new token; shorten the prompt.");
    }
}
