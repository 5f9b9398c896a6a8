using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>"[2x3], type = Float32, device = cpu": shape, type and device, not the elements.</summary>
        public override string ToString() =>
            Identity == 0 ? "" : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";

        /// <summary>True when shape and elements are equal.</summary>
        public override bool Equals(object? obj) => obj is Tensor tensor && Equals(tensor);

        /// <summary>True when shape and elements are equal.</summary>
        public bool Equals(Tensor target) => Operators.Equal.CallBool(this, target);

        /// <summary>By identity, since elements change.</summary>
        public override int GetHashCode() => base.GetHashCode();
    }
}
