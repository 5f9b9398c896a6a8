using System.Diagnostics.Metrics;

namespace Llm.Gen.Training.Tests;

[Collection(LiveTensors.Name)]
public sealed class TrainingMeterTests : IDisposable
{
    private readonly TrackedRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_listener_hears_every_instrument_with_its_unit()
    {
        var heard = new Recorder();
        var measured = new List<(string Name, string? Unit, double Value, string? Model)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Meter.Name == TrainingMeter.Name) l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Add((instrument.Name, instrument.Unit, value, Model(tags))));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add((instrument.Name, instrument.Unit, value, Model(tags))));
        listener.Start();

        _run.Train(steps: 4, heard);

        Assert.All(measured, m => Assert.Equal("Tiny", m.Model));
        Assert.Equal(heard.Steps.Select(s => s.Loss), Of("llm_gen.training.loss", "nats"));
        Assert.Equal(heard.Validations.Select(v => v.Loss), Of("llm_gen.training.validation_loss", "nats"));
        Assert.Equal(heard.Steps.Select(s => s.LearningRate), Of("llm_gen.training.learning_rate", "1"));
        Assert.Equal(heard.Steps.Select(s => s.GradientNorm), Of("llm_gen.training.gradient_norm", "1"));
        Assert.Equal(heard.Steps.Select(s => s.TokensPerSecond), Of("llm_gen.training.throughput", "{token}/s"));
        Assert.Equal(heard.Steps.Select(s => (double)s.Memory), Of("llm_gen.training.memory", "By"));
        Assert.Equal([1, 1, 1, 1], Of("llm_gen.training.steps", "{step}"));
        Assert.Equal([32, 32, 32, 32], Of("llm_gen.training.tokens", "{token}"));
        Assert.Equal(heard.Steps[^1].Seconds, Of("llm_gen.training.step.duration", "s").Sum(), 6);
        Assert.Equal(4, Of("llm_gen.training.flops_utilization", "1").Count(part => part is > 0 and < 1));

        IEnumerable<double> Of(string name, string unit) => measured.Where(m => m.Name == name && m.Unit == unit).Select(m => m.Value);
    }

    private static string? Model(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.Length == 1 && tags[0].Key == "model" ? (string?)tags[0].Value : null;
}
