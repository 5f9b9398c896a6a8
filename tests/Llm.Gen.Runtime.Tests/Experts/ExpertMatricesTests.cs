using Llm.Gen.Runtime.Tests.Support;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Experts;

/// <summary>Against one projection for each expert.</summary>
public class ExpertMatricesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_expert_learns_where_all_are_stored(bool bias)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        using var matrices = new ExpertMatrices(3, 8, 6, Placement.Default, bias);
        using (no_grad())
        {
            matrices.Weight.normal_();
            matrices.Bias?.normal_();
        }
        var x = randn(3, 5, 8).requires_grad_();
        var scale = randn(3, 5, 6);

        var output = matrices.call(x);
        Backpropagation.Run((output * scale).sum());
        var (slope, weightSlope, biasSlope) = (x.grad!.clone(), matrices.Weight.grad!.clone(), matrices.Bias?.grad?.clone());

        var (weight, added) = (matrices.Weight.detach().clone().requires_grad_(), matrices.Bias?.detach().clone().requires_grad_());
        var input = x.detach().clone().requires_grad_();
        var expected = input.matmul(weight.transpose(1, 2));
        if (added is not null)
            expected = expected + added.unsqueeze(1);
        (expected * scale).sum().backward();

        Assert.InRange(Tokens.Difference(output, expected), 0, 1e-5f);
        Assert.InRange(Tokens.Difference(slope, input.grad!), 0, 1e-5f);
        Assert.InRange(Tokens.Difference(weightSlope, weight.grad!), 0, 1e-5f);
        if (added is not null)
            Assert.InRange(Tokens.Difference(biasSlope!, added.grad!), 0, 1e-5f);
    }
}
