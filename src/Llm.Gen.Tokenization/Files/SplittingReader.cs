namespace Llm.Gen.Tokenization;

/// <summary>Reads the field "pre_tokenizer" into the steps in front of a model.</summary>
internal static class SplittingReader
{
    private const string Supported = "Sequence, ByteLevel, Split, Digits, Metaspace, Whitespace and WhitespaceSplit";

    /// <summary>Puts the steps of a component in front of <paramref name="next"/>.</summary>
    public static Stage Read(Component component, Stage next) => component.Type switch
    {
        "Sequence" => Sequence(component, next),
        "ByteLevel" => ByteLevel(component, new ByteLevelStage(next)),
        "Split" => Split(component, next),
        "Digits" => Digits(component, next),
        "Metaspace" => Metaspace(component, next),
        "Whitespace" => Plain(component, new ScannerStage<WordScanner>(default, next)),
        "WhitespaceSplit" => Plain(component, new ScannerStage<SpaceScanner>(default, next)),
        var type => throw new NotSupportedException($"{component.Place} is the pre-tokenizer '{type}', which is not supported; supported are {Supported}."),
    };

    /// <summary>The same for a pre-tokenizer that ends in ByteLevel and a model that takes the bytes of the text as they are.</summary>
    public static Stage ReadFused(Component component, Stage model)
    {
        if (component.Type == "ByteLevel")
            return ByteLevel(component, model);
        component.Allow("pretokenizers");
        var parts = component.Children("pretokenizers");
        return Before(parts, parts.Count - 1, ReadFused(parts[^1], model));
    }

    /// <summary>Whether the last step is ByteLevel.</summary>
    public static bool EndsInByteLevel(Component component) =>
        component.Type == "ByteLevel" ||
        component.Type == "Sequence" && component.Children("pretokenizers") is [.., var last] && EndsInByteLevel(last);

    private static Stage Sequence(Component component, Stage next)
    {
        component.Allow("pretokenizers");
        var parts = component.Children("pretokenizers");
        return Before(parts, parts.Count, next);
    }

    private static Stage Before(IReadOnlyList<Component> parts, int count, Stage next)
    {
        for (var i = count - 1; i >= 0; i--)
            next = Read(parts[i], next);
        return next;
    }

    // trim_offsets moves offsets alone.
    private static Stage ByteLevel(Component component, Stage next)
    {
        component.Allow("add_prefix_space", "trim_offsets", "use_regex");
        var stage = component.Flag("use_regex", fallback: true) ? new ScannerStage<Gpt2Scanner>(default, next) : next;
        return component.Flag("add_prefix_space", fallback: true) ? new PrefixSpaceStage(stage) : stage;
    }

    private static Stage Split(Component component, Stage next)
    {
        component.Allow("pattern", "behavior", "invert");
        var behavior = Behavior(component);
        var isInverted = component.Flag("invert");
        var pattern = component.Child("pattern");
        var keepsAll = behavior == SplitBehavior.Isolated || behavior == SplitBehavior.Removed && isInverted;
        return (keepsAll ? Scanner(pattern.OptionalText("Regex"), next) : null)
            ?? new SplitStage(PatternReader.Read(pattern), behavior, isInverted, next);
    }

    // Patterns whose matches cover every text: here their pieces are the same whether matches are kept alone or everything else dropped.
    private static Stage? Scanner(string? pattern, Stage next) => pattern switch
    {
        Gpt2Scanner.Pattern => new ScannerStage<Gpt2Scanner>(default, next),
        Gpt4Scanner.SingleDigits => new ScannerStage<Gpt4Scanner>(new(digits: 1), next),
        Gpt4Scanner.ThreeDigits => new ScannerStage<Gpt4Scanner>(new(digits: 3), next),
        CharacterScanner.Pattern => new ScannerStage<CharacterScanner>(default, next),
        _ => null,
    };

    private static SplitBehavior Behavior(Component component)
    {
        var name = component.Text("behavior");
        return Enum.TryParse<SplitBehavior>(name, out var behavior) && Enum.GetName(behavior) == name
            ? behavior
            : throw new NotSupportedException($"{component.Place}.behavior is '{name}'; known are {string.Join(", ", Enum.GetNames<SplitBehavior>())}.");
    }

    private static ScannerStage<DigitScanner> Digits(Component component, Stage next)
    {
        component.Allow("individual_digits");
        return new(new(component.Flag("individual_digits")), next);
    }

    // Older files say add_prefix_space instead of prepend_scheme, and repeat the replacement as str_rep.
    private static MetaspaceStage Metaspace(Component component, Stage next)
    {
        component.Allow("replacement", "prepend_scheme", "split", "add_prefix_space", "str_rep");
        return new(component.Character("replacement"), Scheme(component), component.Flag("split", fallback: true), next);
    }

    /// <summary>Metaspace's prepend_scheme, in either spelling.</summary>
    public static PrependScheme Scheme(Component component) => component.OptionalText("prepend_scheme") switch
    {
        "always" => PrependScheme.Always,
        "first" => PrependScheme.First,
        "never" => PrependScheme.Never,
        null => component.Flag("add_prefix_space", fallback: true) ? PrependScheme.Always : PrependScheme.Never,
        var scheme => throw new NotSupportedException($"{component.Place}.prepend_scheme is '{scheme}'; known are always, first and never."),
    };

    private static Stage Plain(Component component, Stage stage)
    {
        component.Allow();
        return stage;
    }
}
