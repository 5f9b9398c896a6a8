using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What is done to parameters and gradients between steps.</summary>
        public static class utils
        {
            /// <summary>Scales all gradients so that their norm together is at most that; returns the norm before.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var untracked = no_grad();
                using var scope = NewDisposeScope();
                List<Tensor> gradients = [.. tensors.Select(parameter => parameter.grad).OfType<Tensor>()];
                if (gradients.Count == 0) return 0;
                var norms = stack(gradients.Select(gradient => gradient.norm((float)norm_type).to(gradients[0].device)));
                var norm = double.IsPositiveInfinity(norm_type) ? norms.max().ToDouble() : norms.norm((float)norm_type).ToDouble();
                var scale = max_norm / (norm + 1e-6);
                if (scale < 1)
                    foreach (var gradient in gradients) gradient.mul_(scale);
                return norm;
            }

            /// <summary>Limits every element of every gradient.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var untracked = no_grad();
                using var scope = NewDisposeScope();
                foreach (var gradient in tensors.Select(parameter => parameter.grad).OfType<Tensor>()) gradient.clamp_(-clip_value, clip_value);
            }
        }
    }
}
