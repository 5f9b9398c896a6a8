using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>X.Adapters.g.cs: where adapters sit, as a list; the typed points are members of the model already.</summary>
internal static class AdaptersFile
{
    private static readonly string[] Aliases = ["AdapterPoint"];

    public static string Print(ModelDeclaration model)
    {
        var names = ModelFamily.Of(model.Architecture).Names;
        var points = Points(names);
        var header = $"Where adapters may sit: {points.Length} matrices a layer, {CSharp.Prose((long)points.Length * model.Architecture.Layers.Count)} points. "
            + "A point is also a typed member: model.Decoder.Layers[0].Attention.Query.";
        return SourceFile.Print(model, header, RuntimeNames.Directives(Aliases), Record(model, names, points));
    }

    private static string Record(ModelDeclaration model, WeightNames names, (string Parent, string Target, string Member)[] points) =>
        $$"""
        partial record {{model.Name}}
        {
            /// <summary>The kinds of matrices that adapters may sit on, as adapter files name them.</summary>
            public static global::System.Collections.Generic.IReadOnlyList<string> AdapterTargets { get; } =
                [{{string.Join(", ", points.Select(point => $"\"{point.Target}\""))}}];

            partial class Model
            {
                /// <summary>Every matrix that an adapter may sit on, under the name of the module that stores it.</summary>
                public override global::System.Collections.Generic.IEnumerable<AdapterPoint> AdapterPoints()
                {
                    for (var i = 0; i < LayerCount; i++)
                    {
                        var (layer, at) = (Decoder.Layers[i], $"{{names.Decoder}}.{{names.Layers}}.{i}.");
        {{CSharp.Indent(string.Join("\n", points.Select(point => $"yield return new(at + \"{point.Parent}.{point.Target}\", layer.{point.Member});")), 4)}}
                    }
                }
            }
        }
        """;

    private static (string Parent, string Target, string Member)[] Points(WeightNames names) =>
    [
        (names.Attention, names.Query, "Attention.Query"),
        (names.Attention, names.Key, "Attention.Key"),
        (names.Attention, names.Value, "Attention.Value"),
        (names.Attention, names.Output, "Attention.Output"),
        (names.FeedForward, names.Gate, "FeedForward.Gate"),
        (names.FeedForward, names.Up, "FeedForward.Up"),
        (names.FeedForward, names.Down, "FeedForward.Down"),
    ];
}
