namespace Llm.Gen.Cli.Tests;

/// <summary>A test that sends signals to processes; skipped on Windows, which has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SignalFactAttribute : FactAttribute
{
    public SignalFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "sends a signal with kill, which Windows does not have";
    }
}
