using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>What is asked of a tensor most often, in one call.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TensorFacts
{
    public int Dtype;
    public int DeviceType;
    public int DeviceIndex;
    public int Dimensions;
    public long Elements;
    public long ElementSize;
    public int RequiresGrad;
    public int IsLeaf;
    public int IsContiguous;
    public int IsSparse;
}
