using System.Text.Json;
using System.Text.Unicode;

namespace Llm.Gen.Tokenization;

/// <summary>What a tokenizer.json says, ready for use.</summary>
internal sealed record TokenizerFile
{
    public required Vocabulary Vocabulary { get; init; }

    public required IReadOnlyList<AddedToken> AddedTokens { get; init; }

    public required Normalizer? Normalizer { get; init; }

    /// <summary>From the normalized text to ids: the pre-tokenizers, the model last.</summary>
    public required Stage Stages { get; init; }

    /// <summary>The same where offsets are asked for: every step writes out its text.</summary>
    public required Lazy<Stage> TracedStages { get; init; }

    public required PostProcessor PostProcessor { get; init; }

    public Truncation? Truncation { get; init; }

    public Padding? Padding { get; init; }

    public required DecoderFactory Decoder { get; init; }

    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    /// <exception cref="NotSupportedException">The file asks for a component that is not supported; the message names it.</exception>
    public static TokenizerFile Read(ReadOnlyMemory<byte> json)
    {
        using var document = Parse(json);
        var file = new Component(document.RootElement, "");
        file.Allow("version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model");
        var model = file.Child("model");
        var vocabulary = ModelReader.Vocabulary(model);
        var (stages, traced) = ReadStages(file, model, vocabulary);
        var addedTokens = AddedTokenReader.Read(file, vocabulary);
        var processor = PostProcessorReader.Read(file.OptionalChild("post_processor"));
        foreach (var id in processor.Single.SpecialIds.Concat(processor.Pair.SpecialIds))
        {
            if (vocabulary.TokenOf(id) is null && addedTokens.All(token => token.Id != id))
                throw new InvalidDataException($"post_processor adds the id {id} to texts, which no token has.");
        }

        return new()
        {
            Vocabulary = vocabulary,
            AddedTokens = addedTokens,
            Normalizer = file.OptionalChild("normalizer") is { } normalizer ? NormalizerReader.Read(normalizer) : null,
            Stages = stages,
            TracedStages = traced,
            PostProcessor = processor,
            Truncation = file.OptionalChild("truncation") is { } truncation ? LengthReader.Truncation(truncation) : null,
            Padding = file.OptionalChild("padding") is { } padding ? LengthReader.Padding(padding) : null,
            Decoder = DecoderReader.Read(file.OptionalChild("decoder")),
        };
    }

    private static (Stage Stages, Lazy<Stage> Traced) ReadStages(Component file, Component model, Vocabulary vocabulary)
    {
        var splitting = file.OptionalChild("pre_tokenizer");
        if (splitting is not { } steps || !SplittingReader.EndsInByteLevel(steps) || !ModelReader.CanTakeBytes(model))
        {
            var last = ModelReader.Read(model, vocabulary);
            var stages = splitting is { } first ? SplittingReader.Read(first, last) : last;
            return (stages, new(stages));
        }

        var (options, merges) = BpeReader.Read(model, vocabulary);
        var fused = SplittingReader.ReadFused(steps, new ByteBpeModel(vocabulary, merges, options));
        var kept = steps.Kept();
        return (fused, new(() => SplittingReader.Read(kept, new CharacterBpeModel(vocabulary, merges, options))));
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Span.StartsWith("\uFEFF"u8))
            json = json[3..];
        if (!Utf8.IsValid(json.Span))
            throw new InvalidDataException("this is not the JSON of a tokenizer: it holds bytes that are not UTF-8.");
        if (json.Span.Trim(" \t\r\n"u8).IsEmpty)
            throw new InvalidDataException("this is not the JSON of a tokenizer: it is empty; copy the file again.");
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"this is not the JSON of a tokenizer: {exception.Message}", exception);
        }
    }
}
