using System.Text.Json.Nodes;
using Llm.Gen.Data;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

/// <summary>The rows of a fixture as a micro-batch: labels at the position that predicts them, documents by their lengths.</summary>
internal static class DocumentCases
{
    public static MicroBatch Batch(JsonNode json)
    {
        var labels = Rows(json["labels"]!).Select(row => row[1..].Append(IBatchSource.Ignored).ToArray()).ToArray();
        var documents = (json["document_lengths"] as JsonArray)?.SelectMany(row => Documents(row!.AsArray(), labels[0].Length));
        return new MicroBatch(Matrix(Rows(json["input_ids"]!)), Matrix(labels)) { Documents = documents?.ToArray() };
    }

    /// <summary>Each document of the rows as a micro-batch of its own.</summary>
    public static IEnumerable<MicroBatch> Alone(JsonNode json) =>
        from row in json["documents"]!.AsArray()
        from document in Rows(row!)
        select new MicroBatch(Matrix([document]), Matrix([[.. document[1..], IBatchSource.Ignored]]));

    private static IEnumerable<int> Documents(JsonArray lengths, int t)
    {
        var row = lengths.SelectMany((length, document) => Enumerable.Repeat(document, (int)length!)).ToList();
        return row.Concat(Enumerable.Repeat(lengths.Count, t - row.Count));             // what is left is padding
    }

    private static Tensor Matrix(long[][] rows) => tensor([.. rows.SelectMany(row => row)]).view(rows.Length, -1);

    private static long[][] Rows(JsonNode rows) => [.. rows.AsArray().Select(row => row!.AsArray().Select(id => (long)id!).ToArray())];
}
