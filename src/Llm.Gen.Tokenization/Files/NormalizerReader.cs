namespace Llm.Gen.Tokenization;

/// <summary>Reads the field "normalizer".</summary>
internal static class NormalizerReader
{
    private const string Supported = "Sequence, BertNormalizer, ByteLevel, Lowercase, NFC, NFD, NFKC, NFKD, Nmt, Precompiled, Prepend, Replace, Strip and StripAccents";

    public static Normalizer Read(Component component) => component.Type switch
    {
        "Sequence" => Sequence(component),
        "BertNormalizer" => Bert(component),
        "ByteLevel" => Plain(component, new ByteLevelNormalizer()),
        "Lowercase" => Plain(component, new LowercaseNormalizer()),
        "NFC" or "NFD" or "NFKC" or "NFKD" => Plain(component, new UnicodeNormalizer(Enum.Parse<UnicodeForm>(component.Type))),
        "Nmt" => Plain(component, new CharacterNormalizer(CharacterNormalizer.CleanForTranslation)),
        "Precompiled" => Precompiled(component),
        "Prepend" => Prepend(component),
        "Replace" => Replace(component),
        "Strip" => Strip(component),
        "StripAccents" => Plain(component, new CharacterNormalizer(CharacterNormalizer.WithoutMarks)),
        var type => throw new NotSupportedException($"{component.Place} is the normalizer '{type}', which is not supported; supported are {Supported}."),
    };

    private static SequenceNormalizer Sequence(Component component)
    {
        component.Allow("normalizers");
        return new([.. component.Children("normalizers").Select(Read)]);
    }

    // Where nothing is said of accents, they go with the capitals.
    private static Normalizer Bert(Component component)
    {
        component.Allow("clean_text", "handle_chinese_chars", "strip_accents", "lowercase");
        var lowers = component.Flag("lowercase", fallback: true);
        return BertNormalizer.Create(
            component.Flag("clean_text", fallback: true), component.Flag("handle_chinese_chars", fallback: true), component.Flag("strip_accents", fallback: lowers), lowers);
    }

    private static PrecompiledNormalizer Precompiled(Component component)
    {
        component.Allow("precompiled_charsmap");
        try
        {
            return new(new CharacterRules(Convert.FromBase64String(component.Text("precompiled_charsmap"))));
        }
        catch (FormatException exception)
        {
            throw new InvalidDataException($"{component.Place}.precompiled_charsmap is not base64: {exception.Message}", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{component.Place}: {exception.Message}", exception);
        }
    }

    private static PrependNormalizer Prepend(Component component)
    {
        component.Allow("prepend");
        return new(component.Text("prepend"));
    }

    private static ReplaceNormalizer Replace(Component component)
    {
        component.Allow("pattern", "content");
        return new(PatternReader.Read(component.Child("pattern")), component.Text("content"));
    }

    private static StripNormalizer Strip(Component component)
    {
        component.Allow("strip_left", "strip_right");
        return new(component.Flag("strip_left"), component.Flag("strip_right"));
    }

    private static Normalizer Plain(Component component, Normalizer normalizer)
    {
        component.Allow();
        return normalizer;
    }
}
