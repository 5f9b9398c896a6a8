namespace Llm.Gen.Tokenization;

/// <summary>Reads the field "normalizer".</summary>
internal static class NormalizerReader
{
    public static Normalizer Read(Component component) => component.Type switch
    {
        "Sequence" => Sequence(component),
        "Prepend" => Prepend(component),
        "Replace" => Replace(component),
        "Strip" => Strip(component),
        "NFC" => Nfc(component),
        var type => throw new NotSupportedException($"{component.Place} is the normalizer '{type}', which is not supported; supported are Sequence, Prepend, Replace, Strip and NFC."),
    };

    private static SequenceNormalizer Sequence(Component component)
    {
        component.Allow("normalizers");
        return new([.. component.Children("normalizers").Select(Read)]);
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

    private static NfcNormalizer Nfc(Component component)
    {
        component.Allow();
        return new();
    }
}
