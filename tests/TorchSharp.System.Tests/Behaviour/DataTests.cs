namespace TorchSharp.SystemTests.Behaviour;

public sealed class DataTests
{
    [Fact]
    public void Tensors_of_arrays_are_copies()
    {
        using var scope = NewDisposeScope();
        float[] numbers = [1, 2, 3, 4];

        var copy = tensor(numbers);
        var shaped = tensor(numbers, new long[] { 2, 2 });
        numbers[0] = 9;

        Assert.Equal([1f, 2, 3, 4], Numbers.Read(copy));
        Assert.Equal([2, 2], shaped.shape);
        Assert.Equal([2, 3], tensor(new int[,] { { 1, 2, 3 }, { 4, 5, 6 } }).shape);
        Assert.Throws<ArgumentException>(() => tensor(numbers, new long[] { 5 }));
    }

    [Fact]
    public void Types_follow_the_numbers_or_the_wish()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(
            [float32, float64, int64, int32, @bool, uint8, float32],
            [tensor(1f).dtype, tensor(1d).dtype, tensor(1L).dtype, tensor(1).dtype, tensor(true).dtype, tensor((byte)1).dtype, tensor(1d, float32).dtype]);
        Assert.Equal(bfloat16, tensor(new float[] { 1 }, bfloat16).dtype);
        Assert.Equal(int64, arange(3).dtype);
        Assert.Equal(float32, arange(3.0).dtype);
        Assert.Equal(int64, full(2, 3).dtype);
        Assert.Equal(float32, full(2, 3.5).dtype);
        Assert.Equal(float32, zeros(1).dtype);
        Assert.True(ones(1, requires_grad: true).requires_grad);
    }

    [Fact]
    public void Tensors_from_arrays_share_them()
    {
        using var scope = NewDisposeScope();
        float[] numbers = [1, 2, 3];

        var shared = from_array(numbers);
        numbers[0] = 9;
        shared[1] = tensor(8f);

        Assert.Equal([9f, 8, 3], Numbers.Read(shared));
        Assert.Equal(8, numbers[1]);
    }

    [Fact]
    public void Likenesses_take_shape_and_type()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3, bfloat16);

        Assert.Equal(bfloat16, zeros_like(x).dtype);
        Assert.Equal([2, 3], x.empty_like(float32).shape);
        Assert.Equal(float32, ones_like(x, float32).dtype);
        Assert.Equal([7f, 7], Numbers.Read(x.new_full(2, 7)));
        Assert.Equal(bfloat16, x.new_zeros(4).dtype);
        Assert.Equal(3, full_like(x, 3).max().ToSingle());
    }

    [Fact]
    public void Elements_are_read_whatever_the_strides()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Counted(2, 3);

        Assert.Equal([0f, 3, 1, 4, 2, 5], x.T.data<float>().ToArray());
        Assert.Equal(4, x.data<float>()[1, 1]);
        Assert.Equal(6, x.data<float>().Count);
        Assert.Equal([0f, 1, 2, 3, 4, 5], x.data<float>().AsEnumerable());
        Assert.Throws<ArgumentException>(() => x.data<int>());
        Assert.Throws<ArgumentException>(() => x.item<float>());
        Assert.Throws<ArgumentException>(() => x[0, 0].item<double>());
        Assert.Equal(5, x[1, 2].item<float>());
    }

    [Fact]
    public void Elements_are_written_through_the_accessor()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 2);
        var data = x.data<float>();

        data[1, 0] = 5;
        Assert.Equal([0f, 0, 5, 0], Numbers.Read(x));
        data.CopyFrom([1f, 2, 3, 4]);
        Assert.Equal([1f, 2, 3, 4], Numbers.Read(x));
    }

    [Fact]
    public void Bytes_are_the_memory()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new int[] { 1, 2 });

        Assert.Equal([1, 0, 0, 0, 2, 0, 0, 0], x.bytes.ToArray());
        x.bytes = [3, 0, 0, 0, 4, 0, 0, 0];
        Assert.Equal([3, 4], x.data<int>().ToArray());
        x.bytes[0] = 7;
        Assert.Equal(7, x[0].item<int>());
        Assert.Throws<InvalidOperationException>(() => { _ = ones(2, 2).T.bytes; });
        Assert.ThrowsAny<Exception>(() => { x.bytes = [1]; });
    }

    [Fact]
    public void Streams_are_written_and_read()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Counted(1000);
        using var stream = new MemoryStream();

        x.WriteBytesToStream(stream, 128);
        stream.Position = 0;
        var y = zeros(1000);
        y.ReadBytesFromStream(stream, 100);

        Assert.Equal(4000, stream.Length);
        Assert.Equal(Numbers.Read(x), Numbers.Read(y));
        Assert.Throws<EndOfStreamException>(() => y.ReadBytesFromStream(stream));
    }

    [Fact]
    public void Numbers_come_out_converted()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(2.5f, tensor(2.5).ToSingle());
        Assert.Equal(2.5, tensor(2.5f).ToDouble());
        Assert.Equal(3, tensor(3).ToInt64());
        Assert.Equal(3, (int)tensor(3L));
        Assert.True(tensor(true).ToBoolean());
        Assert.Equal(float64, tensor(2.5f).ToScalar().Type);
        Assert.Equal(int64, ((Scalar)3).Type);
        Assert.Equal(float64, ((Scalar)3f).Type);
        Assert.Equal(@bool, ((Scalar)true).Type);
        Assert.Equal(1.5f, ((Scalar)1.5).ToSingle());
    }

    [Fact]
    public void Conversion_copies_only_where_it_must()
    {
        using var scope = NewDisposeScope();
        var x = ones(2);

        x.to(float32).add_(1);
        Assert.Equal([2f, 2], Numbers.Read(x));
        x.to(float32, copy: true).add_(1);
        Assert.Equal([2f, 2], Numbers.Read(x));
        Assert.Equal(bfloat16, x.to(bfloat16).dtype);
        Assert.Equal(float64, x.to(tensor(1d)).dtype);
        Assert.Equal(float64, x.to(float64, CPU).dtype);
        Assert.Equal("[2], type = Float32, device = cpu", x.ToString());
        x.to(float64, disposeAfter: true);
        Assert.True(x.IsInvalid);
    }

    [Fact]
    public void Devices_are_read_from_text()
    {
        Assert.Equal((DeviceType.CUDA, 1), (new Device("cuda:1").type, new Device("cuda:1").index));
        Assert.Equal((DeviceType.CPU, -1), (device("cpu").type, device("cpu").index));
        Assert.Equal("cuda:2", new Device(DeviceType.CUDA, 2).ToString());
        Assert.Equal(DeviceType.CPU, ones(1).device_type);
        Assert.ThrowsAny<ArgumentException>(() => new Device("tpu"));
    }

    [Fact]
    public void Facts_of_types_are_known()
    {
        Assert.Equal(float.MaxValue, finfo(float32).max);
        Assert.Equal(0.0078125, finfo(bfloat16).eps);
        Assert.Equal(2, bfloat16.ElementSize());
        Assert.True(is_floating_point(bfloat16));
        Assert.True(is_integral(int8));
    }
}
