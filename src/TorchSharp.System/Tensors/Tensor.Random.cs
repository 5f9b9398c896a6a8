using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Places drawn with the rows as weights.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) => Operators.Multinomial.Call(this, num_samples, replacement, generator);

        /// <summary>1 with the probability that the element states, else 0.</summary>
        public Tensor bernoulli(Generator? generator = null) => Operators.Bernoulli.Call(this, generator);

        /// <summary>1 with probability p, else 0, in place.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null)
        {
            Operators.BernoulliFloatInPlace.Run(this, p, generator);
            return this;
        }

        /// <summary>1 with the probabilities given, else 0, in place.</summary>
        public Tensor bernoulli_(Tensor p, Generator? generator = null)
        {
            Operators.BernoulliTensorInPlace.Run(this, p, generator);
            return this;
        }

        /// <summary>Normal numbers, in place.</summary>
        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null)
        {
            Operators.NormalInPlace.Run(this, mean, std, generator);
            return this;
        }

        /// <summary>Equally likely numbers in [from, to), in place.</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            Operators.UniformInPlace.Run(this, from, to, generator);
            return this;
        }

        /// <summary>Exponential numbers, in place.</summary>
        public Tensor exponential_(double lambda = 1.0, Generator? generator = null)
        {
            Operators.ExponentialInPlace.Run(this, lambda, generator);
            return this;
        }

        /// <summary>Equally likely whole numbers in [from, to), in place.</summary>
        public Tensor random_(double from, double to, Generator? generator = null)
        {
            Operators.RandomFromInPlace.Run(this, (long)from, (long)to, generator);
            return this;
        }
    }
}
