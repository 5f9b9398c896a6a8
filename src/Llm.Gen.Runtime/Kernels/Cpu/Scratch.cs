using System.Runtime.InteropServices;

namespace Llm.Gen.Runtime;

/// <summary>Memory of one thread for what a kernel holds while it works; grows, is used again, and contains whatever was there.</summary>
internal sealed unsafe class Scratch
{
    [ThreadStatic]
    private static Scratch? _ofThread;

    private float* _memory;
    private long _size;

    private Scratch()
    {
    }

    /// <summary>Frees the memory when its thread is gone.</summary>
    ~Scratch() => NativeMemory.AlignedFree(_memory);

    /// <summary>Room for so many float32, aligned to 64 bytes, of the calling thread until it asks again.</summary>
    public static float* Floats(long count) => (_ofThread ??= new Scratch()).Take(count);

    private float* Take(long count)
    {
        if (count > _size)
        {
            NativeMemory.AlignedFree(_memory);
            _memory = (float*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(float)), 64);
            _size = count;
        }
        return _memory;
    }
}
