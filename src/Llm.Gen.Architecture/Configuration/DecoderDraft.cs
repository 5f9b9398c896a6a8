namespace Llm.Gen.Architectures;

/// <summary>
/// An architecture as a configuration tells it: one value for what layers have in common, and which layers have what. What a family never says
/// is set when its draft begins.
/// </summary>
internal sealed partial class DecoderDraft
{
    /// <summary>The indices of the layers; no more than a model may have, whatever a file says.</summary>
    public IEnumerable<int> LayerIndices => Enumerable.Range(0, Math.Max(0, Math.Min(Layers, ArchitectureRules.MaximumLayers)));

    /// <summary>How many layers there are, or may be where the file's number of them is an error of its own.</summary>
    public int MostLayers => Layers is >= 1 and <= ArchitectureRules.MaximumLayers ? Layers : ArchitectureRules.MaximumLayers;

    // The whole model.
    public int Layers;
    public int Hidden;
    public int Vocab;
    public int Positions;
    public bool IsTied;
    public double EmbeddingScale = 1;
    public int? EmbeddingSize;
    public bool HasEmbeddingNorm;
    public EmbeddedPositionSpec? EmbeddedPositions;
    public double EmbeddingDropout;
    public bool HasFinalNorm = true;
    public bool HasHeadBias;
    public double LogitMultiplier = 1;
    public double? LogitSoftcap;

    // The layers.
    public NormSpec Norm = new RmsNormSpec { Epsilon = 0 };         // what kind; its epsilon stands beside
    public double Epsilon;
    public NormPlacement Placement;
    public double ResidualMultiplier = 1;
    public double ResidualDropout;

    // The attention.
    public int Heads;
    public int KeyValueHeads;
    public int? HeadSize;                                           // null: the hidden size divided by the heads
    public AttentionBias Bias;
    public double? Scale;
    public bool IsScaledByLayer;                                    // divided by the number of the layer, counted from 1
    public double? Softcap;
    public int? Window;
    public bool[]? Windowed;                                        // which layers have the window; null: all
    public bool HasLearnedSinks;
    public double? Clip;
    public QueryKeyNormSpec? QueryKeyNorm;                          // its norm's epsilon is the layers'
    public double AttentionDropout;
    public LatentDraft? Latent;

    // Positions.
    public bool HasRope = true;
    public double Theta;
    public RopeScalingSpec? Scaling;
    public int OriginalPositions;                                   // where they stand outside the scaling; 0: nowhere
    public double RotaryFraction = 1;
    public int? RotaryColumns;                                      // where they are counted, and no share
    public bool IsInterleaved;
    public double? LocalTheta;                                      // layers with the window: this base, no scaling
    public bool[]? Rotated;                                         // which layers rotate; null: all
    public PositionSpec Unrotated = new NoPositionSpec();           // what the others have

    // The feed-forward.
    public int Inner;
    public bool IsPlain;
    public GateActivation Gate;
    public MlpActivation Activation;
    public bool HasFeedForwardBias;
    public GateClampSpec? Clamp;
    public ExpertDraft? Experts;
    public bool[]? Mixed;                                           // which layers have experts; null: all, where there are any
}
