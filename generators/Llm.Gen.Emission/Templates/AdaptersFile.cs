using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>X.Adapters.g.cs: where adapters sit, as a list; the typed points are members of the model already.</summary>
internal static class AdaptersFile
{
    public static string Print(ModelDeclaration model)
    {
        var layout = WeightLayout.Of(model.Architecture);
        var first = layout.Layers[0].Rows.First(IsPoint);
        var beside = OwnTypes.BesideAdaptable(model);
        var count = layout.Layers.Sum(group => group.Layers.Count * Points(group.Rows).Where(row => !row.IsOwn).Sum(row => (long)(row.Repeat?.Size ?? 1)));
        var perLayer = layout.Layers.Count == 1 && beside.Length == 0 ? $"{count / model.Architecture.Layers.Count} matrices a layer, " : "";
        var points = count == 0 ? $"the projections{beside.Replace(" beside those", "")}" : $"{perLayer}{CSharp.Prose(count, "point")}{beside}";
        var header = $"Where adapters may sit: {points}. A point is also a typed member: model.Decoder.Layers[0].{(first.IsOwn ? first.Member : WithoutWeight(first.Member))}.";
        var record = Record(model, layout, beside);
        return SourceFile.Print(model, header, RuntimeNames.DirectivesOf(record), record);
    }

    private static string Record(ModelDeclaration model, WeightLayout layout, string beside) =>
        $$"""
        partial record {{model.Name}}
        {
            /// <summary>The kinds of matrices that adapters may sit on{{beside}}, as adapter files name them.</summary>
            public static global::System.Collections.Generic.IReadOnlyList<string> AdapterTargets { get; } =
                [{{string.Join(", ", Targets(layout).Select(target => $"\"{target}\""))}}];

            partial class Model
            {
                /// <summary>Every matrix that an adapter may sit on, under the name of the module that stores it.</summary>
                public override global::System.Collections.Generic.IEnumerable<AdapterPoint> AdapterPoints()
                {
        {{CSharp.Indent(LayerLoop.Print(model.Architecture, layout, Points, Point), 3)}}
                }
            }
        }
        """;

    /// <summary>The matrices of a layer that adapters may sit on.</summary>
    private static IEnumerable<WeightRow> Points(EquatableArray<WeightRow> rows) => rows.Where(IsPoint);

    private static bool IsPoint(WeightRow row) => row.Role == StoredRole.Matrix && row.IsAdaptable;

    private static IEnumerable<string> Targets(WeightLayout layout) =>
        layout.Layers.SelectMany(group => Points(group.Rows)).Where(row => !row.IsOwn).Select(row => WithoutWeight(row.Name).Split('.').Last()).Distinct();

    private static string Point(WeightRow row) => row.IsOwn
        ? $"foreach (var point in OwnWeights.AdapterPoints(layer.{row.Member}, at + \"{row.Name}\"))\n    yield return point;"
        : $"yield return new(at + {(row.Repeat is null ? "" : "$")}\"{WithoutWeight(row.Name)}\", layer.{WithoutWeight(LayerLoop.Member(row))});";

    private static string WithoutWeight(string name) => name.Substring(0, name.LastIndexOf('.'));
}
