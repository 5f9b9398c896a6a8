using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>AdamW in torch's own operators over the flat state: a dozen kernels a step, whatever the number of weights.</summary>
internal sealed class ComposedAdamWPass(AdamW optimizer) : IAdamWPass
{
    private readonly GradientBuffer _gradients = optimizer.Gradients;
    private readonly long _matrices = optimizer.Gradients.MatrixCount;


    public void Accumulate()
    {
        using var frozen = no_grad();
        optimizer.Sum!.add_(_gradients.Values);
        _gradients.Values.zero_();
    }

    public double Norm()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        return Wide().square().sum(ScalarType.Float64).sqrt().item<double>();
    }

    public void Update(in AdamWKernel.Constants constants)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var gradient = Wide() * constants.GradientScale;
        optimizer.Mean.add_((gradient - optimizer.Mean).mul_(constants.Gain1));
        optimizer.Square.mul_(constants.Beta2).add_(gradient.square().mul_(constants.Gain2));

        var master = optimizer.Master!;
        master.narrow(0, 0, _matrices).mul_(constants.Keep);
        var denominator = optimizer.Square.sqrt().mul_(constants.Root).add_(constants.Epsilon);
        master.sub_((optimizer.Mean * constants.Rate).div_(denominator));
        (optimizer.Sum ?? _gradients.Values).zero_();
        optimizer.PublishMasters();
    }

    private Tensor Wide() => (optimizer.Sum ?? _gradients.Values).to(ScalarType.Float32);
}
