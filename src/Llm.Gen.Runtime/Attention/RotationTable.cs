using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Cosines and sines of the angles of every position, float32.</summary>
internal sealed class RotationTable : IDisposable
{
    private int _holders = 1;

    /// <summary>The table of positions 0 to rows - 1.</summary>
    /// <param name="frequencies">[R/2], radians per position.</param>
    /// <param name="amplitude">What rotated heads are multiplied by.</param>
    /// <param name="rows">Positions.</param>
    /// <param name="device">Where the table lies.</param>
    public RotationTable(float[] frequencies, double amplitude, int rows, Device device)
    {
        var half = frequencies.Length;
        var (cosines, sines) = (new float[rows * half], new float[rows * half]);
        for (var position = 0; position < rows; position++)
        {
            for (var i = 0; i < half; i++)
            {
                var angle = position * frequencies[i];                                      // rounded to float32, as the references do
                (sines[position * half + i], cosines[position * half + i]) = Turn(angle, amplitude);
            }
        }

        Rows = rows;
        Half = half;
        Device = device;
        Cosines = tensor(cosines, device: device).view(rows, half).DetachFromDisposeScope();
        Sines = tensor(sines, device: device).view(rows, half).DetachFromDisposeScope();
        (CosineAddress, SineAddress) = (Memory.AddressOrZero(Cosines), Memory.AddressOrZero(Sines));
    }

    /// <summary>Positions.</summary>
    public int Rows { get; }

    /// <summary>R/2, angles of one position.</summary>
    public int Half { get; }

    /// <summary>[rows, R/2].</summary>
    public Tensor Cosines { get; }

    /// <summary>[rows, R/2].</summary>
    public Tensor Sines { get; }

    /// <summary>Whether columns 2i and 2i + 1 turn with each other, and not i and i + R/2.</summary>
    public bool IsInterleaved { get; init; }

    /// <summary>Where the cosines are in this process's memory, or zero.</summary>
    public nint CosineAddress { get; }

    /// <summary>Where the sines are in this process's memory, or zero.</summary>
    public nint SineAddress { get; }

    private Device Device { get; }

    /// <summary>Whether the table lies on a device.</summary>
    public bool IsOn(Device device) => Device.type == device.type && (device.index < 0 || Device.index == device.index);

    /// <summary>One more holder, who lets go of it by disposing: a pass may outlive the table's place in its model.</summary>
    public RotationTable Hold()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    /// <summary>Lets go of it once; the last holder frees it.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _holders) > 0)
            return;
        Cosines.Dispose();
        Sines.Dispose();
    }

    private static (float Sine, float Cosine) Turn(float angle, double amplitude)
    {
        var (sine, cosine) = Math.SinCos(angle);
        return ((float)(sine * amplitude), (float)(cosine * amplitude));
    }
}
