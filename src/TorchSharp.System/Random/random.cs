using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Starts the generators of all devices again from a seed.</summary>
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    /// <summary>Starts the CPU's generator from a seed that nobody can foresee, and returns it.</summary>
    public static long seed() => random.seed();

    /// <summary>The seed that the CPU's generator started from.</summary>
    public static long initial_seed() => random.initial_seed();

    /// <summary>State of the CPU's generator.</summary>
    public static Tensor get_rng_state() => random.get_rng_state();

    /// <summary>The CPU's generator goes on from a state.</summary>
    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    /// <summary>The CPU's own generator.</summary>
    public static class random
    {
        /// <summary>Starts the generators of all devices again from a seed.</summary>
        public static Generator manual_seed(long seed)
        {
            Failure.Check(Native.ts_manual_seed((ulong)seed));
            return Generator.Default;
        }

        /// <summary>Starts it from a seed that nobody can foresee, and returns it.</summary>
        public static long seed()
        {
            using var generator = Generator.Default;
            return generator.seed();
        }

        /// <summary>The seed that it started from.</summary>
        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        /// <summary>Its state.</summary>
        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        /// <summary>It goes on from a state.</summary>
        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }
}
