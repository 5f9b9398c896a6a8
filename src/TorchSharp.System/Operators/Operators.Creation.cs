namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator EmptyMemoryFormat = new("aten::empty", "memory_format");
    public static readonly Operator Zeros = new("aten::zeros");
    public static readonly Operator Ones = new("aten::ones");
    public static readonly Operator RandGenerator = new("aten::rand", "generator");
    public static readonly Operator RandnGenerator = new("aten::randn", "generator");
    public static readonly Operator Full = new("aten::full");
    public static readonly Operator ArangeStartStep = new("aten::arange", "start_step");
    public static readonly Operator EyeM = new("aten::eye", "m");
    public static readonly Operator Linspace = new("aten::linspace");
    public static readonly Operator RandintLowGenerator = new("aten::randint", "low_generator");
    public static readonly Operator RandpermGenerator = new("aten::randperm", "generator");
    public static readonly Operator EmptyLike = new("aten::empty_like");
    public static readonly Operator ZerosLike = new("aten::zeros_like");
    public static readonly Operator OnesLike = new("aten::ones_like");
    public static readonly Operator FullLike = new("aten::full_like");
    public static readonly Operator RandLike = new("aten::rand_like");
    public static readonly Operator RandnLike = new("aten::randn_like");
    public static readonly Operator NewEmpty = new("aten::new_empty");
    public static readonly Operator NewZeros = new("aten::new_zeros");
    public static readonly Operator NewOnes = new("aten::new_ones");
    public static readonly Operator NewFull = new("aten::new_full");
    public static readonly Operator ScalarTensor = new("aten::scalar_tensor");
}
