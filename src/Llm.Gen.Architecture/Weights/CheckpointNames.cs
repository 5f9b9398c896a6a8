using System.Globalization;

namespace Llm.Gen.Architectures;

/// <summary>The names that published checkpoints of an architecture have: its own, as writers spelled them, and those of what stands beside its weights.</summary>
public sealed class CheckpointNames
{
    // What an attention or its decoder once stored, though the configuration says all of it: causal masks and what they put in the place of
    // scores, frequencies and angles of rotary positions, tables of sinusoids, indices of positions, constants of activations.
    private static readonly string[] AttentionBuffers = ["bias", "masked_bias", "scale_attn", "embed_positions"];
    private static readonly string[] Buffers = ["act_fn.beta", "act_fn.eps", "rotary_emb.inv_freq", "rotary_emb.cos_cached", "rotary_emb.sin_cached", "embed_positions.weights", "position_ids"];

    private readonly WeightNames _names;
    private readonly int _layers;
    private readonly bool _isTied;
    private readonly EquatableArray<PartBeside> _beside;

    /// <summary>The names of an architecture without errors.</summary>
    public CheckpointNames(Architecture architecture)
    {
        var family = ModelFamily.Of(architecture);
        (_names, _layers, _isTied, _beside) = (family.NamesOf(architecture), architecture.Layers.Count, architecture.TiedEmbeddings, family.Beside);
        var decoder = _names.Decoder;
        Spellings =
        [
            NameTable.Empty,
            Moved(decoder, decoder.Contains('.') ? decoder.Substring(decoder.IndexOf('.') + 1) : "", _names.Head, _names.Head),     // of a base model, saved by itself
            .. family.Wrapped.Select(wrapped => Moved(decoder, wrapped.Decoder, _names.Head, wrapped.Head)),
        ];
    }

    /// <summary>How writers spell the names, the family's own way first.</summary>
    public IReadOnlyList<NameTable> Spellings { get; }

    /// <summary>Whether a stored tensor that is no weight follows from the configuration, or from a weight.</summary>
    /// <param name="name">As it is stored.</param>
    /// <param name="spelling">How its checkpoint spells names.</param>
    public bool IsDerived(string name, NameTable spelling) =>
        _isTied && name == spelling.Spell($"{_names.Head}.weight")
        || Array.Exists(Buffers, buffer => EndsWith(name, buffer))
        || Array.Exists(AttentionBuffers, buffer => EndsWith(name, $"{_names.Attention}.{buffer}"));

    /// <summary>Whether a stored tensor that is no weight belongs to a part that published checkpoints of the family have beside the decoder.</summary>
    /// <param name="name">As it is stored.</param>
    public bool IsBeside(string name) => Find(name) is not null;

    /// <summary>What becomes of the parts beside the decoder, a sentence a part.</summary>
    /// <param name="names">The stored tensors.</param>
    public IEnumerable<string> DescribeBeside(IEnumerable<string> names) =>
        names.Select(Find).Where(part => part is not null).GroupBy(part => part!.Purpose)
            .Select(part => $"{part.Count()} tensors of a part that {part.Key} are left in the file");

    private static NameTable Moved(string decoder, string storedDecoder, string head, string storedHead) =>
        new(new Dictionary<string, string> { [decoder] = storedDecoder, [head] = storedHead });

    private PartBeside? Find(string name)
    {
        var path = name.Split('.');
        return _beside.FirstOrDefault(part => IsOf(path, part.Path.Split('.')));
    }

    private static bool EndsWith(string name, string path) => name == path || name.EndsWith("." + path, StringComparison.Ordinal);

    private bool IsOf(string[] name, string[] part) =>
        name.Length > part.Length && part.Zip(name, (expected, found) => expected == PartBeside.LaterLayer ? IsLaterLayer(found) : expected == found).All(isSame => isSame);

    private bool IsLaterLayer(string found) => int.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out var layer) && layer >= _layers;
}
