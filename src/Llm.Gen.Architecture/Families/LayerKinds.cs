namespace Llm.Gen.Architectures;

/// <summary>Which layers have a window, which rotate, which have experts, as families tell it.</summary>
internal static class LayerKinds
{
    private const string Whole = "full_attention";
    private const string Sliding = "sliding_attention";

    /// <summary><c>layer_types</c>; left out, the family's own rule says which layers have the window.</summary>
    public static void Types(ConfigMap map, DecoderDraft draft, Func<int, bool> usual, bool isWritten = true)
    {
        IReadOnlyList<string>? words = null;
        if (!map.IsReading && isWritten)
            words = [.. draft.LayerIndices.Select(i => HasWindow(draft, i) ? Sliding : Whole)];
        map.LayerWords("layer_types", draft.Layers, ref words, Whole, Sliding);
        if (!map.IsReading)
            return;

        draft.Windowed = [.. draft.LayerIndices.Select(i => words is null ? usual(i) : words[i] == Sliding)];
        if (draft.Window is null && words is not null && draft.Windowed.Contains(true))
            map.Contradiction("layer_types has sliding_attention, and sliding_window is not used", "expected both or neither");
    }

    /// <summary>Qwen's window: <c>use_sliding_window</c>, of the layers from <c>max_window_layers</c> on.</summary>
    public static void UpperWindow(ConfigMap map, DecoderDraft draft)
    {
        var isUsed = draft.Window is not null;
        var window = draft.Window;
        map.ExtraFlag("use_sliding_window", ref isUsed);
        map.OptionalSize("sliding_window", ref window, 4096);
        var first = draft.LayerIndices.TakeWhile(i => !HasWindow(draft, i)).Count();
        map.Size("max_window_layers", ref first, 28, least: 0);
        if (map.IsReading)
            draft.Window = isUsed ? window : null;
        Types(map, draft, i => i >= first, isWritten: draft.Window is not null);
    }

    /// <summary>Whether a layer of a draft has its window.</summary>
    public static bool HasWindow(DecoderDraft draft, int i) => draft.Window is not null && (draft.Windowed is null || draft.Windowed[i]);
}
