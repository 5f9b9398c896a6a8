namespace Llm.Gen.Tokenization;

/// <summary>Reads the field "decoder".</summary>
internal static class DecoderReader
{
    public static DecoderFactory Read(Component? component) =>
        component is { } decoder ? ReadOne(decoder) : (end, _) => new SpaceJoiner(end);

    private static DecoderFactory ReadOne(Component component) => component.Type switch
    {
        "Sequence" => Sequence(component),
        "ByteLevel" => ByteLevel(component),
        "ByteFallback" => Plain(component, (end, isEager) => new ByteFallbackDecoder(isEager, end)),
        "Fuse" => Plain(component, (end, _) => new FuseDecoder(end)),
        "Replace" => Replace(component),
        "Strip" => Strip(component),
        "Metaspace" => Metaspace(component),
        "WordPiece" => WordPiece(component),
        "BPEDecoder" => Suffix(component),
        "CTC" => Ctc(component),
        var type => throw new NotSupportedException($"{component.Place} is the decoder '{type}', which is not supported; supported are Sequence, BPEDecoder, ByteFallback, ByteLevel, CTC, Fuse, Metaspace, Replace, Strip and WordPiece."),
    };

    private static DecoderFactory Sequence(Component component)
    {
        component.Allow("decoders");
        DecoderFactory[] parts = [.. component.Children("decoders").Select(ReadOne)];
        return (end, isEager) => parts.Reverse().Aggregate(end, (next, part) => part(next, isEager));
    }

    // The fields are those of the pre-tokenizer; none changes the text.
    private static DecoderFactory ByteLevel(Component component)
    {
        component.Allow("add_prefix_space", "trim_offsets", "use_regex");
        return (end, _) => new ByteLevelDecoder(end);
    }

    private static DecoderFactory Replace(Component component)
    {
        component.Allow("pattern", "content");
        var pattern = PatternReader.Read(component.Child("pattern"));
        var content = component.Text("content");
        return (end, _) => new ReplaceDecoder(pattern, content, end);
    }

    private static DecoderFactory Strip(Component component)
    {
        component.Allow("content", "start", "stop");
        var (content, start, stop) = (component.Unit("content"), component.Number("start"), component.Number("stop"));
        if (start < 0 || stop < 0)
            throw new InvalidDataException($"{component.Place} strips {start} and {stop} characters; expected numbers from 0.");
        return (end, _) => new StripDecoder(content, start, stop, end);
    }

    private static DecoderFactory Metaspace(Component component)
    {
        component.Allow("replacement", "prepend_scheme", "split", "add_prefix_space", "str_rep");
        var (replacement, scheme) = (component.Unit("replacement"), SplittingReader.Scheme(component));
        return (end, _) => new MetaspaceDecoder(replacement, scheme, end);
    }

    private static DecoderFactory WordPiece(Component component)
    {
        component.Allow("prefix", "cleanup");
        var (prefix, cleansUp) = (component.OptionalText("prefix") ?? "##", component.Flag("cleanup", fallback: true));
        return (end, _) => new WordPieceDecoder(prefix, cleansUp, end);
    }

    private static DecoderFactory Suffix(Component component)
    {
        component.Allow("suffix");
        var suffix = component.OptionalText("suffix") ?? "</w>";
        return (end, _) => new SuffixDecoder(suffix, end);
    }

    private static DecoderFactory Ctc(Component component)
    {
        component.Allow("pad_token", "word_delimiter_token", "cleanup");
        var (padding, delimiter) = (component.OptionalText("pad_token") ?? "<pad>", component.OptionalText("word_delimiter_token") ?? "|");
        var cleansUp = component.Flag("cleanup", fallback: true);
        return (end, _) => new CtcDecoder(padding, delimiter, cleansUp, end);
    }

    private static DecoderFactory Plain(Component component, DecoderFactory factory)
    {
        component.Allow();
        return factory;
    }
}
