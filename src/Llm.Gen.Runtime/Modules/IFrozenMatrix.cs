using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The matrix of projections whose outputs lie side by side, where none of it learns. N tokens, O outputs.</summary>
internal interface IFrozenMatrix
{
    /// <summary>Values that the projections read.</summary>
    long InputSize { get; }

    /// <summary>Values that they make together.</summary>
    long OutputSize { get; }

    /// <summary>[.., In] to [.., O], without a graph.</summary>
    Tensor Multiply(Tensor x);

    /// <summary>The gradient of what was read, [N, In], of that of what was made, [N, O].</summary>
    Tensor InputGradient(Tensor rows);
}
