using System.Text.Json;

namespace Llm.Gen.Benchmarks.Measuring;

/// <summary>The same model written plainly in PyTorch: a script that prints one JSON object, run by the machine's Python.</summary>
/// <param name="Python">An interpreter that has torch.</param>
/// <param name="Script">The script; it takes "train|decode --preset P --dtype D".</param>
public sealed record TorchPeer(string Python, string Script)
{
    // Importing torch is left out of the peak, as our own start is: what counts is the work.
    private const string Wrapper = """
        import json, runpy, sys
        import torch, torch.nn.functional
        def field(name):
            with open("/proc/self/status") as f:
                return next(int(line.split()[1]) * 1024 for line in f if line.startswith(name + ":"))
        before = field("VmRSS") - field("RssFile")
        sys.argv = sys.argv[1:]
        runpy.run_path(sys.argv[0], run_name="__main__")
        peak = field("VmHWM") - field("RssFile") - before
        sys.stdout.flush()
        print(json.dumps({"peak_bytes": peak}))
        """;

    /// <summary>Steps of training; tokens a second as the script reports them.</summary>
    public Task<JsonElement> Train(string preset, string dtype, int steps) =>
        Child.Run(Python, [Script, .. Training(preset, dtype, steps)]);

    /// <summary>A prompt and new tokens; tokens a second as the script reports them.</summary>
    public Task<JsonElement> Decode(string preset, string dtype) =>
        Child.Run(Python, Script, "decode", "--preset", preset, "--dtype", dtype);

    /// <summary>Peak bytes of training above those of importing torch.</summary>
    public async Task<double> PeakBytes(string preset, string dtype, int steps) =>
        (await Child.Run(Python, ["-c", Wrapper, Script, .. Training(preset, dtype, steps)])).GetProperty("peak_bytes").GetDouble();

    private static string[] Training(string preset, string dtype, int steps) =>
        ["train", "--preset", preset, "--dtype", dtype, "--steps", $"{steps}"];
}
