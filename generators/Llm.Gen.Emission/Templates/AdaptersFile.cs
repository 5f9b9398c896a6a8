using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>X.Adapters.g.cs: where adapters sit, as a list; the typed points are members of the model already.</summary>
internal static class AdaptersFile
{
    public static string Print(ModelDeclaration model)
    {
        var layout = WeightLayout.Of(model.Architecture);
        var points = Points(layout.Layers[0]);
        var header = $"Where adapters may sit: {points.Count} matrices a layer, {CSharp.Prose((long)points.Count * model.Architecture.Layers.Count)} points. "
            + $"A point is also a typed member: model.Decoder.Layers[0].{points[0].Member}.";
        var record = Record(model, layout, points);
        return SourceFile.Print(model, header, RuntimeNames.DirectivesOf(record), record);
    }

    private static string Record(ModelDeclaration model, WeightLayout layout, List<(string Name, string Member)> points) =>
        $$"""
        partial record {{model.Name}}
        {
            /// <summary>The kinds of matrices that adapters may sit on, as adapter files name them.</summary>
            public static global::System.Collections.Generic.IReadOnlyList<string> AdapterTargets { get; } =
                [{{string.Join(", ", points.Select(point => $"\"{point.Name.Split('.').Last()}\"").Distinct())}}];

            partial class Model
            {
                /// <summary>Every matrix that an adapter may sit on, under the name of the module that stores it.</summary>
                public override global::System.Collections.Generic.IEnumerable<AdapterPoint> AdapterPoints()
                {
                    for (var i = 0; i < LayerCount; i++)
                    {
                        var (layer, at) = (Decoder.Layers[i], $"{{layout.LayerPath}}.{i}.");
        {{CSharp.Indent(string.Join("\n", points.Select(point => $"yield return new(at + \"{point.Name}\", layer.{point.Member});")), 4)}}
                    }
                }
            }
        }
        """;

    /// <summary>The matrices of a layer: the stored names of their modules, their members.</summary>
    private static List<(string Name, string Member)> Points(LayerWeights layer) =>
        [.. layer.Rows.Where(row => row.Role == StoredRole.Matrix).Select(row => (WithoutWeight(row.Name), WithoutWeight(row.Member)))];

    private static string WithoutWeight(string name) => name.Substring(0, name.LastIndexOf('.'));
}
