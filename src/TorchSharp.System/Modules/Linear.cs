using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>input @ weight^T + bias.</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        [ComponentName(Name = nameof(bias))]
        private Parameter? _bias;

        [ComponentName(Name = nameof(weight))]
        private Parameter? _weight;

        internal Linear(Parameter weight, Parameter? bias)
            : base(nameof(Linear))
        {
            (out_features, in_features) = (weight.size(0), weight.size(1));
            this.weight = weight;
            this.bias = bias;
        }

        internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
            : base(nameof(Linear))
        {
            (in_features, out_features) = (inputSize, outputSize);
            weight = empty(outputSize, inputSize, dtype, device).AsParameter();
            nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
            if (!hasBias) return;
            var bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
            bias = empty(outputSize, dtype, device).AsParameter();
            nn.init.uniform_(bias, -bound, bound);
        }

        /// <summary>Size of the last dimension that goes in.</summary>
        public long in_features { get; set; }

        /// <summary>Size of the last dimension that comes out.</summary>
        public long out_features { get; set; }

        /// <summary>[out, in]; setting it disposes the old one.</summary>
        public Parameter weight
        {
            get => _weight!;
            set
            {
                if (_weight is not null && value.Handle == _weight.Identity) return;
                _weight?.Dispose();
                _weight = (Parameter)value.DetachFromDisposeScope();
                ConditionallyRegisterParameter(nameof(weight), _weight);
            }
        }

        /// <summary>[out], or null; setting it disposes the old one.</summary>
        public Parameter? bias
        {
            get => _bias;
            set
            {
                _bias?.Dispose();
                _bias = (Parameter?)value?.DetachFromDisposeScope();
                ConditionallyRegisterParameter(nameof(bias), _bias);
            }
        }

        /// <summary>input @ weight^T + bias.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight, bias);

        /// <summary>Moves and converts the parameters.</summary>
        protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => Move(dtype, device);

        /// <summary>Moves the parameters.</summary>
        protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => Move(null, new Device(deviceType, deviceIndex));

        /// <summary>Converts the parameters.</summary>
        protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => Move(dtype, null);

        /// <summary>Disposes the parameters.</summary>
        protected override void Dispose(bool disposing)
        {
            if (!disposing) return;
            _weight?.Dispose();
            _bias?.Dispose();
        }

        private Linear Move(ScalarType? dtype, Device? device)
        {
            if (ReplaceParameter(dtype, device, weight, out var movedWeight)) weight = movedWeight!;
            if (bias is not null && ReplaceParameter(dtype, device, bias, out var movedBias)) bias = movedBias;
            return this;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>input @ weight^T + bias, filled as PyTorch does.</summary>
            public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);

            /// <summary>input @ weight^T + bias over parameters that exist.</summary>
            public static Modules.Linear Linear(Modules.Parameter weight, Modules.Parameter? bias = null) => new(weight, bias);
        }
    }
}
