using System.Text.Json.Nodes;
using Llm.Gen.Data;

namespace Llm.Gen.Training.Tests;

/// <summary>The micro-batches of a fixture, [steps, accumulation, B, T], with labels shifted to the position that predicts them.</summary>
internal sealed class CaseBatches : IBatchSource
{
    private readonly long[][] _inputs, _labels;

    public CaseBatches(JsonNode tokens, JsonNode? labels)
    {
        _inputs = Rows(tokens);
        _labels = [.. Rows(labels ?? tokens).Select(row => row[1..].Append(IBatchSource.Ignored).ToArray())];
        BatchSize = tokens[0]![0]!.AsArray().Count;
    }

    public int BatchSize { get; }

    public int Context => _inputs[0].Length;

    public long Position { get; set; }

    public void Next(Span<long> inputs, Span<long> labels)
    {
        for (var at = 0; at < inputs.Length; at += Context, Position++)
        {
            _inputs[Position].CopyTo(inputs[at..]);
            _labels[Position].CopyTo(labels[at..]);
        }
    }

    private static long[][] Rows(JsonNode steps) =>
        [.. from step in steps.AsArray() from part in step!.AsArray() from row in part!.AsArray() select row!.AsArray().Select(id => (long)id!).ToArray()];
}
