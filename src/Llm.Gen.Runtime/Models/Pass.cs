using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>One forward pass: where its tokens stand, and what is kept on the way. Make one a forward, and dispose of it when the forward, and the backward if there is one, has run. B is the batch, T its tokens.</summary>
public sealed partial class Pass : IDisposable
{
    private List<Tensor>? _states;
    private List<Tensor>? _losses;
    private RouterBalance? _balance;
    private bool _begun;
    private bool _hasClaimed;                   // slots of the cache

    /// <summary>The keys and values of earlier tokens, which these tokens follow and join; for inference alone.</summary>
    public KvCache? Cache { get; init; }

    /// <summary>How many tokens at the start of each row are padding, [B]; positions count from the first real token, and none looks at padding.</summary>
    public int[]? Padding { get; init; }

    /// <summary>Which document each token belongs to, [B T] row by row, for rows packed with several: documents lie together, positions restart, and none looks into another.</summary>
    public int[]? Documents { get; init; }

    /// <summary>Recompute each layer in the backward pass instead of keeping what it computed.</summary>
    public bool Checkpointing { get; init; }

    /// <summary>Seed of what this pass drops, of its own for each pass of a training run; none, and nothing is dropped.</summary>
    public ulong? DropoutSeed { get; init; }

    /// <summary>Keep the states that enter each layer, for <see cref="States"/>.</summary>
    public bool KeepsStates { get; init; }

    /// <summary>The states that entered each layer, [B, T, D], where <see cref="KeepsStates"/> asked for them.</summary>
    public IReadOnlyList<Tensor> States => _states ?? [];

    /// <summary>What the gradient of the main loss is multiplied by, for all targets of the pass; losses that layers add learn by the same.</summary>
    public double LossScale { get; init; } = 1;

    /// <summary>What the balance loss of all routers together is multiplied by, in place of each router's own; null leaves those.</summary>
    public double? RouterBalance { get; init; }

    /// <summary>The sum of the losses that layers added, routing losses say; it comes on top of the main loss's mean.</summary>
    public double AddedLoss => (_losses?.Sum(loss => (double)loss.item<float>()) ?? 0) + (_balance is { } balance ? RouterBalance!.Value * balance.Value : 0);

    /// <summary>The turns of this pass's positions, set by the decoder for its layers.</summary>
    public Rotation Rotation { get; set; } = null!;

    /// <summary>The same for each layer, where layers turn differently or not at all.</summary>
    public IReadOnlyList<Rotation?> Rotations { get; set; } = [];

    /// <summary>What all layers have learnt for distances between tokens, set by the decoder for its layers.</summary>
    public RelativePositions? Relative { get; set; }

    /// <summary>Tokens that each row saw before this pass.</summary>
    public int Offset { get; private set; }

    /// <summary>B, rows of the tokens; 0 before they were taken in.</summary>
    internal int Batch { get; private set; }

    /// <summary>T, tokens of each row.</summary>
    internal int Count { get; private set; }

    /// <summary>The largest position of any token.</summary>
    internal int LastPosition { get; private set; }

    /// <summary>Where the tokens are.</summary>
    internal Device Device { get; private set; } = CPU;

    /// <summary>The position of each token, [B T], or none where each row counts up from <see cref="Offset"/>.</summary>
    internal int[]? TokenPositions { get; private set; }

    /// <summary>The first slot that each token may look at, [B T], or none where that is 0 for all.</summary>
    internal int[]? FirstKeys { get; private set; }

    /// <summary>Takes the tokens in: their positions, and what each may look at.</summary>
    /// <param name="tokens">Token ids, [B, T].</param>
    /// <param name="positions">How many positions the model has.</param>
    /// <exception cref="ArgumentException">There are more tokens than positions, or the pass contradicts itself.</exception>
    public void Begin(Tensor tokens, int positions)
    {
        if (_begun)
            throw new InvalidOperationException("This pass was already run; make a new Pass for each forward.");
        Operands.RequireTokens(tokens);

        _begun = true;
        Device = tokens.device;
        var (b, t) = ((int)tokens.shape[0], (int)tokens.shape[1]);
        if (t > positions)
            throw new ArgumentException($"{t} tokens are more than the model's {positions} positions; give fewer.", nameof(tokens));
        Require(b, t);
        Count = t;
        Offset = Cache?.Claim(b, t, Padding) ?? 0;
        _hasClaimed = Cache is not null;

        if (Documents is { } documents)
            Pack(documents, b, t);
        else if ((Cache is null ? Padding : Cache.Padding) is { } padding)
            Pad(padding, b, t, positions);
        Batch = b;
        LastPosition = TokenPositions?.Max() ?? Offset + t - 1;
    }

