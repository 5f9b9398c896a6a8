using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Llm.Gen.Cli.Machine;

/// <summary>The widest vector instructions that .NET uses on this processor.</summary>
internal static class SimdLevel
{
    public static string Name { get; } =
        Vector512.IsHardwareAccelerated ? "AVX-512 (512 bits)"
        : Avx512F.IsSupported ? "AVX-512, used at 256 bits"
        : Avx2.IsSupported ? "AVX2 (256 bits)"
        : AdvSimd.IsSupported ? "AdvSimd (128 bits)"
        : Vector128.IsHardwareAccelerated ? "128 bits"
        : "none";

    public static string Architecture { get; } = RuntimeInformation.ProcessArchitecture.ToString();
}
