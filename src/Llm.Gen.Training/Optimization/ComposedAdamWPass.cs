using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>AdamW in torch's own operators over the flat state: a dozen kernels a step, whatever the number of weights.</summary>
internal sealed class ComposedAdamWPass(AdamW optimizer) : IAdamWPass
{
    private readonly long _matrices = optimizer.Gradients.MatrixCount;

    public void Accumulate()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        optimizer.Sum!.add_(Together());
        Empty();
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
        optimizer.Sum?.fill_(0);
        Empty();
        optimizer.PublishMasters();
    }

    private Tensor Wide() => optimizer.Sum ?? Together();

    /// <summary>All gradients in a row, float32.</summary>
    private Tensor Together() => cat([.. optimizer.Gradients.Gradients.Select(g => g.reshape(-1))]).to(ScalarType.Float32);

    private void Empty()
    {
        foreach (var gradient in optimizer.Gradients.Gradients)
            gradient.fill_(0);
    }
}
