using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Matrix product over the last two dimensions, the others broadcast.</summary>
        public Tensor matmul(Tensor target) => Operators.Matmul.Call(this, target);

        /// <summary>Product of two matrices.</summary>
        public Tensor mm(Tensor target) => Operators.Mm.Call(this, target);

        /// <summary>Products of two batches of matrices.</summary>
        public Tensor bmm(Tensor batch2) => Operators.Bmm.Call(this, batch2);

        /// <summary>Product of a matrix and a vector.</summary>
        public Tensor mv(Tensor target) => Operators.Mv.Call(this, target);

        /// <summary>Product of two vectors.</summary>
        public Tensor dot(Tensor target) => Operators.Dot.Call(this, target);

        /// <summary>All products of two vectors.</summary>
        public Tensor outer(Tensor vec2) => Operators.Outer.Call(this, vec2);

        /// <summary>Products over the last dimension.</summary>
        public Tensor inner(Tensor vec2) => Operators.Inner.Call(this, vec2);

        /// <summary>beta * x + alpha * (mat1 @ mat2).</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Operators.Addmm.Call(this, mat1, mat2, (double)beta, (double)alpha);

        /// <summary>beta * x + alpha * (mat1 @ mat2), in place.</summary>
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1)
        {
            Operators.AddmmInPlace.Run(this, mat1, mat2, (double)beta, (double)alpha);
            return this;
        }

        /// <summary>beta * x + alpha * (mat @ vec).</summary>
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1.0f, float alpha = 1.0f) => Operators.Addmv.Call(this, mat, vec, (double)beta, (double)alpha);

        /// <summary>beta * x + alpha * (mat @ vec), in place.</summary>
        public Tensor addmv_(Tensor mat, Tensor vec, float beta = 1.0f, float alpha = 1.0f)
        {
            Operators.AddmvInPlace.Run(this, mat, vec, (double)beta, (double)alpha);
            return this;
        }

        /// <summary>beta * x + alpha * the sum of batch1 @ batch2.</summary>
        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Operators.Addbmm.Call(this, batch1, batch2, (double)beta, (double)alpha);

        /// <summary>beta * x + alpha * the sum of batch1 @ batch2, in place.</summary>
        public Tensor addbmm_(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1)
        {
            Operators.AddbmmInPlace.Run(this, batch1, batch2, (double)beta, (double)alpha);
            return this;
        }

        /// <summary>beta * x + alpha * outer(vec1, vec2).</summary>
        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1.0f, float alpha = 1.0f) => Operators.Addr.Call(this, vec1, vec2, (double)beta, (double)alpha);

        /// <summary>beta * x + alpha * outer(vec1, vec2), in place.</summary>
        public Tensor addr_(Tensor vec1, Tensor vec2, float beta = 1.0f, float alpha = 1.0f)
        {
            Operators.AddrInPlace.Run(this, vec1, vec2, (double)beta, (double)alpha);
            return this;
        }

        /// <summary>Sum of the diagonal.</summary>
        public Tensor trace() => Operators.Trace.Call(this);
    }
}
