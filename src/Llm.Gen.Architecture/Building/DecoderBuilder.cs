namespace Llm.Gen.Architectures;

/// <summary>
/// Collects the parts of a decoder in code. A part holds for all layers, or for some; of two for the same layer the later wins. The same
/// parts give the same architecture, and the same emitted text, as a declaration or a configuration.
/// </summary>
public sealed class DecoderBuilder
{
    private readonly List<(LayerRange Layers, Func<LayerSpec, LayerSpec> Part, Slot Slot)> _parts = [];
    private readonly int _layers;
    private readonly int _hidden;
    private readonly int _vocab;
    private readonly int _positions;
    private EmbeddingSpec _embedding = new();
    private HeadSpec _head = new();
    private NormSpec? _finalNorm;
    private bool _isFinalNormSet;
    private bool _isTied;
    private string? _family;

    /// <summary>A decoder without parts.</summary>
    /// <param name="layers">Number of layers.</param>
    /// <param name="hidden">Size of the hidden state.</param>
    /// <param name="vocab">Number of tokens in the vocabulary.</param>
    /// <param name="positions">Number of positions, in tokens.</param>
    public DecoderBuilder(int layers, int hidden, int vocab, int positions) => (_layers, _hidden, _vocab, _positions) = (layers, hidden, vocab, positions);

    [Flags]
    private enum Slot
    {
        Option = 0,
        Attention = 1,
        FeedForward = 2,
        Norm = 4,
        Position = 8,
    }

    /// <summary>The family whose names the tensors and the configuration have. Default: Llama where it can say everything, or else the library's own.</summary>
    public DecoderBuilder Family(string family)
    {
        _family = family;
        return this;
    }

    /// <summary>How token ids become the first hidden state. Default: the tokens' rows.</summary>
    public DecoderBuilder Embedding(EmbeddingSpec embedding)
    {
        _embedding = embedding;
        return this;
    }

    /// <summary>Lets the embedding score the next token too.</summary>
    public DecoderBuilder TiedEmbeddings(bool isTied = true)
    {
        _isTied = isTied;
        return this;
    }

    /// <summary>How the last hidden state becomes scores. Default: by the matrix alone.</summary>
    public DecoderBuilder Head(HeadSpec head)
    {
        _head = head;
        return this;
    }

    /// <summary>What mixes information between positions.</summary>
    public DecoderBuilder Attention(AttentionSpec attention, LayerRange? layers = null) => Add(layers, Slot.Attention, layer => layer with { Attention = attention });

    /// <summary>Attention over heads: multi-head where the key and value heads are as many as the query heads, or left out.</summary>
    /// <param name="heads">Number of query heads.</param>
    /// <param name="keyValueHeads">Number of key and value heads; null: as many.</param>
    /// <param name="headSize">Numbers in one head; null: the hidden size divided by the heads.</param>
    /// <param name="layers">The layers; null: all.</param>
    /// <exception cref="ArchitectureException">The heads do not divide the hidden size, and no size is given.</exception>
    public DecoderBuilder Attention(int heads, int? keyValueHeads = null, int? headSize = null, LayerRange? layers = null)
    {
        var errors = new List<ArchitectureError>();
        var size = headSize ?? HeadSplit.Derive(_hidden, heads, MemberSpelling.Declaration, errors) ?? HeadSplit.Unknown;
        if (errors.Count > 0)
            throw new ArchitectureException(errors.ToEquatableArray());

        return Attention(new HeadAttentionSpec { Heads = heads, KeyValueHeads = keyValueHeads ?? heads, HeadSize = size }, layers);
    }

    /// <summary>What transforms each position by itself.</summary>
    public DecoderBuilder FeedForward(FeedForwardSpec feedForward, LayerRange? layers = null) => Add(layers, Slot.FeedForward, layer => layer with { FeedForward = feedForward });

    /// <summary>The norms of layers; the last layer's is also the one after it, unless <see cref="FinalNorm"/> says otherwise.</summary>
    public DecoderBuilder Norm(NormSpec norm, LayerRange? layers = null) => Add(layers, Slot.Norm, layer => layer with { Norm = norm });

