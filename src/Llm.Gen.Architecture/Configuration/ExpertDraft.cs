namespace Llm.Gen.Architectures;

/// <summary>A mixture of experts while it is read or written.</summary>
internal sealed class ExpertDraft
{
    public int Experts;
    public int Chosen;
    public int Inner;
    public bool HasBias;
    public RoutingScore Score;
    public bool IsNormalised;
    public double Scale = 1;
    public bool HasCorrectionBias;
    public bool HasRouterBias;
    public int Groups = 1;
    public int GroupsChosen = 1;
    public GroupScore GroupScore;
    public int? SharedInner;
    public bool IsSharedGated;
    public double? Capacity;
    public double BalanceCoefficient;
    public double RouterZCoefficient;
}
