using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What modules compute, without their state. Parts: layers, activations, losses, attention.</summary>
        public static partial class functional
        {
            /// <summary>input @ weights^T + bias; weights are [out, in].</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Operators.Linear.Call(input, weights, bias);

            /// <summary>Normalised over the last dimensions, times weight, plus bias.</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Operators.LayerNorm.Call(input, normalized_shape, weight, bias, eps);

            /// <summary>While training, zeros with probability p and the rest scaled to keep the mean.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (!inplace) return Operators.Dropout.Call(input, p, training);
                Operators.DropoutInPlace.Run(input, p, training);
                return input.alias();
            }

            /// <summary>A one at the place that each whole number names; -1 classes: as many as the greatest needs.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1)
            {
                if (x.dtype != ScalarType.Int64) throw new ArgumentException($"one_hot takes whole numbers of type Int64, not {x.dtype}; convert them first.");
                return Operators.OneHot.Call(x, num_classes);
            }

            /// <summary>Wider by pairs of numbers, the last dimension first; constant values only.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                if (mode is not (PaddingModes.Constant or PaddingModes.Zeros))
                    throw new NotSupportedException($"TorchSharp.System pads with constants only, not {mode}.");
                return Operators.ConstantPadNd.Call(input, pad, mode == PaddingModes.Zeros ? 0.0 : value);
            }

            /// <summary>Wider by pairs of numbers, the last dimension first; constant values only.</summary>
            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            /// <summary>Wider along the last dimension.</summary>
            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (long[])[pad.Item1, pad.Item2], mode, value);

            /// <summary>Divided by the p-norm along a dimension.</summary>
            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1L, double eps = 1e-12)
            {
                using var norm = input.norm((int)dim, true, (float)p);
                using var safe = norm.clamp_min(eps);
                return input.div(safe);
            }
        }
    }
}
