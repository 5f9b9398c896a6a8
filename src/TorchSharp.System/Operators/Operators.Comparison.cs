namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator EqTensor = new("aten::eq", "Tensor");
    public static readonly Operator EqScalar = new("aten::eq", "Scalar");
    public static readonly Operator EqTensorInPlace = new("aten::eq_", "Tensor");
    public static readonly Operator EqScalarInPlace = new("aten::eq_", "Scalar");
    public static readonly Operator NeTensor = new("aten::ne", "Tensor");
    public static readonly Operator NeScalar = new("aten::ne", "Scalar");
    public static readonly Operator NeTensorInPlace = new("aten::ne_", "Tensor");
    public static readonly Operator NeScalarInPlace = new("aten::ne_", "Scalar");
    public static readonly Operator LtTensor = new("aten::lt", "Tensor");
    public static readonly Operator LtScalar = new("aten::lt", "Scalar");
    public static readonly Operator LtTensorInPlace = new("aten::lt_", "Tensor");
    public static readonly Operator LtScalarInPlace = new("aten::lt_", "Scalar");
    public static readonly Operator LeTensor = new("aten::le", "Tensor");
    public static readonly Operator LeScalar = new("aten::le", "Scalar");
    public static readonly Operator LeTensorInPlace = new("aten::le_", "Tensor");
    public static readonly Operator LeScalarInPlace = new("aten::le_", "Scalar");
    public static readonly Operator GtTensor = new("aten::gt", "Tensor");
    public static readonly Operator GtScalar = new("aten::gt", "Scalar");
    public static readonly Operator GtTensorInPlace = new("aten::gt_", "Tensor");
    public static readonly Operator GtScalarInPlace = new("aten::gt_", "Scalar");
    public static readonly Operator GeTensor = new("aten::ge", "Tensor");
    public static readonly Operator GeScalar = new("aten::ge", "Scalar");
    public static readonly Operator GeTensorInPlace = new("aten::ge_", "Tensor");
    public static readonly Operator GeScalarInPlace = new("aten::ge_", "Scalar");
    public static readonly Operator LogicalAnd = new("aten::logical_and");
    public static readonly Operator LogicalAndInPlace = new("aten::logical_and_");
    public static readonly Operator LogicalOr = new("aten::logical_or");
    public static readonly Operator LogicalOrInPlace = new("aten::logical_or_");
    public static readonly Operator LogicalXor = new("aten::logical_xor");
    public static readonly Operator LogicalNot = new("aten::logical_not");
    public static readonly Operator LogicalNotInPlace = new("aten::logical_not_");
    public static readonly Operator BitwiseAndTensor = new("aten::bitwise_and", "Tensor");
    public static readonly Operator BitwiseAndTensorInPlace = new("aten::bitwise_and_", "Tensor");
    public static readonly Operator BitwiseOrTensor = new("aten::bitwise_or", "Tensor");
    public static readonly Operator BitwiseOrTensorInPlace = new("aten::bitwise_or_", "Tensor");
    public static readonly Operator BitwiseXorTensor = new("aten::bitwise_xor", "Tensor");
    public static readonly Operator BitwiseNot = new("aten::bitwise_not");
    public static readonly Operator BitwiseLeftShiftTensor = new("aten::bitwise_left_shift", "Tensor");
    public static readonly Operator BitwiseRightShiftTensor = new("aten::bitwise_right_shift", "Tensor");
    public static readonly Operator Isclose = new("aten::isclose");
    public static readonly Operator Allclose = new("aten::allclose");
    public static readonly Operator IsinTensorTensor = new("aten::isin", "Tensor_Tensor");
}
