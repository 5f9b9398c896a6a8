using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>x + weight * (end - x).</summary>
        public Tensor lerp(Tensor end, Tensor weight) => Operators.LerpTensor.Call(this, end, weight);

        /// <summary>x + weight * (end - x), in place.</summary>
        public Tensor lerp_(Tensor end, Tensor weight)
        {
            Operators.LerpTensorInPlace.Run(this, end, weight);
            return this;
        }

        /// <summary>x + value * tensor1 * tensor2.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Operators.Addcmul.Call(this, tensor1, tensor2, value);

        /// <summary>x + value * tensor1 * tensor2, in place.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Operators.AddcmulInPlace.Run(this, tensor1, tensor2, value);
            return this;
        }

        /// <summary>x + tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Operators.Addcdiv.Call(this, tensor1, tensor2);

        /// <summary>x + value * tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Operators.Addcdiv.Call(this, tensor1, tensor2, value);

        /// <summary>x + tensor1 / tensor2, in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2)
        {
            Operators.AddcdivInPlace.Run(this, tensor1, tensor2);
            return this;
        }

        /// <summary>x + value * tensor1 / tensor2, in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Operators.AddcdivInPlace.Run(this, tensor1, tensor2, value);
            return this;
        }
    }
}
