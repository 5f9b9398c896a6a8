using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Keys and values in the order of their tokens.</summary>
/// <param name="Keys">[B, S, K, E].</param>
/// <param name="SeparateValues">[B, S, K, E], or none where they are part of the keys.</param>
/// <param name="First">The token of the first row after those kept.</param>
/// <param name="Kept">Rows of the first tokens, 0 to Kept - 1, which may stand apart from the others.</param>
internal sealed record SeenKeys(Tensor Keys, Tensor? SeparateValues, int First = 0, int Kept = 0)
{
    /// <summary>[B, S, K, E].</summary>
    public Tensor Values => SeparateValues ?? Keys;

    /// <summary>S, rows.</summary>
    public long Count => Keys.shape[1];

    /// <summary>The token of a row.</summary>
    public long Token(long row) => row < Kept ? row : First + row - Kept;

    /// <summary>The tokens of rows [from, from + count), int64.</summary>
    public Tensor Tokens(long from, long count, Device device)
    {
        var rows = arange(from, from + count, ScalarType.Int64, device);
        return First == Kept || from + count <= Kept ? rows : from >= Kept ? rows + (First - Kept) : rows + rows.ge(Kept) * (First - Kept);
    }
}
