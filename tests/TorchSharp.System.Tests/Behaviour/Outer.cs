using TorchSharp.Utils;

namespace TorchSharp.SystemTests.Behaviour;

/// <summary>A module with a parameter, a buffer, a tensor of its own and a child.</summary>
internal sealed class Outer : nn.Module<Tensor, Tensor>
{
    public Parameter own = new(ones(2));
    public Tensor table = ones(3);
    public readonly long[] ignored = [1];
    public readonly Tensor whole;
    private readonly Inner inner = new();

    public Outer()
        : base(nameof(Outer))
    {
        whole = zeros(2, int64);
        register_parameter(nameof(own), own);
        register_buffer(nameof(table), table);
        register_module(nameof(inner), inner);
    }

    public override Tensor forward(Tensor input) => input * own;

    internal sealed class Inner : nn.Module<Tensor, Tensor>
    {
        [ComponentName(Name = "renamed")]
        private readonly Parameter _scale = new(ones(1));
        private readonly ModuleList<nn.Module<Tensor, Tensor>> list = new(nn.Linear(2, 2, false), nn.Linear(2, 2, false));

        public Inner()
            : base(nameof(Inner)) => RegisterComponents();

        public override Tensor forward(Tensor input) => list[0].call(input) * _scale;
    }
}
