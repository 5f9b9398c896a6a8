using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>What <see cref="HeadNorm"/> computes, with the gain of each head stored as a norm of its own.</summary>
public sealed class HeadNorms : TokenwiseBlock
{
    private readonly ModuleList<LayerNorm> _norms;
    private readonly double _epsilon;
    private readonly string _list;

    /// <summary>A norm for each head, whose gains hold nothing yet.</summary>
    /// <param name="heads">H, heads.</param>
    /// <param name="size">E, values in a head.</param>
    /// <param name="epsilon">What is added under the root.</param>
    /// <param name="place">Where the gains are made.</param>
    /// <param name="list">The stored name of the list of norms.</param>
    public HeadNorms(int heads, int size, double epsilon, Placement place, string list) : base(nameof(HeadNorms))
    {
        _norms = new([.. Enumerable.Range(0, heads).Select(_ => new LayerNorm(size, epsilon, place, bias: false))]);
        (_epsilon, _list) = (epsilon, list);
    }

    /// <summary>The norm of a head.</summary>
    public LayerNorm this[int head] => _norms[head];

    /// <summary>[.., H, E] to [.., H, E].</summary>
    public override Tensor forward(Tensor x) =>
        Kernels.For(x).LayerNorm(x, null, null, _epsilon, 0) * stack(_norms.Select(norm => norm.Weight), 0);

    /// <inheritdoc/>
    protected override void Register() => register_module(_list, _norms);
}
