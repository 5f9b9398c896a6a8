namespace TorchSharp;

public static partial class torch
{
    /// <summary>A copy of the numbers.</summary>
    public static Tensor as_tensor(IList<bool> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    /// <summary>A copy of the numbers.</summary>
    public static Tensor as_tensor(IList<byte> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    /// <summary>A copy of the numbers.</summary>
    public static Tensor as_tensor(IList<double> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    /// <summary>A copy of the numbers.</summary>
    public static Tensor as_tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    /// <summary>A copy of the numbers.</summary>
    public static Tensor as_tensor(IList<int> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    /// <summary>A copy of the numbers.</summary>
    public static Tensor as_tensor(IList<long> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    /// <summary>A copy of the numbers.</summary>
    public static Tensor as_tensor(IList<sbyte> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    /// <summary>A copy of the numbers.</summary>
    public static Tensor as_tensor(IList<short> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    /// <summary>The array itself where type and device allow it, else a copy.</summary>
    public static Tensor as_tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null) => Borrowed(rawArray, [rawArray.LongLength], ScalarType.Bool, dtype, device, false);

    /// <summary>The array itself where type and device allow it, else a copy.</summary>
    public static Tensor as_tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null) => Borrowed(rawArray, [rawArray.LongLength], ScalarType.Byte, dtype, device, false);

    /// <summary>The array itself where type and device allow it, else a copy.</summary>
    public static Tensor as_tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null) => Borrowed(rawArray, [rawArray.LongLength], ScalarType.Float64, dtype, device, false);

    /// <summary>The array itself where type and device allow it, else a copy.</summary>
    public static Tensor as_tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null) => Borrowed(rawArray, [rawArray.LongLength], ScalarType.Float32, dtype, device, false);

    /// <summary>The array itself where type and device allow it, else a copy.</summary>
    public static Tensor as_tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null) => Borrowed(rawArray, [rawArray.LongLength], ScalarType.Int32, dtype, device, false);

    /// <summary>The array itself where type and device allow it, else a copy.</summary>
    public static Tensor as_tensor(long[] rawArray, ScalarType? dtype = null, Device? device = null) => Borrowed(rawArray, [rawArray.LongLength], ScalarType.Int64, dtype, device, false);

    /// <summary>The array itself where type and device allow it, else a copy.</summary>
    public static Tensor as_tensor(sbyte[] rawArray, ScalarType? dtype = null, Device? device = null) => Borrowed(rawArray, [rawArray.LongLength], ScalarType.Int8, dtype, device, false);

    /// <summary>The array itself where type and device allow it, else a copy.</summary>
    public static Tensor as_tensor(short[] rawArray, ScalarType? dtype = null, Device? device = null) => Borrowed(rawArray, [rawArray.LongLength], ScalarType.Int16, dtype, device, false);
}
