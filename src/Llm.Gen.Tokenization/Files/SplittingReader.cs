namespace Llm.Gen.Tokenization;

/// <summary>Reads the field "pre_tokenizer" into the steps in front of a model.</summary>
internal static class SplittingReader
{
    private const string Supported = "Sequence, BertPreTokenizer, ByteLevel, CharDelimiterSplit, Digits, FixedLength, Metaspace, Punctuation, Split, UnicodeScripts, Whitespace and WhitespaceSplit";

    private const string Digit = @"\p{N}";

    /// <summary>Puts the steps of a component in front of <paramref name="next"/>.</summary>
    public static Stage Read(Component component, Stage next) => component.Type switch
    {
        "Sequence" => Sequence(component, next),
        "BertPreTokenizer" => Plain(component, new ScannerStage<BertScanner>(default, next)),
        "ByteLevel" => ByteLevel(component, new ByteLevelStage(next)),
        "CharDelimiterSplit" => Delimiter(component, next),
        "Digits" => Digits(component, next),
        "FixedLength" => FixedLength(component, next),
        "Metaspace" => Metaspace(component, next),
        "Punctuation" => Punctuation(component, next),
        "Split" => Split(component, next),
        "UnicodeScripts" => Plain(component, new ScannerStage<ScriptScanner>(default, next)),
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

    /// <summary>Cuts a text into the matches of an expression and what is between them.</summary>
    public static Stage Words(string pattern, Stage next) =>
        Scanner(pattern, next) ?? new SplitStage(new RegexPattern(pattern), SplitBehavior.Isolated, isInverted: false, next);

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

    private static SplitStage Delimiter(Component component, Stage next)
    {
        component.Allow("delimiter");
        return new(new LiteralPattern(component.Character("delimiter")), SplitBehavior.Removed, isInverted: false, next);
    }

    private static ScannerStage<FixedLengthScanner> FixedLength(Component component, Stage next)
    {
        component.Allow("length");
        var length = component.Count("length", fallback: 5);
        return length > 0 ? new(new(length), next) : throw new InvalidDataException($"{component.Place}.length is 0; expected at least 1.");
    }

    private static SplitStage Punctuation(Component component, Stage next)
    {
        component.Allow("behavior");
        var behavior = component.Has("behavior") ? Behavior(component) : SplitBehavior.Isolated;
        return new(new PunctuationPattern(), behavior, isInverted: false, next);
    }

    private static Stage Split(Component component, Stage next)
    {
        component.Allow("pattern", "behavior", "invert");
        var behavior = Behavior(component);
        var isInverted = component.Flag("invert");
        var pattern = component.Child("pattern");
        var keepsAll = behavior == SplitBehavior.Isolated || behavior == SplitBehavior.Removed && isInverted;
        return (keepsAll && (behavior == SplitBehavior.Isolated || pattern.OptionalText("Regex") != Digit) ? Scanner(pattern.OptionalText("Regex"), next) : null)
            ?? new SplitStage(PatternReader.Read(pattern), behavior, isInverted, next);
    }

    // Patterns whose matches cover every text: here their pieces are the same whether matches are kept alone or everything else dropped.
    private static Stage? Scanner(string? pattern, Stage next) => pattern switch
    {
        Gpt2Scanner.Pattern => new ScannerStage<Gpt2Scanner>(default, next),
        Gpt4Scanner.SingleDigits => new ScannerStage<Gpt4Scanner>(new(digits: 1), next),
        Gpt4Scanner.ThreeDigits => new ScannerStage<Gpt4Scanner>(new(digits: 3), next),
        Gpt4Scanner.Cl100K => new ScannerStage<Gpt4Scanner>(new(digits: 3, joinsEnd: true), next),
        Gpt4OScanner.Pattern => new ScannerStage<Gpt4OScanner>(new(digits: 3, hasContractions: true), next),
        Gpt4OScanner.TekkenPattern => new ScannerStage<Gpt4OScanner>(new(digits: 1, hasContractions: false), next),
        Digit => new ScannerStage<DigitScanner>(new(isIndividual: true), next),
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
