namespace Llm.Gen.Emission;

/// <summary>The statement that registers a part under its stored name.</summary>
internal static class RegistrationText
{
    /// <param name="name">The stored name, with dots where it passes names of no part; empty where the checkpoint names the part's own parts instead.</param>
    /// <param name="member">The part.</param>
    public static string Print(string name, string member) => name.Length == 0 ? $"Spread({member});" : $"register_module(\"{name}\", {member});";
}
