namespace Llm.Gen.Architectures;

/// <summary>Foreign text in a message.</summary>
internal static class ConfigText
{
    private const int MaximumLength = 120;

    /// <summary>The text, cut where it would drown the message.</summary>
    public static string Short(string text) => text.Length <= MaximumLength ? text : text.Substring(0, MaximumLength) + "..";
}
