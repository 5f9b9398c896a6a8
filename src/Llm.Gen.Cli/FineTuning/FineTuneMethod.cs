namespace Llm.Gen.Cli.FineTuning;

/// <summary>What of a model learns.</summary>
internal enum FineTuneMethod
{
    /// <summary>All of it.</summary>
    Full,

    /// <summary>Its last layers.</summary>
    LastN,
}
