using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Learnt positions (arXiv:1706.03762, section 3.5): a vector for each position, added to the embedding of the token that stands there.</summary>
public sealed class LearnedPositions : Block
{
    private readonly OwnParameter _weight;
    private readonly int _offset;

    /// <summary>Positions whose vectors hold nothing yet.</summary>
    /// <param name="count">Positions that have a vector.</param>
    /// <param name="size">D, values in a vector.</param>
    /// <param name="place">Where the vectors are made.</param>
    /// <param name="offset">Rows before that of position 0.</param>
    public LearnedPositions(int count, int size, Placement place, int offset = 0) : base(nameof(LearnedPositions))
    {
        _offset = offset;
        _weight = new(place, count + offset, size);
    }

    /// <summary>The vectors, [offset + count, D].</summary>
    public Parameter Weight => _weight.Value;

    /// <summary>x plus the vectors of its tokens' positions: [B, T, D] to [B, T, D].</summary>
    public override Tensor forward(Tensor x, Pass pass)
    {
        using var scope = NewDisposeScope();
        var rows = pass.PositionIds(x.shape[1], _offset);                                   // [B or 1, T]
        var vectors = is_grad_enabled() && Weight.requires_grad ? GatherFunction.apply(Weight, rows) : Embedding.Gather(Weight, rows);
        return (x + vectors).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Register() => Own("weight", _weight, WeightRole.Table);
}
