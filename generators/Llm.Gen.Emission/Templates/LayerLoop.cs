using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted loop over the layers, with a statement for each of their stored tensors.</summary>
internal static class LayerLoop
{
    /// <summary>The loop.</summary>
    /// <param name="architecture">Whose layers.</param>
    /// <param name="layout">What is stored.</param>
    /// <param name="rows">The rows of a layer that get a statement.</param>
    /// <param name="print">The statement of a row, over <c>at</c>, <c>layer</c> and, for one of several experts or heads, <c>e</c> or <c>h</c>.</param>
    public static string Print(Architecture architecture, WeightLayout layout, Func<EquatableArray<WeightRow>, IEnumerable<WeightRow>> rows, Func<WeightRow, string> print)
    {
        var body = layout.Layers.Count == 1
            ? $$"""
              var (layer, at) = (Decoder.Layers[i], $"{{layout.LayerPath}}.{i}.");
              {{Statements(rows(layout.Layers[0].Rows), print)}}
              """
            : $$"""
              var at = $"{{layout.LayerPath}}.{i}.";
              switch (Decoder.Layers[i])
              {
              {{CSharp.Indent(CSharp.Blocks(layout.Layers.Select(group => Case(architecture.Layers[group.Layers[0]].FeedForward, group, rows, print))), 1)}}
              }
              """;
        return $$"""
            for (var i = 0; i < LayerCount; i++)
            {
            {{CSharp.Indent(body, 1)}}
            }
            """;
    }

    /// <summary>The member of a row, of one of several experts or heads by the loop's variable.</summary>
    public static string Member(WeightRow row) => row.Member.Replace("{e}", "e").Replace("{h}", "h");

    private static string Case(FeedForwardSpec feedForward, LayerWeights group, Func<EquatableArray<WeightRow>, IEnumerable<WeightRow>> rows, Func<WeightRow, string> print)
    {
        return $$"""
            case {{LayerClass.KindOf(feedForward)}} layer:
            {{CSharp.Indent(Statements(rows(group.Rows), print), 1)}}
                break;
            """;
    }

    private static string Statements(IEnumerable<WeightRow> rows, Func<WeightRow, string> print)
    {
        var lines = new List<string>();
        var repeated = new List<WeightRow>();
        foreach (var row in rows)
        {
            if (repeated.Count > 0 && row.Repeat != repeated[0].Repeat)
                Flush();
            if (row.Repeat is null)
                lines.Add(print(row));
            else
                repeated.Add(row);
        }
        Flush();
        return CSharp.Lines(lines);

        void Flush()
        {
            if (repeated.Count > 0)
                lines.Add(Loop(repeated, print));
            repeated.Clear();
        }
    }

    private static string Loop(List<WeightRow> rows, Func<WeightRow, string> print)
    {
        var index = rows[0].Name.Contains("{e}") ? "e" : "h";
        return $$"""
            for (var {{index}} = 0; {{index}} < {{rows[0].Repeat!.Text}}; {{index}}++)
            {
            {{CSharp.Indent(CSharp.Lines(rows.Select(print)), 1)}}
            }
            """;
    }
}
