using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted rows that tie stored tensors to parameters, printed from the architecture's rows.</summary>
internal static class WeightTable
{
    public static string Print(Architecture architecture)
    {
        var layout = WeightLayout.Of(architecture);
        return CSharp.Lines(
        [
            .. layout.Before.Select(row => Row(row, "", "")),
            LayerLoop.Print(architecture, layout, rows => rows, row => Row(row, "at + ", "layer.")),
            layout.After.Count == 0 ? null : "",
            .. layout.After.Select(row => Row(row, "", "")),
        ]);
    }

    /// <summary>A row.</summary>
    /// <param name="row">What is stored.</param>
    /// <param name="path">What the row's name is added to: empty, or an expression and a plus.</param>
    /// <param name="owner">What has the member: empty, or an expression and a dot.</param>
    public static string Row(WeightRow row, string path, string owner)
    {
        if (row.IsOwn)
            return $"foreach (var row in OwnWeights.Of({owner}{row.Member}, {path}\"{row.Name}\"))\n    yield return row;";

        var member = owner + LayerLoop.Member(row) + (IsOptional(row.Member) ? "!" : "");
        var shape = string.Join(", ", row.Shape.Select(extent => extent.Text));
        var name = row.Repeat is null ? $"\"{row.Name}\"" : $"$\"{row.Name}\"";
        var line = $"yield return new({path}{name}, {member}, [{shape}], WeightRole.{row.Role}";
        var layout = Layout(row);
        var isLong = line.Length + layout.Length + Parts(row).Length > 170;
        return line + (isLong ? layout.Replace(", StoredLayout.EachExpert", ",\n    StoredLayout.EachExpert") : layout) + Parts(row) + ");";
    }

    /// <summary>Whether the runtime's type of a member allows for none.</summary>
    private static bool IsOptional(string member) => member.EndsWith(".Bias", StringComparison.Ordinal) || member.EndsWith(".Correction", StringComparison.Ordinal);

    private static string Parts(WeightRow row) => row.Parts.Count == 0 ? "" : $", Parts: [{string.Join(", ", row.Parts.Select(extent => extent.Text))}]";

    private static string Layout(WeightRow row) => row.Transform switch
    {
        StorageTransform.None => "",
        StorageTransform.Transposed => ", StoredLayout.Transposed",
        StorageTransform.RowsByGroup when row.Shape[0].Text.Contains("KvHeads") => ", StoredLayout.ByGroup(KvHeads, Heads / KvHeads, HeadSize)",
        StorageTransform.RowsByGroup => ", StoredLayout.ByHead(Heads, HeadSize)",
        _ when row.Transform.HasFlag(StorageTransform.StackedExperts) => EachExpert(row.Transform),
        _ => throw new UnreachableException(),
    };

    private static string EachExpert(StorageTransform transform)
    {
        var layouts = new List<string>();
        if (transform.HasFlag(StorageTransform.Transposed))
            layouts.Add("StoredLayout.Transposed");
        if (transform.HasFlag(StorageTransform.RowsInTurns))
            layouts.Add("StoredLayout.InTurns(ExpertInner)");
        return layouts.Count == 0 ? "" : $", StoredLayout.EachExpert({string.Join(", ", layouts)})";
    }
}
