using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>An argument or a result as it crosses the border.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Value
{
    public ValueKind Kind;
    public int Count;
    public long Bits;
}
