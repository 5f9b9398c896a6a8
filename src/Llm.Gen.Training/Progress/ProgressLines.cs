using System.Diagnostics;
using System.Globalization;

namespace Llm.Gen.Training;

/// <summary>A line every tenth of the run, and every ten seconds when that takes longer.</summary>
internal sealed class ProgressLines(TextWriter output) : ProgressCallback
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(10);
    private readonly Stopwatch _sinceLine = Stopwatch.StartNew();

    protected override void Show(TrainingStep step, double rate, double? validation)
    {
        var isTenth = step.Step == 1 || step.Step * 10 / Steps != (step.Step - 1) * 10 / Steps;
        if (!isTenth && _sinceLine.Elapsed < _pause)
            return;
        _sinceLine.Restart();
        var held = validation is { } loss ? string.Create(CultureInfo.InvariantCulture, $"  validation {loss:0.000}") : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step.Step:N0} of {Steps:N0}  loss {step.Loss:0.000}{held}  {rate:N0} tokens/s  {Clock(Left(step, rate))} left"));
    }

    internal override void Say(string line) => output.WriteLine(line);

    public override void OnEnd(TrainingResult? result) => output.Flush();
}
