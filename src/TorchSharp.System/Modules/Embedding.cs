using TorchSharp.Interop;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Rows of a table by whole numbers.</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long _padding;

        [ComponentName(Name = nameof(weight))]
        private Parameter? _weight;

        internal Embedding(Parameter table, long? padding)
            : base(nameof(Embedding))
        {
            _padding = padding ?? -1;
            weight = table;
        }

        /// <summary>[numbers, width]; setting it disposes the old one.</summary>
        public Parameter? weight
        {
            get => _weight;
            set
            {
                _weight?.Dispose();
                _weight = (Parameter?)value?.DetachFromDisposeScope();
                ConditionallyRegisterParameter(nameof(weight), _weight);
            }
        }

        /// <summary>The rows: [...] gives [..., width].</summary>
        public override Tensor forward(Tensor input) => Operators.Embedding.Call(weight, input, _padding);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A table of normal numbers; limits on norms, scaling by frequency and sparse gradients are not supported.</summary>
            public static Modules.Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                RequirePlain(max_norm, norm_type, scale_grad_by_freq, sparse);
                var table = init.normal_(empty(num_embeddings, embedding_dims, dtype, device));
                if (padding_idx is { } row) table[row].fill_(0);
                return new Modules.Embedding(new Modules.Parameter(table), padding_idx);
            }

            /// <summary>A table that exists; limits on norms, scaling by frequency and sparse gradients are not supported.</summary>
            public static Modules.Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                RequirePlain(max_norm, norm_type, scale_grad_by_freq, sparse);
                var (place, type) = (device ?? embeddings.device, dtype ?? embeddings.dtype);
                return new Modules.Embedding(new Modules.Parameter(embeddings.alias().to(type, place), !freeze), padding_idx);
            }

            private static void RequirePlain(double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse)
            {
                if (max_norm is not null || norm_type != 2.0 || scale_grad_by_freq || sparse)
                    throw new NotSupportedException("TorchSharp.System's Embedding knows a table and a padding index alone; leave max_norm, norm_type, scale_grad_by_freq and sparse at their defaults.");
            }
        }
    }
}
