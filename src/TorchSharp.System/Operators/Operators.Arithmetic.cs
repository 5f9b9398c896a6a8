namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator AddTensor = new("aten::add", "Tensor");
    public static readonly Operator AddScalar = new("aten::add", "Scalar");
    public static readonly Operator AddTensorInPlace = new("aten::add_", "Tensor");
    public static readonly Operator AddScalarInPlace = new("aten::add_", "Scalar");
    public static readonly Operator SubTensor = new("aten::sub", "Tensor");
    public static readonly Operator SubScalar = new("aten::sub", "Scalar");
    public static readonly Operator SubTensorInPlace = new("aten::sub_", "Tensor");
    public static readonly Operator SubScalarInPlace = new("aten::sub_", "Scalar");
    public static readonly Operator MulTensor = new("aten::mul", "Tensor");
    public static readonly Operator MulScalar = new("aten::mul", "Scalar");
    public static readonly Operator MulTensorInPlace = new("aten::mul_", "Tensor");
    public static readonly Operator MulScalarInPlace = new("aten::mul_", "Scalar");
    public static readonly Operator DivTensorMode = new("aten::div", "Tensor_mode");
    public static readonly Operator DivScalarMode = new("aten::div", "Scalar_mode");
    public static readonly Operator DivTensorModeInPlace = new("aten::div_", "Tensor_mode");
    public static readonly Operator DivScalarModeInPlace = new("aten::div_", "Scalar_mode");
    public static readonly Operator FloorDivide = new("aten::floor_divide");
    public static readonly Operator FloorDivideScalar = new("aten::floor_divide", "Scalar");
    public static readonly Operator RemainderTensor = new("aten::remainder", "Tensor");
    public static readonly Operator RemainderScalar = new("aten::remainder", "Scalar");
    public static readonly Operator RemainderTensorInPlace = new("aten::remainder_", "Tensor");
    public static readonly Operator RemainderScalarInPlace = new("aten::remainder_", "Scalar");
    public static readonly Operator FmodTensor = new("aten::fmod", "Tensor");
    public static readonly Operator FmodScalar = new("aten::fmod", "Scalar");
    public static readonly Operator FmodTensorInPlace = new("aten::fmod_", "Tensor");
    public static readonly Operator FmodScalarInPlace = new("aten::fmod_", "Scalar");
    public static readonly Operator PowTensorScalar = new("aten::pow", "Tensor_Scalar");
    public static readonly Operator PowTensorTensor = new("aten::pow", "Tensor_Tensor");
    public static readonly Operator PowScalarInPlace = new("aten::pow_", "Scalar");
    public static readonly Operator PowTensorInPlace = new("aten::pow_", "Tensor");
    public static readonly Operator Atan2 = new("aten::atan2");
    public static readonly Operator RsubScalar = new("aten::rsub", "Scalar");
    public static readonly Operator DivScalar = new("aten::div", "Scalar");
}
