using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Until it is disposed, what this thread computes is not recorded for gradients.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Until it is disposed, what this thread computes is recorded for gradients.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    /// <summary>Until it is disposed, recording is as said.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>True when this thread records for gradients.</summary>
    public static bool is_grad_enabled() => Native.ts_grad_mode() != 0;

    /// <summary>Until it is disposed, new tensors never take part in recording; cheaper than <see cref="no_grad"/>.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    /// <summary>True in inference mode.</summary>
    public static bool is_inference_mode_enabled() => Native.ts_inference_mode() != 0;

    private sealed class GradMode : IDisposable
    {
        private readonly int _before = Native.ts_grad_mode();

        public GradMode(bool enabled) => Native.ts_set_grad_mode(enabled ? 1 : 0);

        public void Dispose() => Native.ts_set_grad_mode(_before);
    }

    private sealed class InferenceMode(bool enabled) : IDisposable
    {
        private nint _guard = Native.ts_inference_enter(enabled ? 1 : 0);

        public void Dispose()
        {
            if (_guard != 0) Native.ts_inference_leave(_guard);
            _guard = 0;
        }
    }
}
