namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator Relu = new("aten::relu");
    public static readonly Operator ReluInPlace = new("aten::relu_");
    public static readonly Operator Relu6 = new("aten::relu6");
    public static readonly Operator Relu6InPlace = new("aten::relu6_");
    public static readonly Operator Sigmoid = new("aten::sigmoid");
    public static readonly Operator SigmoidInPlace = new("aten::sigmoid_");
    public static readonly Operator Silu = new("aten::silu");
    public static readonly Operator SiluInPlace = new("aten::silu_");
    public static readonly Operator Hardsigmoid = new("aten::hardsigmoid");
    public static readonly Operator HardsigmoidInPlace = new("aten::hardsigmoid_");
    public static readonly Operator Hardswish = new("aten::hardswish");
    public static readonly Operator HardswishInPlace = new("aten::hardswish_");
    public static readonly Operator Selu = new("aten::selu");
    public static readonly Operator SeluInPlace = new("aten::selu_");
    public static readonly Operator Gelu = new("aten::gelu");
    public static readonly Operator LogSigmoid = new("aten::log_sigmoid");
    public static readonly Operator LeakyRelu = new("aten::leaky_relu");
    public static readonly Operator LeakyReluInPlace = new("aten::leaky_relu_");
    public static readonly Operator Softplus = new("aten::softplus");
    public static readonly Operator Glu = new("aten::glu");
    public static readonly Operator SoftmaxInt = new("aten::softmax", "int");
    public static readonly Operator LogSoftmaxInt = new("aten::log_softmax", "int");
    public static readonly Operator Elu = new("aten::elu");
}
