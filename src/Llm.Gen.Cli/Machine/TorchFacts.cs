using System.Runtime.CompilerServices;
using TorchSharp;

namespace Llm.Gen.Cli.Machine;

/// <summary>What torch says of itself; the only place of the tool, but for running models, that loads it.</summary>
/// <param name="Version">As torch or its binding reports it.</param>
/// <param name="Threads">Threads of one operation.</param>
/// <param name="CudaDevices">CUDA devices that it can use.</param>
internal sealed record TorchFacts(string Version, int Threads, int CudaDevices)
{
    /// <summary>Loads torch and asks; null, and why, where that fails.</summary>
    public static TorchFacts? TryLoad(out string? problem)
    {
        problem = null;
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);        // TorchSharp tells there where it looked
        try
        {
            return Load();
        }
        catch (Exception failure) when (failure
            is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException
            or IOException or NotSupportedException or InvalidOperationException or System.Runtime.InteropServices.ExternalException)
        {
            problem = Problems.Describe(failure);
            return null;
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    // Its own method: the one above must start even where the types in here cannot be loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TorchFacts Load()
    {
        using var one = torch.ones(1);
        return new TorchFacts(torch.__version__, torch.get_num_threads(), torch.cuda.is_available() ? torch.cuda.device_count() : 0);
    }
}
