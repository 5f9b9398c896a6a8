using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Modules;

public sealed class XieluTests
{
    private const double Step = 1e-3;

    [Fact]
    public void A_value_is_what_the_paper_says_and_gradients_are_the_slopes_of_that()
    {
        using var scope = NewDisposeScope();
        using var curve = new Xielu(Placement.Default);
        var (a, b) = (0.7f, -0.4f);
        using (no_grad())
        {
            curve.Positive.fill_(a);
            curve.Negative.fill_(b);
        }
        var values = new[] { -30f, -4f, -1f, -0.25f, 0f, 0.25f, 1f, 6f };
        var x = tensor(values, requires_grad: true);

        var y = curve.call(x);
        y.sum().backward();

        var expected = Array.ConvertAll(values, value => Paper(value, a, b));
        Assert.All(y.data<float>().ToArray().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5 * Math.Max(1, Math.Abs(pair.Second))));
        var slopes = Array.ConvertAll(values, value => Slope(step => Paper(value + step, a, b)));
        Assert.All(x.grad!.data<float>().ToArray().Zip(slopes), pair => Assert.Equal(pair.Second, pair.First, 1e-3 * Math.Max(1, Math.Abs(pair.Second))));
        Assert.Equal(Slope(step => values.Sum(value => Paper(value, a + step, b))), curve.Positive.grad!.item<float>(), 1e-3);
        Assert.Equal(Slope(step => values.Sum(value => Paper(value, a, b + step))), curve.Negative.grad!.item<float>(), 1e-3);
    }

    [Fact]
    public void Training_begins_with_equal_curvature_on_both_sides()
    {
        using var scope = NewDisposeScope();
        using var curve = new Xielu(Placement.Default);

        Assert.Equal(0.8, Softplus(curve.Positive.item<float>()), 1e-6);
        Assert.Equal(0.8, 0.5 + Softplus(curve.Negative.item<float>()), 1e-6);
    }

    // arXiv:2411.13010, section 3.
    private static double Paper(double x, double a, double b) => x > 0
        ? Softplus(a) * x * x + 0.5 * x
        : (0.5 + Softplus(b)) * (Math.Exp(x) - 1) - (0.5 + Softplus(b)) * x + 0.5 * x;

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    private static double Slope(Func<double, double> f) => (f(Step) - f(-Step)) / (2 * Step);
}
