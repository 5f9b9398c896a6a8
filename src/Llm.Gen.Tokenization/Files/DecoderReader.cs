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
        var type => throw new NotSupportedException($"{component.Place} is the decoder '{type}', which is not supported; supported are Sequence, ByteLevel, ByteFallback, Fuse, Replace, Strip and Metaspace."),
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
        var (content, start, stop) = (component.Character("content"), component.Number("start"), component.Number("stop"));
        if (start < 0 || stop < 0)
            throw new InvalidDataException($"{component.Place} strips {start} and {stop} characters; expected numbers from 0.");
        return (end, _) => new StripDecoder(content, start, stop, end);
    }

    private static DecoderFactory Metaspace(Component component)
    {
        component.Allow("replacement", "prepend_scheme", "split", "add_prefix_space", "str_rep");
        var (replacement, scheme) = (component.Character("replacement"), SplittingReader.Scheme(component));
        return (end, _) => new MetaspaceDecoder(replacement, scheme, end);
    }

    private static DecoderFactory Plain(Component component, DecoderFactory factory)
    {
        component.Allow();
        return factory;
    }
}
