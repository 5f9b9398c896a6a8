namespace Llm.Gen.Cli.FineTuning;

/// <summary>What of a model learns.</summary>
internal enum FineTuneMethod
{
    /// <summary>All of it.</summary>
    Full,

    /// <summary>Its last layers.</summary>
    LastN,

    /// <summary>Low-rank updates beside its matrices (LoRA, arXiv:2106.09685).</summary>
    Lora,

    /// <summary>Low-rank updates, and the length of each row apart from its direction (DoRA, arXiv:2402.09353).</summary>
    Dora,

    /// <summary>Low-rank updates beside matrices in four bits (QLoRA, arXiv:2305.14314).</summary>
    Qlora,
}
