namespace Llm.Gen.Tokenization;

/// <summary>
/// How much one rendering of a template may use. A template comes with a model, so it is untrusted: one that loops, recurses or prints
/// without end is stopped with a <see cref="TemplateException"/>.
/// </summary>
public sealed record TemplateLimits
{
    /// <summary>What a template gets unless told otherwise.</summary>
    public static TemplateLimits Default { get; } = new();

    /// <summary>Steps: one for every part of the template that is evaluated, item that is visited and 32 characters that are made or read. Default 10 million.</summary>
    public long Steps { get; init => field = AtLeastOne(value, nameof(Steps)); } = 10_000_000;

    /// <summary>UTF-16 units of the rendered text, and of every text that is made on the way. Default 16 million.</summary>
    public int Characters { get; init => field = (int)AtLeastOne(value, nameof(Characters)); } = 16_000_000;

    /// <summary>How deep expressions, statements and macro calls may nest. Default 500.</summary>
    public int Depth { get; init => field = (int)AtLeastOne(value, nameof(Depth)); } = 500;

    private static long AtLeastOne(long value, string name) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give 1 or more.");
}
