using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a state of its own.</summary>
    public unsafe class Generator : IDisposable
    {
        /// <summary>A generator that starts from a seed.</summary>
        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            nint handle;
            Failure.Check(Native.ts_generator_create(seed, (int)this.device.type, this.device.index, &handle));
            Handle = handle;
        }

        private Generator(nint handle)
        {
            Handle = handle;
            device = CPU;
        }

        /// <summary>Releases a generator that nobody disposed.</summary>
        ~Generator() => Dispose(false);

        /// <summary>The CPU's own generator, which all operators use when none is given.</summary>
        public static Generator Default
        {
            get
            {
                nint handle;
                Failure.Check(Native.ts_generator_default(&handle));
                return new Generator(handle);
            }
        }

        /// <summary>The native generator, an <c>at::Generator*</c>.</summary>
        public IntPtr Handle { get; private set; }

        /// <summary>Where its numbers are drawn.</summary>
        public Device device { get; }

        /// <summary>Starts again from a seed.</summary>
        public Generator manual_seed(long seed)
        {
            Failure.Check(Native.ts_generator_set_seed(Handle, (ulong)seed));
            return this;
        }

        /// <summary>Starts again from a seed that nobody can foresee, and returns it.</summary>
        public long seed()
        {
            ulong found;
            Failure.Check(Native.ts_generator_new_seed(Handle, &found));
            return (long)found;
        }

        /// <summary>The seed that it started from.</summary>
        public long initial_seed()
        {
            ulong found;
            Failure.Check(Native.ts_generator_seed(Handle, &found));
            return (long)found;
        }

        /// <summary>The whole state, as bytes.</summary>
        public Tensor get_state()
        {
            nint state;
            Failure.Check(Native.ts_generator_state(Handle, &state));
            return new Tensor(state);
        }

        /// <summary>Goes on from a state.</summary>
        public void set_state(Tensor value) => Failure.Check(Native.ts_generator_set_state(Handle, value.Handle));

        /// <summary>Releases the generator.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Releases the generator.</summary>
        protected virtual void Dispose(bool disposing)
        {
            if (Handle == 0) return;
            Native.ts_generator_delete(Handle);
            Handle = 0;
        }
    }
}
