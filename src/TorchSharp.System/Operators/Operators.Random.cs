namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator Multinomial = new("aten::multinomial");
    public static readonly Operator Bernoulli = new("aten::bernoulli");
    public static readonly Operator BernoulliFloatInPlace = new("aten::bernoulli_", "float");
    public static readonly Operator BernoulliTensorInPlace = new("aten::bernoulli_", "Tensor");
    public static readonly Operator NormalInPlace = new("aten::normal_");
    public static readonly Operator UniformInPlace = new("aten::uniform_");
    public static readonly Operator ExponentialInPlace = new("aten::exponential_");
    public static readonly Operator RandomFromInPlace = new("aten::random_", "from");
}
