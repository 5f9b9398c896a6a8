using System.Text.Json.Serialization;

namespace Llm.Gen.Training;

/// <summary>What moves the weights along their gradients.</summary>
public enum OptimizerName
{
    /// <summary>AdamW (arXiv:1711.05101): two moments in float32.</summary>
    [JsonStringEnumMemberName("adamw")]
    AdamW,

    /// <summary>AdamW whose moments are kept in 8 bits, block by block (arXiv:2110.02861); small tensors and vectors keep float32.</summary>
    [JsonStringEnumMemberName("adamw_8bit")]
    AdamW8Bit,

    /// <summary>Lion (arXiv:2302.06675): the sign of one moment.</summary>
    [JsonStringEnumMemberName("lion")]
    Lion,

    /// <summary>Adafactor (arXiv:1804.04235): a number for each row and column of a matrix.</summary>
    [JsonStringEnumMemberName("adafactor")]
    Adafactor,

    /// <summary>Muon for the matrices of layers, one orthogonalized moment (arXiv:2502.16982), and AdamW for the rest: embeddings, head, gains, biases.</summary>
    [JsonStringEnumMemberName("muon")]
    Muon,

    /// <summary>Stochastic gradient descent, with momentum if so asked.</summary>
    [JsonStringEnumMemberName("sgd")]
    Sgd,
}