    /// <summary>The rows of a table of positions that its tokens read, int64 [B, T], or [1, T] where all rows of the pass stand alike.</summary>
    internal Tensor PositionIds(long tokens, int offset)
    {
        if (TokenPositions is { } positions)
            return tensor(Array.ConvertAll(positions, position => (long)position + offset), device: Device).view(-1, tokens);
        return arange(Offset + offset, Offset + offset + tokens, ScalarType.Int64, Device).unsqueeze(0);
    }

    /// <summary>This pass as one layer sees it.</summary>
    public LayerPass At(int layer) => new(this, layer);

    /// <summary>Runs a layer, recomputing it in the backward pass if so asked.</summary>
    public Tensor Through(Block layer, Tensor x)
    {
        if (KeepsStates)
            (_states ??= []).Add(x.detach().DetachFromDisposeScope());
        if (!Checkpointing || !is_grad_enabled())
            return layer.call(x, this);

        // The function is part of the graph through its input; a layer may learn though what it reads does not.
        return CheckpointFunction.apply(x.requires_grad ? x : x.detach().requires_grad_(), layer, this);
    }

    /// <summary>Takes in a loss, a float32 scalar; what it follows from has to go on with the tensor that is given back, through which the loss learns.</summary>
    public Tensor WithLoss(Tensor x, Tensor loss)
    {
        var learns = is_grad_enabled() && loss.requires_grad;
        if (!(Checkpointing && learns))                     // recomputed: counted by the first run, which had no graph
            (_losses ??= []).Add(loss.detach().DetachFromDisposeScope());
        return learns ? AddedLossFunction.apply(x, loss, LossScale) : x;
    }

    /// <summary>Takes in a router for the balance loss of all; its experts' weights have to go on as they are given back, through which the router learns.</summary>
    /// <param name="weights">[N, K].</param>
    /// <param name="chosen">[N, K].</param>
    /// <param name="probabilities">[N, X].</param>
    internal Tensor Balance(Tensor weights, Tensor chosen, Tensor probabilities)
    {
        var means = probabilities.mean([0L]);                                               // [X]
        var learns = is_grad_enabled() && means.requires_grad;
        _balance ??= new RouterBalance(means.shape[0]);
        if (!(Checkpointing && learns))                     // recomputed: counted by the first run, which had no graph
            _balance.Add(chosen, means);
        return learns ? RouterBalanceFunction.apply(weights, means, _balance, RouterBalance!.Value * LossScale) : weights;
    }

    private void Require(int b, int t)
    {
        if (Padding is not null && Padding.Length != b)
            throw new ArgumentException($"Padding is given for {Padding.Length} rows and there are {b}; give one number a row.", nameof(Padding));
        if (Padding is not null && Array.Exists(Padding, p => p < 0 || (p >= t && Cache is null)))
            throw new ArgumentException($"Padding of a row must leave a token: between 0 and {t - 1}, and it is {string.Join(", ", Padding)}.", nameof(Padding));
        if (Documents is not null && Documents.Length != b * t)
            throw new ArgumentException($"Documents are given for {Documents.Length} tokens and there are {b} x {t}; give one number a token.", nameof(Documents));
        if (Documents is not null && (Padding is not null || Cache is not null))
            throw new ArgumentException("Packed documents are for training: they go with neither padding nor a cache.", nameof(Documents));
        if (Checkpointing && Cache is not null)
            throw new ArgumentException("Checkpointing is for training and a cache for inference; choose one.", nameof(Checkpointing));
    }

    private void Pad(int[] padding, int b, int t, int positions)
    {
        if (!Array.Exists(padding, p => p > 0))
            return;
        (TokenPositions, FirstKeys) = (new int[b * t], new int[b * t]);
        for (var row = 0; row < b; row++)
        {
            for (var i = 0; i < t; i++)
            {
                TokenPositions[row * t + i] = Math.Clamp(Offset + i - padding[row], 0, positions - 1);     // a row that ended may be run on with the others
                FirstKeys[row * t + i] = Math.Min(padding[row], Offset + i);                // padding looks at itself: a row of attention is never empty
            }
        }
    }

    private void Pack(int[] documents, int b, int t)
    {
        (TokenPositions, FirstKeys) = (new int[b * t], new int[b * t]);
        for (var row = 0; row < b; row++)
        {
            for (var (i, first) = (0, 0); i < t; i++)
            {
                var at = row * t + i;
                if (i > 0 && documents[at] != documents[at - 1])
                    first = i;
                (TokenPositions[at], FirstKeys[at]) = (i - first, first);
            }
        }
    }
}