    /// <summary>The norm after the last layer; null for none.</summary>
    public DecoderBuilder FinalNorm(NormSpec? norm)
    {
        (_finalNorm, _isFinalNormSet) = (norm, true);
        return this;
    }

    /// <summary>How the attention knows where tokens stand.</summary>
    public DecoderBuilder Position(PositionSpec position, LayerRange? layers = null) => Add(layers, Slot.Position, layer => layer with { Position = position });

    /// <summary>Where the norms stand. Default: before attention and feed-forward.</summary>
    public DecoderBuilder Placement(NormPlacement placement, LayerRange? layers = null) => Add(layers, Slot.Option, layer => layer with { Placement = placement });

    /// <summary>What attention and feed-forward are multiplied by before they are added. Default: 1.</summary>
    public DecoderBuilder ResidualMultiplier(double multiplier) => Add(null, Slot.Option, layer => layer with { ResidualMultiplier = multiplier });

    /// <summary>Share of what attention and feed-forward add that training drops. Default: 0.</summary>
    public DecoderBuilder Dropout(double share) => Add(null, Slot.Option, layer => layer with { Dropout = share });

    /// <summary>Another look at layers whose parts are there: a window, a multiplier.</summary>
    /// <param name="change">Gives a layer in place of another.</param>
    /// <param name="layers">The layers; null: all.</param>
    public DecoderBuilder Layers(Func<LayerSpec, LayerSpec> change, LayerRange? layers = null) => Add(layers, Slot.Option, change);

    /// <summary>The architecture; it may be built again, also after more parts.</summary>
    /// <exception cref="ArchitectureException">A part is missing, or a rule is broken; the message says everything.</exception>
    public Architecture Build()
    {
        var errors = Check();
        if (errors.Count > 0)
            throw new ArchitectureException(errors.ToEquatableArray());

        var layers = Enumerable.Range(0, _layers).Select(Layer).ToEquatableArray();
        var own = new Architecture
        {
            Family = _family ?? ModelFamily.Own.Name,
            Hidden = _hidden,
            Vocab = _vocab,
            Positions = _positions,
            Embedding = _embedding,
            TiedEmbeddings = _isTied,
            Layers = layers,
            FinalNorm = _isFinalNormSet ? _finalNorm : layers[_layers - 1].Norm,
            Head = _head,
        };
        var broken = ArchitectureRules.Check(own, MemberSpelling.Declaration);
        if (broken.Count > 0)
            throw new ArchitectureException(broken);

        return _family is null ? own with { Family = ModelFamily.For(own).Name } : own;
    }

    private DecoderBuilder Add(LayerRange? layers, Slot slot, Func<LayerSpec, LayerSpec> part)
    {
        _parts.Add((layers ?? LayerRange.All, part, slot));
        return this;
    }

    private LayerSpec Layer(int i)
    {
        var empty = new LayerSpec { Attention = null!, FeedForward = null!, Norm = null!, Position = null! };
        return _parts.Where(part => part.Layers.Holds(i)).OrderBy(part => part.Slot == Slot.Option).Aggregate(empty, (layer, part) => part.Part(layer));
    }

    private List<ArchitectureError> Check()
    {
        var errors = new List<ArchitectureError>();
        if (ArchitectureRules.CheckLayerCount(_layers, MemberSpelling.Declaration) is { } error)
            return [error];

        errors.AddRange(_parts.Select(part => part.Layers.Check(_layers)).OfType<ArchitectureError>());
        foreach (var slot in new[] { Slot.Attention, Slot.FeedForward, Slot.Norm, Slot.Position })
        {
            var missing = Enumerable.Range(0, _layers).Where(i => !_parts.Any(part => part.Slot == slot && part.Layers.Holds(i))).ToList();
            if (missing.Count > 0)
                errors.Add(new("LLMG006", ArchitectureMember.Whole, $"Layer {missing[0]} has no {slot}", "expected one for each layer", $"call {slot}"));
        }

        return errors;
    }
}
