namespace TorchSharp.SystemTests.Behaviour;

public sealed class ModuleTests
{
    [Fact]
    public void Fields_are_registered_by_name_or_by_the_attributes_name()
    {
        using var model = new Outer();

        Assert.Equal(
            ["own", "inner.renamed", "inner.list.0.weight", "inner.list.1.weight", "table"],
            model.state_dict().Keys);
        Assert.Equal(["own", "inner.renamed", "inner.list.0.weight", "inner.list.1.weight"], model.named_parameters().Select(pair => pair.name));
        Assert.Equal(["table"], model.named_buffers().Select(pair => pair.name));
        Assert.Equal(["inner", "inner.list", "inner.list.0", "inner.list.1"], model.named_modules().Select(pair => pair.name));
        Assert.Equal(["inner"], model.named_children().Select(pair => pair.name));
        Assert.True(model.has_parameter("inner.list.1.weight"));
        Assert.False(model.has_parameter("inner.list.2.weight"));
        Assert.NotNull(model.get_parameter("inner.renamed"));
        Assert.Null(model.get_parameter("nothing"));
        Assert.NotNull(model.get_buffer("table"));
    }

    [Fact]
    public void A_second_registration_of_a_name_is_refused()
    {
        using var model = new Outer();

        Assert.Throws<InvalidOperationException>(() => model.register_module("inner", new Outer.Inner()));
        Assert.Throws<InvalidOperationException>(() => model.register_parameter("own", new Parameter(ones(1))));
        Assert.Throws<ArgumentException>(() => model.register_module("a.b", new Outer.Inner()));
    }

    [Fact]
    public void Registering_a_module_registers_its_components_again()
    {
        using var child = new Counting();
        using var parent = new Counting();
        var before = child.Registrations;

        parent.register_module("child", child);

        Assert.Equal(before + 1, child.Registrations);
    }

    [Fact]
    public void A_buffer_that_is_not_persistent_is_never_named()
    {
        using var model = new Outer();
        model.register_buffer("scratch", ones(2), persistent: false);

        Assert.DoesNotContain("scratch", model.named_buffers(include_nonpersistent: true).Select(pair => pair.name));
        Assert.DoesNotContain("scratch", model.state_dict().Keys);
    }

    [Fact]
    public void Tied_parameters_stand_twice_in_the_state_and_once_among_the_parameters()
    {
        using var model = new Tied();

        Assert.Equal(["first.weight", "second.weight"], model.state_dict().Keys.Order());
        Assert.Equal(["first.weight"], model.named_parameters().Select(pair => pair.name));
    }

    [Fact]
    public void Modes_reach_all_modules()
    {
        using var model = new Outer();
        Assert.True(model.training);

        model.eval();
        Assert.False(model.training);
        Assert.All(model.modules(), module => Assert.False(module.training));

        model.train();
        Assert.All(model.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Apply_visits_children_first()
    {
        using var model = new Outer();
        List<string> visited = [];

        model.apply(module => visited.Add(module.GetName()));

        Assert.Equal("Outer", visited[^1]);
        Assert.Equal(5, visited.Count);
    }

    [Fact]
    public void A_state_is_loaded_by_name_and_differences_are_reported()
    {
        using var model = new Outer();
        using var other = new Outer();
        using (no_grad()) other.own.fill_(7);

        var state = other.state_dict();
        model.load_state_dict(state);
        Assert.Equal([7f, 7f], Numbers.Read(model.own));

        state.Remove("own");
        state["more"] = ones(1);
        Assert.Throws<InvalidOperationException>(() => model.load_state_dict(state));
        var (missing, unexpected) = model.load_state_dict(state, strict: false);
        Assert.Equal(["own"], missing);
        Assert.Equal(["more"], unexpected);
    }

    [Fact]
    public void Disposal_reaches_parameters_buffers_and_children()
    {
        var model = new Outer();
        Tensor[] owned = [model.own, model.table, .. model.parameters()];

        model.Dispose();

        Assert.All(owned, tensor => Assert.True(tensor.IsInvalid));
        model.Dispose();
    }

    [Fact]
    public void Gradients_are_dropped_or_zeroed()
    {
        using var model = new Outer();
        model.own.grad = ones(2);

        model.zero_grad(set_to_none: false);
        Assert.Equal([0f, 0f], Numbers.Read(model.own.grad));

        model.zero_grad();
        Assert.Null(model.own.grad);
    }

    [Fact]
    public void Hooks_change_inputs_and_results_until_removed()
    {
        using var model = new Doubling();
        var before = model.register_forward_pre_hook((_, x) => x + 1);
        var after = model.register_forward_hook((_, _, y) => y * 10);

        Assert.Equal([40f], Numbers.Read(model.call(Numbers.Row(1))));

        before.remove();
        after.remove();
        Assert.Equal([2f], Numbers.Read(model.call(Numbers.Row(1))));
    }

    [Fact]
    public void A_parameter_takes_the_tensors_place()
    {
        using var scope = NewDisposeScope();
        var data = ones(2);
        var parameter = new Parameter(data);

        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.True(scope.Contains(parameter));
        Assert.False(scope.Contains(data));
    }

    private sealed class Tied : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> first;
        private readonly nn.Module<Tensor, Tensor> second;

        public Tied()
            : base(nameof(Tied))
        {
            var weight = new Parameter(ones(2, 2));
            (first, second) = (nn.Linear(weight), nn.Linear(weight));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => second.call(first.call(input));
    }

    private sealed class Counting : nn.Module<Tensor, Tensor>
    {
        public Counting()
            : base(nameof(Counting)) => RegisterComponents();

        public int Registrations { get; private set; }

        public override Tensor forward(Tensor input) => input;

        protected override void RegisterComponents() => Registrations++;
    }

    private sealed class Doubling : nn.Module<Tensor, Tensor>
    {
        public Doubling()
            : base(nameof(Doubling))
        {
        }

        public override Tensor forward(Tensor input) => input * 2;
    }
}
