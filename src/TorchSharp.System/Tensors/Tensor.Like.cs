using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Uninitialised elements under this shape.</summary>
        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Operators.EmptyLike.Call(this, dtype, Argument.None, device), requires_grad, null);

        /// <summary>Zeros under this shape.</summary>
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Operators.ZerosLike.Call(this, dtype, Argument.None, device), requires_grad, null);

        /// <summary>Ones under this shape.</summary>
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Operators.OnesLike.Call(this, dtype, Argument.None, device), requires_grad, null);

        /// <summary>One value under this shape.</summary>
        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Operators.FullLike.Call(this, value, dtype, Argument.None, device), requires_grad, null);

        /// <summary>Equally likely numbers in [0, 1) under this shape.</summary>
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Operators.RandLike.Call(this, dtype, Argument.None, device), requires_grad, null);

        /// <summary>Standard normal numbers under this shape.</summary>
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Operators.RandnLike.Call(this, dtype, Argument.None, device), requires_grad, null);
    }
}
