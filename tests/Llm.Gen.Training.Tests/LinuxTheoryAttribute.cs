namespace Llm.Gen.Training.Tests;

/// <summary>A theory about what only Linux has; skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "limits the size of files by setrlimit as Linux has it";
    }
}
