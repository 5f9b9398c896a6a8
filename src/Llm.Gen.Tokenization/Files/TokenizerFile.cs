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

    public required SpecialTokenTemplate Template { get; init; }

    public required DecoderFactory Decoder { get; init; }

    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    /// <exception cref="NotSupportedException">The file asks for a component that is not supported; the message names it.</exception>
    public static TokenizerFile Read(ReadOnlyMemory<byte> json)
    {
        using var document = Parse(json);
        var file = new Component(document.RootElement, "");
        Check(file);
        var model = file.Child("model");
        var vocabulary = ModelReader.Vocabulary(model);
        var stages = ReadStages(file, model, vocabulary);
        var addedTokens = AddedTokenReader.Read(file, vocabulary);
        var template = TemplateReader.Read(file.OptionalChild("post_processor"));
        foreach (var id in template.Before.Concat(template.After))
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
            Template = template,
            Decoder = DecoderReader.Read(file.OptionalChild("decoder")),
        };
    }

    private static Stage ReadStages(Component file, Component model, Vocabulary vocabulary)
    {
        if (file.OptionalChild("pre_tokenizer") is not { } splitting)
            return ModelReader.Read(model, vocabulary, takesBytes: false);
        var takesBytes = SplittingReader.EndsInByteLevel(splitting) && ModelReader.CanTakeBytes(model);
        var last = ModelReader.Read(model, vocabulary, takesBytes);
        return takesBytes ? SplittingReader.ReadFused(splitting, last) : SplittingReader.Read(splitting, last);
    }

    private static void Check(Component file)
    {
        file.Allow("version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model");
        foreach (var name in (ReadOnlySpan<string>)["truncation", "padding"])
        {
            if (file.Has(name))
                throw new NotSupportedException($"{name} is set in the file, which is not supported; set it to null.");
        }
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
