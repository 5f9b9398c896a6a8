using System.Runtime.InteropServices;

namespace Llm.Gen.Runtime;

/// <summary>Memory for what a kernel holds while it works; belongs to one thread, grows, is used again, and contains whatever was there.</summary>
internal sealed unsafe class Scratch
{
    [ThreadStatic]
    private static Scratch? _ofThread;

    private float* _memory;
    private long _size;

    /// <summary>Frees the memory when its thread is gone.</summary>
    ~Scratch() => NativeMemory.AlignedFree(_memory);

    /// <summary>Room for so many float32, aligned to 64 bytes, of the calling thread until it asks again.</summary>
    public static float* Floats(long count) => (_ofThread ??= new Scratch()).Take(count);

    /// <summary>Room for so many float32, aligned to 64 bytes, until the owner asks again.</summary>
    public float* Take(long count)
    {
        if (count <= _size)
            return _memory;

        NativeMemory.AlignedFree(_memory);
        _memory = null;                         // nothing to free twice where there is no memory for more
        _size = 0;
        _memory = (float*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(float)), 64);
        _size = count;
        return _memory;
    }
}
