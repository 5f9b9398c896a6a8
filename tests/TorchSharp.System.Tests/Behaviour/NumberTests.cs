namespace TorchSharp.SystemTests.Behaviour;

/// <summary>Numbers of C# become scalars and tensors of their type, and come back.</summary>
public sealed class NumberTests
{
    [Fact]
    public void A_number_becomes_a_tensor_and_comes_back()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(1.5f, (float)1.5f.ToTensor());
        Assert.Equal(1.5, (double)1.5.ToTensor());
        Assert.Equal(7, (long)7L.ToTensor());
        Assert.Equal(7, (int)7.ToTensor());
        Assert.Equal((short)7, (short)((short)7).ToTensor());
        Assert.Equal((byte)7, (byte)((byte)7).ToTensor());
        Assert.Equal((sbyte)-7, (sbyte)((sbyte)-7).ToTensor());
        Assert.True((bool)true.ToTensor());
        Assert.Equal((Half)1.5, 1.5f.ToTensor().ToHalf());
        Assert.Equal(
            [float32, float64, int64, int32, int16, uint8, int8, @bool],
            [1f.ToTensor().dtype, 1d.ToTensor().dtype, 1L.ToTensor().dtype, 1.ToTensor().dtype, ((short)1).ToTensor().dtype, ((byte)1).ToTensor().dtype, ((sbyte)1).ToTensor().dtype, true.ToTensor().dtype]);
    }

    [Fact]
    public void Scalars_hold_numbers_of_every_type()
    {
        Assert.Equal(1.5f, 1.5f.ToScalar().ToSingle());
        Assert.Equal(1.5, 1.5.ToScalar().ToDouble());
        Assert.Equal((Half)1.5, ((Half)1.5).ToScalar().ToHalf());
        Assert.Equal(7, 7L.ToScalar().ToInt64());
        Assert.Equal(7, 7.ToScalar().ToInt32());
        Assert.Equal((short)7, ((short)7).ToScalar().ToInt16());
        Assert.Equal((byte)7, ((byte)7).ToScalar().ToByte());
        Assert.Equal((sbyte)-7, ((sbyte)-7).ToScalar().ToSByte());
        Assert.True(true.ToScalar().ToBoolean());
        Assert.Equal(1.0078125f, 1.005f.ToBFloat16Scalar().ToSingle());
        Assert.True(float.IsNaN(float.NaN.ToBFloat16Scalar().ToSingle()));
    }

    [Fact]
    public void Numbers_and_arrays_stand_where_a_tensor_is_wanted()
    {
        using var scope = NewDisposeScope();
        (ScalarType Type, Tensor Tensor)[] made =
        [
            (uint8, (byte)2), (int8, (sbyte)2), (int16, (short)2), (int32, 2), (int64, 2L), (float32, 2f), (float64, 2.0),
            (uint8, new byte[] { 2 }), (int8, new sbyte[] { 2 }), (int16, new short[] { 2 }), (int32, new[] { 2 }), (int64, new[] { 2L }), (float32, new[] { 2f }), (float64, new[] { 2.0 }),
        ];

        Assert.All(made, pair =>
        {
            Assert.Equal(pair.Type, pair.Tensor.dtype);
            Assert.Equal(2, pair.Tensor.ToDouble());
        });
        Tensor truth = true;
        Tensor truths = new[] { true, false };
        Assert.Equal([true, true, false], cat([truth.reshape(1), truths]).data<bool>().ToArray());
    }

    [Fact]
    public void Arrays_and_lists_of_every_type_become_tensors()
    {
        using var scope = NewDisposeScope();

        Assert.All<Tensor>(
            [
                as_tensor(new byte[] { 1, 2 }), as_tensor(new sbyte[] { 1, 2 }), as_tensor(new short[] { 1, 2 }), as_tensor(new[] { 1, 2 }), as_tensor(new[] { 1L, 2 }), as_tensor(new[] { 1f, 2 }), as_tensor(new[] { 1.0, 2 }),
                as_tensor((IList<byte>)[1, 2]), as_tensor((IList<sbyte>)[1, 2]), as_tensor((IList<short>)[1, 2]), as_tensor((IList<int>)[1, 2]), as_tensor((IList<long>)[1, 2]), as_tensor((IList<float>)[1, 2]), as_tensor((IList<double>)[1, 2]),
                as_tensor(new[] { 1, 2 }, float32), frombuffer(new[] { 0f, 1, 2, 3 }, float32, 2, 1),
            ],
            made => Assert.Equal([1f, 2], Numbers.Read(made)));
        Assert.Equal([true, false], as_tensor(new[] { true, false }).data<bool>().ToArray());
        Assert.Equal([true, false], as_tensor((IList<bool>)[true, false]).data<bool>().ToArray());
        Assert.Throws<ArgumentException>(() => frombuffer(new[] { 1f }, float32, offset: 1));
        Assert.Throws<IndexOutOfRangeException>(() => frombuffer(new[] { 1f }, float32, count: 2));
    }

    [Fact]
    public void Elements_are_read_by_their_place()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(2, tensor(new[] { 1f, 2 }).ReadCpuSingle(1));
        Assert.Equal(2, tensor(new[] { 1.0, 2 }).ReadCpuDouble(1));
        Assert.Equal(2, tensor(new[] { 1L, 2 }).ReadCpuInt64(1));
        Assert.Equal(2, tensor(new[] { 1, 2 }).ReadCpuInt32(1));
        Assert.False(tensor(new[] { true, false }).ReadCpuBool(1));
        Assert.Equal(2.5f, tensor(new[] { 1, 2.5f }, bfloat16).ReadCpuBFloat16(1));
        Assert.Equal(2.5f, tensor(new[] { 1, 2.5f }, float16).ReadCpuFloat16(1));
        Assert.True(tensor(3f).is_nonzero());
    }

    [Fact]
    public void Bytes_travel_through_a_stream()
    {
        using var scope = NewDisposeScope();
        var (x, y, stream) = (Numbers.Counted(3, 3), zeros(3, 3), new MemoryStream());

        x.WriteBytesToStream(stream, bufferSize: 8);
        stream.Position = 0;
        y.ReadBytesFromStream(stream, bufferSize: 8);

        Assert.Equal(36, stream.Length);
        Assert.Equal(Numbers.Read(x), Numbers.Read(y));
    }
}
