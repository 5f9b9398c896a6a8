using Llm.Gen.Compilation;
using Llm.Gen.Generation;
using Llm.Gen.Runtime;

namespace Llm.Gen.Cli.Generating;

/// <summary>A text to continue, and how.</summary>
internal sealed record GenerationRequest
{
    public required string Model { get; init; }

    public required string Prompt { get; init; }

    public required ModelCompiler Compiler { get; init; }

    public required Precision Precision { get; init; }

    /// <summary>Folders of adapters to put on the model.</summary>
    public IReadOnlyList<string> Adapters { get; init; } = [];

    public required TextGenerationOptions Options { get; init; }

    /// <summary>Makes the continuation; its text goes to <paramref name="page"/> as it comes.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or the prompt is empty or too long.</exception>
    public async Task<GeneratedText> RunAsync(TextWriter page, CancellationToken cancellation)
    {
        var config = ModelFile.ReadConfig(Model);
        var tokenizer = Tokenizer.Load(ModelFile.TokenizerPath(Model));
        using var model = Compiler.Compile(config.Architecture).LoadModel(Model, new LoadOptions { Precision = Precision, Adapters = Adapters });
        cancellation.ThrowIfCancellationRequested();

        var result = await model.GenerateTextAsync(tokenizer, Prompt, Options, Show, cancellation);
        await page.WriteLineAsync();
        return result;

        void Show(string piece)
        {
            page.Write(piece);
            page.Flush();
        }
    }
}
