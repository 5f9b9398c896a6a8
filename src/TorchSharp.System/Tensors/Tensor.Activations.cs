using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>max(x, 0).</summary>
        public Tensor relu() => Operators.Relu.Call(this);

        /// <summary>max(x, 0), in place.</summary>
        public Tensor relu_()
        {
            Operators.ReluInPlace.Run(this);
            return this;
        }

        /// <summary>min(max(x, 0), 6).</summary>
        public Tensor relu6() => Operators.Relu6.Call(this);

        /// <summary>min(max(x, 0), 6), in place.</summary>
        public Tensor relu6_()
        {
            Operators.Relu6InPlace.Run(this);
            return this;
        }

        /// <summary>1 / (1 + exp(-x)).</summary>
        public Tensor sigmoid() => Operators.Sigmoid.Call(this);

        /// <summary>1 / (1 + exp(-x)), in place.</summary>
        public Tensor sigmoid_()
        {
            Operators.SigmoidInPlace.Run(this);
            return this;
        }

        /// <summary>x * sigmoid(x).</summary>
        public Tensor silu() => Operators.Silu.Call(this);

        /// <summary>x * sigmoid(x), in place.</summary>
        public Tensor silu_()
        {
            Operators.SiluInPlace.Run(this);
            return this;
        }

        /// <summary>Piecewise linear sigmoid.</summary>
        public Tensor hardsigmoid() => Operators.Hardsigmoid.Call(this);

        /// <summary>Piecewise linear sigmoid, in place.</summary>
        public Tensor hardsigmoid_()
        {
            Operators.HardsigmoidInPlace.Run(this);
            return this;
        }

        /// <summary>x * hardsigmoid(x).</summary>
        public Tensor hardswish() => Operators.Hardswish.Call(this);

        /// <summary>x * hardsigmoid(x), in place.</summary>
        public Tensor hardswish_()
        {
            Operators.HardswishInPlace.Run(this);
            return this;
        }

        /// <summary>Scaled exponential linear units.</summary>
        public Tensor selu() => Operators.Selu.Call(this);

        /// <summary>Scaled exponential linear units, in place.</summary>
        public Tensor selu_()
        {
            Operators.SeluInPlace.Run(this);
            return this;
        }

        /// <summary>x * P(X &lt;= x) for a standard normal X.</summary>
        public Tensor gelu() => Operators.Gelu.Call(this);

        /// <summary>log(sigmoid(x)).</summary>
        public Tensor log_sigmoid() => Operators.LogSigmoid.Call(this);

        /// <summary>x where positive, negative_slope * x elsewhere.</summary>
        public Tensor leaky_relu(Scalar negative_slope) => Operators.LeakyRelu.Call(this, negative_slope);

        /// <summary>x where positive, negative_slope * x elsewhere, in place.</summary>
        public Tensor leaky_relu_(Scalar negative_slope)
        {
            Operators.LeakyReluInPlace.Run(this, negative_slope);
            return this;
        }

        /// <summary>log(1 + exp(beta * x)) / beta, x itself above the threshold.</summary>
        public Tensor softplus(double beta = 1, double threshold = 20) => Operators.Softplus.Call(this, beta, threshold);

        /// <summary>The first half times the sigmoid of the second half along a dimension.</summary>
        public Tensor glu(long dim = -1) => Operators.Glu.Call(this, dim);

        /// <summary>exp(x) over its sum along a dimension.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Operators.SoftmaxInt.Call(this, dim, dtype);

        /// <summary>Logarithm of the softmax along a dimension.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Operators.LogSoftmaxInt.Call(this, dim, dtype);

        /// <summary>x where positive, alpha * (exp(x) - 1) elsewhere.</summary>
        public Tensor elu(double alpha = 1) => Operators.Elu.Call(this, alpha);
    }
}
