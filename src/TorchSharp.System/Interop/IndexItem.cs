using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>One element of an index expression as native/torch_system.h lays it out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IndexItem
{
    public long Kind;
    public long Start;
    public long Stop;
    public long Step;
    public long Given;
}
