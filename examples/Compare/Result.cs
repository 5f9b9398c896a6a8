using Llm.Gen.Training.Plotting;

namespace Examples.Compare;

/// <summary>What came of one model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Run">Its run, to be drawn.</param>
public sealed record Result(string Name, PlottedRun Run)
{
    public required long Parameters { get; init; }

    /// <summary>Bytes that its cache keeps for one token, in float32.</summary>
    public required long CachedBytesPerToken { get; init; }

    public required long Steps { get; init; }

    public required double TokensPerSecond { get; init; }

    /// <summary>Bytes of text that it learnt from in a second.</summary>
    public required double BytesPerSecond { get; init; }

    /// <summary>What it needs to tell a byte of the held-out text.</summary>
    public required double BitsPerByte { get; init; }
}
