using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Values limited to an interval.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Operators.Clamp.Call(this, min, max);

        /// <summary>Values limited to intervals.</summary>
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Operators.ClampTensor.Call(this, min, max);

        /// <summary>Values limited to an interval, in place.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null)
        {
            Operators.ClampInPlace.Run(this, min, max);
            return this;
        }

        /// <summary>Values limited to intervals, in place.</summary>
        public Tensor clamp_(Tensor? min = null, Tensor? max = null)
        {
            Operators.ClampTensorInPlace.Run(this, min, max);
            return this;
        }

        /// <summary>Values limited to an interval.</summary>
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        /// <summary>min(x, max).</summary>
        public Tensor clamp_max(Scalar max) => Operators.ClampMax.Call(this, max);

        /// <summary>min(x, max), in place.</summary>
        public Tensor clamp_max_(Scalar max)
        {
            Operators.ClampMaxInPlace.Run(this, max);
            return this;
        }

        /// <summary>max(x, min).</summary>
        public Tensor clamp_min(Scalar min) => Operators.ClampMin.Call(this, min);

        /// <summary>max(x, min), in place.</summary>
        public Tensor clamp_min_(Scalar min)
        {
            Operators.ClampMinInPlace.Run(this, min);
            return this;
        }

        /// <summary>The greater of two.</summary>
        public Tensor maximum(Tensor other) => Operators.Maximum.Call(this, other);

        /// <summary>The lesser of two.</summary>
        public Tensor minimum(Tensor other) => Operators.Minimum.Call(this, other);
    }
}
