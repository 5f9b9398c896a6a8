namespace TorchSharp.SystemTests.Behaviour;

public sealed class ModuleConversionTests
{
    [Fact]
    public void Conversion_replaces_parameters_and_buffers_and_their_fields()
    {
        using var model = new Outer();
        var (own, whole) = (model.own, model.whole);
        own.grad = ones_like(own);

        model.to(bfloat16);

        Assert.True(own.IsInvalid);
        Assert.Equal(bfloat16, model.own.dtype);
        Assert.Equal(bfloat16, model.own.grad!.dtype);
        Assert.True(model.own.requires_grad);
        Assert.True(model.own.is_leaf);
        Assert.Equal(bfloat16, model.table.dtype);
        Assert.Equal(int64, whole.dtype);
        Assert.Same(model.own, model.get_parameter("own"));
        Assert.All(model.parameters(), parameter => Assert.Equal(bfloat16, parameter.dtype));
    }

    [Fact]
    public void Conversion_to_the_same_type_replaces_nothing()
    {
        using var model = new Outer();
        var own = model.own;

        model.to(float32);

        Assert.Same(own, model.own);
        Assert.False(own.IsInvalid);
    }

    [Fact]
    public void Whole_numbers_are_no_type_for_a_module()
    {
        using var model = new Outer();

        Assert.Throws<ArgumentException>(() => model.to(int32));
    }

    [Fact]
    public void Moving_hooks_run_for_every_move()
    {
        using var model = new Hooked();

        model.to(float64);
        model.to(CPU);

        Assert.Equal([float64], model.Seen);
    }

    private sealed class Hooked : nn.Module<Tensor, Tensor>
    {
        public Hooked()
            : base(nameof(Hooked)) => register_parameter("weight", new Parameter(ones(1)));

        public List<ScalarType> Seen { get; } = [];

        public override Tensor forward(Tensor input) => input;

        protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking) => Seen.Add(dtype!.Value);
    }
}
