namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator Linear = new("aten::linear");
    public static readonly Operator Embedding = new("aten::embedding");
    public static readonly Operator LayerNorm = new("aten::layer_norm");
    public static readonly Operator Dropout = new("aten::dropout");
    public static readonly Operator DropoutInPlace = new("aten::dropout_");
    public static readonly Operator NllLossNd = new("aten::nll_loss_nd");
    public static readonly Operator CrossEntropyLoss = new("aten::cross_entropy_loss");
    public static readonly Operator MseLoss = new("aten::mse_loss");
    public static readonly Operator L1Loss = new("aten::l1_loss");
    public static readonly Operator KlDiv = new("aten::kl_div");
    public static readonly Operator OneHot = new("aten::one_hot");
    public static readonly Operator ConstantPadNd = new("aten::constant_pad_nd");
    public static readonly Operator BinaryCrossEntropyWithLogits = new("aten::binary_cross_entropy_with_logits");
    public static readonly Operator Mish = new("aten::mish");
}
