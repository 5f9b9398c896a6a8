namespace Llm.Gen.Architectures;

/// <summary>The stored tensors of a latent attention.</summary>
internal sealed class LatentAttentionWeights(WeightNames names, LatentAttentionSpec attention, WeightExtent hidden)
{
    private readonly WeightExtent _heads = new("Heads", attention.Heads);
    private readonly WeightExtent _keyValueRank = new("KvRank", attention.KeyValueRank);
    private readonly WeightExtent _plain = new("PlainSize", attention.PlainSize);
    private readonly WeightExtent _rotary = new("RotarySize", attention.RotarySize);
    private readonly WeightExtent _value = new("ValueSize", attention.ValueSize);

    /// <summary>All of them, in the order of the computation.</summary>
    public IEnumerable<WeightRow> All =>
    [
        .. Queries,
        .. Projection(names.KeyValueDown, "KeyValueDown", Sum(_keyValueRank, _rotary), hidden, attention.HasBias),
        .. NormWeights.Of(attention.Norm, InAttention(names.KeyValueDownNorm), "Attention.KeyValueDownNorm", _keyValueRank),
        .. Projection(names.KeyValueUp, "KeyValueUp", _heads * (_plain + _value), _keyValueRank, false),
        .. Projection(names.Output, "Output", hidden, _heads * _value, attention.HasBias),
    ];

    private IEnumerable<WeightRow> Queries
    {
        get
        {
            var columns = _heads * (_plain + _rotary);
            if (attention.QueryRank is not { } size)
                return Projection(names.Query, "Query", columns, hidden, false);

            var rank = new WeightExtent("QueryRank", size);
            return
            [
                .. Projection(names.QueryDown, "QueryDown", rank, hidden, attention.HasBias),
                .. NormWeights.Of(attention.Norm, InAttention(names.QueryDownNorm), "Attention.QueryDownNorm", rank),
                .. Projection(names.QueryUp, "QueryUp", columns, rank, false),
            ];
        }
    }

    private static WeightExtent Sum(WeightExtent first, WeightExtent second) => new($"{first.Text} + {second.Text}", first.Size + second.Size);

    private IEnumerable<WeightRow> Projection(string name, string member, WeightExtent outputs, WeightExtent inputs, bool hasBias) =>
        ProjectionWeights.Of(InAttention(name), $"Attention.{member}", outputs, inputs, hasBias);

    private string InAttention(string name) => $"{names.Attention}.{name}";
}
