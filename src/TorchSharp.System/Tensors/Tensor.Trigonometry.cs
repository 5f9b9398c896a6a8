using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Arc cosines.</summary>
        public Tensor acos() => Operators.Acos.Call(this);

        /// <summary>Arc cosines, in place.</summary>
        public Tensor acos_()
        {
            Operators.AcosInPlace.Run(this);
            return this;
        }

        /// <summary>Arc sines.</summary>
        public Tensor asin() => Operators.Asin.Call(this);

        /// <summary>Arc sines, in place.</summary>
        public Tensor asin_()
        {
            Operators.AsinInPlace.Run(this);
            return this;
        }

        /// <summary>Arc tangents.</summary>
        public Tensor atan() => Operators.Atan.Call(this);

        /// <summary>Arc tangents, in place.</summary>
        public Tensor atan_()
        {
            Operators.AtanInPlace.Run(this);
            return this;
        }

        /// <summary>Cosines.</summary>
        public Tensor cos() => Operators.Cos.Call(this);

        /// <summary>Cosines, in place.</summary>
        public Tensor cos_()
        {
            Operators.CosInPlace.Run(this);
            return this;
        }

        /// <summary>Hyperbolic cosines.</summary>
        public Tensor cosh() => Operators.Cosh.Call(this);

        /// <summary>Hyperbolic cosines, in place.</summary>
        public Tensor cosh_()
        {
            Operators.CoshInPlace.Run(this);
            return this;
        }

        /// <summary>Sines.</summary>
        public Tensor sin() => Operators.Sin.Call(this);

        /// <summary>Sines, in place.</summary>
        public Tensor sin_()
        {
            Operators.SinInPlace.Run(this);
            return this;
        }

        /// <summary>Hyperbolic sines.</summary>
        public Tensor sinh() => Operators.Sinh.Call(this);

        /// <summary>Hyperbolic sines, in place.</summary>
        public Tensor sinh_()
        {
            Operators.SinhInPlace.Run(this);
            return this;
        }

        /// <summary>Tangents.</summary>
        public Tensor tan() => Operators.Tan.Call(this);

        /// <summary>Tangents, in place.</summary>
        public Tensor tan_()
        {
            Operators.TanInPlace.Run(this);
            return this;
        }

        /// <summary>Hyperbolic tangents.</summary>
        public Tensor tanh() => Operators.Tanh.Call(this);

        /// <summary>Hyperbolic tangents, in place.</summary>
        public Tensor tanh_()
        {
            Operators.TanhInPlace.Run(this);
            return this;
        }
    }
}
