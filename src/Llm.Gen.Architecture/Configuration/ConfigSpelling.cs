namespace Llm.Gen.Architectures;

/// <summary>
/// Under which keys one file has its members. A map names what it fills (<c>draft.Layers</c>, or a local that stands for it, <c>columns</c>);
/// the compiler hands over that name, and it says which member the key is about.
/// </summary>
internal sealed class ConfigSpelling
{
    // By the name of what is filled; whatever else is filled is no member that a rule names.
    private static readonly Dictionary<string, ArchitectureMember> Members = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(DecoderDraft.Layers)] = ArchitectureMember.Layers,
        [nameof(DecoderDraft.Hidden)] = ArchitectureMember.Hidden,
        [nameof(DecoderDraft.Vocab)] = ArchitectureMember.Vocab,
        [nameof(DecoderDraft.Positions)] = ArchitectureMember.Positions,
        [nameof(DecoderDraft.EmbeddingSize)] = ArchitectureMember.Embedding,
        [nameof(DecoderDraft.Epsilon)] = ArchitectureMember.Epsilon,
        [nameof(DecoderDraft.ResidualMultiplier)] = ArchitectureMember.Residual,
        [nameof(DecoderDraft.Heads)] = ArchitectureMember.Heads,
        [nameof(DecoderDraft.KeyValueHeads)] = ArchitectureMember.KeyValueHeads,
        [nameof(DecoderDraft.HeadSize)] = ArchitectureMember.HeadSize,
        [nameof(DecoderDraft.Window)] = ArchitectureMember.Window,
        [nameof(DecoderDraft.Theta)] = ArchitectureMember.Theta,
        [nameof(DecoderDraft.RotaryFraction)] = ArchitectureMember.RotaryColumns,
        [nameof(RopeSpec.Columns)] = ArchitectureMember.RotaryColumns,
        [nameof(DecoderDraft.Inner)] = ArchitectureMember.Inner,
        [nameof(ExpertDraft.Experts)] = ArchitectureMember.Experts,
        [nameof(ExpertDraft.Chosen)] = ArchitectureMember.ChosenExperts,
    };

    private readonly Dictionary<ArchitectureMember, string> _present = [];
    private readonly Dictionary<ArchitectureMember, string> _absent = [];

    /// <summary>How messages about the file name its members: by the key that it has, or else could have.</summary>
    public MemberSpelling Spelling => MemberSpelling.Of(_present, _absent);

    /// <summary>Remembers the key that filled something, or would have; of several for one member the first counts, which is the dense layers' before the experts'.</summary>
    public void Remember(string filled, string key, bool isPresent)
    {
        var name = filled.Substring(filled.LastIndexOf('.') + 1);
        var keys = isPresent ? _present : _absent;
        if (Members.TryGetValue(name, out var member) && !keys.ContainsKey(member))
            keys.Add(member, key);
    }
}
