using Llm.Gen.Architectures;
using Llm.Gen.Cli.Terminal;

namespace Llm.Gen.Cli.Inspection;

/// <summary>An inspection for people; with the source, the source alone, so that it can go into a file.</summary>
internal static class InspectionPage
{
    public static void Print(ModelInspection inspection, bool withSource, bool withMemory)
    {
        foreach (var unknown in inspection.Config.UnknownKeys)
            Console.Error.WriteLine($"llm inspect: {unknown.Message}");

        if (!withSource || withMemory)
            Tables.PrintFacts(inspection.Path, Facts(inspection));
        if (withMemory)
            PrintMemory(inspection);
        if (withSource)
        {
            foreach (var file in inspection.EmitSource())
            {
                Console.Out.WriteLine($"// ---- {file.HintName}");
                Console.Out.WriteLine(file.Text);
            }
        }
    }

    private static IEnumerable<(string Name, string Value)> Facts(ModelInspection inspection)
    {
        var (architecture, facts) = (inspection.Architecture, inspection.Facts);
        yield return ("family", architecture.Family);
        yield return ("parameters", Quantities.Count(facts.Parameters));
        yield return ("layers", $"{architecture.Layers.Count} of size {Quantities.Count(architecture.Hidden)}");
        if (architecture.Layers[0].Attention is HeadAttentionSpec heads)
            yield return ("attention", $"{heads.Heads} query heads, {heads.KeyValueHeads} key and value heads of size {heads.HeadSize}");
        if (architecture.Layers[0].FeedForward is GatedFeedForwardSpec gated)
            yield return ("feed-forward", $"gated by {gated.Activation}, {Quantities.Count(gated.Inner)} inside");
        yield return ("vocabulary", $"{Quantities.Count(architecture.Vocab)} tokens, embeddings {(architecture.TiedEmbeddings ? "tied" : "not tied")}");
        yield return ("positions", Quantities.Count(architecture.Positions));
        yield return ("cache per token", $"{Quantities.Count(facts.CachedBytesPerToken(inspection.BytesPerValue))} bytes in {inspection.Precision}");
        yield return ("work per token", Quantities.Flops(facts.FlopsPerToken(1)));
        if (inspection.Stored is { } stored)
        {
            var formats = string.Join(", ", stored.Formats.Select(row => $"{row.Tensors} {row.Format}"));
            yield return ("stored", $"{stored.Tensors} tensors ({formats}), {Quantities.Bytes(stored.Bytes)}");
        }
    }

    private static void PrintMemory(ModelInspection inspection)
    {
        var training = inspection.Facts.TrainingMemory(inspection.BytesPerValue);
        Console.Out.WriteLine();
        Console.Out.WriteLine($"Generating in {inspection.Precision}:");
        Tables.Print(
            ["batch", "context", "weights", "cache", "total"],
            inspection.GenerationMemory().Select(row => (IReadOnlyList<string>)
            [
                Quantities.Count(row.Batch), Quantities.Count(row.Context), Quantities.Bytes(row.Memory.Weights),
                Quantities.Bytes(row.Memory.Cache), Quantities.Bytes(row.Memory.Total),
            ]));
        Console.Out.WriteLine(
            $"Training with AdamW: {Quantities.Bytes(training.Total)} for weights, gradients and optimiser state, and the activations on top.");
    }
}
