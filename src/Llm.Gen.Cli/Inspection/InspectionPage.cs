using System.Globalization;
using Llm.Gen.Architectures;
using Llm.Gen.Cli.Terminal;

namespace Llm.Gen.Cli.Inspection;

/// <summary>An inspection for people; with the source, the source alone, so that it can go into a file.</summary>
internal static class InspectionPage
{
    public static void Print(ModelInspection inspection, bool withSource, bool withMemory, double? gigabytes)
    {
        foreach (var warning in inspection.Warnings)
            Console.Error.WriteLine($"llm inspect: {warning}");

        if (!withSource || withMemory)
            Tables.PrintFacts(inspection.Path, Facts(inspection));
        if (withMemory)
            PrintMemory(inspection);
        if (gigabytes is { } size)
            PrintFit(inspection, size);
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
        if (facts.ActiveParameters != facts.Parameters)
            yield return ("active", $"{Quantities.Count(facts.ActiveParameters)} for each token");
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
        Console.Out.WriteLine();
        Console.Out.WriteLine($"Generating in {inspection.Precision}:");
        Tables.Print(
            ["batch", "context", "weights", "cache", "total"],
            inspection.GenerationMemory().Select(row => (IReadOnlyList<string>)
            [
                Quantities.Count(row.Batch), Quantities.Count(row.Context), Quantities.Bytes(row.Memory.Weights),
                Quantities.Bytes(row.Memory.Cache), Quantities.Bytes(row.Memory.Total),
            ]));
        Console.Out.WriteLine();
        Console.Out.WriteLine($"Training in {inspection.Precision}, weights, gradients and optimiser state, and the activations on top:");
        Tables.Print(["optimiser", "total"], inspection.TrainingMemory().Select(row => (IReadOnlyList<string>)[row.Optimizer.ToString(), Quantities.Bytes(row.Memory.Total)]));
    }

    private static void PrintFit(ModelInspection inspection, double gigabytes)
    {
        var bytes = (long)(gigabytes * 1e9);
        var (context, batch) = (inspection.LongestContext(bytes), inspection.LargestBatch(bytes));
        var optimizers = inspection.TrainingMemory().Where(row => row.Memory.Total <= bytes).Select(row => row.Optimizer.ToString()).DefaultIfEmpty("no optimiser");
        Console.Out.WriteLine();
        Console.Out.WriteLine($"{gigabytes.ToString(CultureInfo.InvariantCulture)} GB hold, in {inspection.Precision}: "
            + (context == 0 ? "not the weights" : $"a sequence of {Quantities.Count(context)} tokens, or {Quantities.Count(batch)} of {Quantities.Count(inspection.Architecture.Positions)}")
            + $"; training, without activations, with {string.Join(", ", optimizers)}.");
    }
}
