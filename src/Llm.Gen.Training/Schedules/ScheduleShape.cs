using System.Text.Json.Serialization;

namespace Llm.Gen.Training;

/// <summary>How the learning rate goes after the warm-up. p is the part of what then remains, from 0 to 1; m the floor.</summary>
public enum ScheduleShape
{
    /// <summary>Half a cosine down to the floor (arXiv:1608.03983 without restarts): m + (1 - m) (1 + cos(pi p)) / 2.</summary>
    Cosine,

    /// <summary>A straight line down to the floor: m + (1 - m) (1 - p).</summary>
    Linear,

    /// <summary>It stays at its highest.</summary>
    Constant,

    /// <summary>Warm-up from the floor, a stable stretch at the highest, then a decay to the floor (arXiv:2404.06395).</summary>
    [JsonStringEnumMemberName("wsd")]
    WarmupStableDecay,

    /// <summary>It falls with the root of the steps, and not below the floor: 1 / sqrt((s - W + S) / S) with W warm-up steps and the time scale S.</summary>
    InverseSquareRoot,

    /// <summary>A power of the straight line: m + (1 - m) (1 - p)^power.</summary>
    Polynomial,

    /// <summary>Half cosines from the highest to the floor, one after the other (arXiv:1608.03983).</summary>
    CosineRestarts,
}
