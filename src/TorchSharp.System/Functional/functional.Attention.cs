namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// softmax(query @ key^T / sqrt(E) + mask) @ value (arXiv 1706.03762), over [..., L, E], [..., S, E] and [..., S, V].
            /// Composed here, since libtorch 1.13 has only a private one; a fully masked row is zeros, as in newer versions.
            /// </summary>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
            {
                if (p < 0) throw new ArgumentException($"Dropout probability must be greater than or equal to zero, not {p}.");
                if (is_casual && attn_mask is not null) throw new ArgumentException("Casual attention masking cannot pass a mask.");

                using var scope = NewDisposeScope();
                var scores = query.mul(1 / Math.Sqrt(query.size(-1))).matmul(key.transpose(-2, -1)); // [..., L, S]
                var mask = is_casual ? ones([scores.size(-2), scores.size(-1)], ScalarType.Bool, query.device).tril() : attn_mask;
                if (mask is null) return Weighted(scores.softmax(-1), value, p).MoveToOuterDisposeScope();
                if (mask.dtype != ScalarType.Bool) return Weighted(scores.add(mask).softmax(-1), value, p).MoveToOuterDisposeScope();

                var hidden = mask.logical_not();
                var weights = scores.masked_fill(hidden, double.NegativeInfinity).softmax(-1);
                if (!is_casual) weights = weights.masked_fill(hidden.all(-1, true), 0);
                return Weighted(weights, value, p).MoveToOuterDisposeScope();
            }

            private static Tensor Weighted(Tensor weights, Tensor value, double p) => (p > 0 ? dropout(weights, p) : weights).matmul(value);
        }
    }
}
