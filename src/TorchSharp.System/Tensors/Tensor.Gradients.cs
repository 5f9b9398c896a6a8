using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>The gradient gathered so far, or null; a new object at every call, over the same memory.</summary>
        public Tensor? grad
        {
            get
            {
                nint found;
                Failure.Check(Native.ts_tensor_grad(Handle, &found));
                GC.KeepAlive(this);
                return found == 0 ? null : new Tensor(found);
            }
            set
            {
                Failure.Check(Native.ts_tensor_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        /// <summary>True when gradients are computed for this tensor.</summary>
        public bool requires_grad
        {
            get => Facts().RequiresGrad != 0;
            set
            {
                Failure.Check(Native.ts_tensor_set_requires_grad(Handle, value ? 1 : 0));
                GC.KeepAlive(this);
            }
        }

        /// <summary>Sets whether gradients are computed, and returns this tensor.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>Sets whether gradients are computed, and returns this tensor.</summary>
        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Keeps the gradient of a tensor that is no leaf.</summary>
        public void retain_grad()
        {
            Failure.Check(Native.ts_tensor_retain_grad(Handle));
            GC.KeepAlive(this);
        }

        /// <summary>Adds the gradients of this single number to the leaves.</summary>
        public void backward() => autograd.backward(this);

        /// <summary>Adds the gradients of this tensor to the leaves, or to <paramref name="inputs"/> alone.</summary>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
