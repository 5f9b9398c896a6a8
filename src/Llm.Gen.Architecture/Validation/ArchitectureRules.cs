using System.Globalization;

namespace Llm.Gen.Architectures;

/// <summary>What an architecture has to fulfil before a model is emitted from it.</summary>
public static class ArchitectureRules
{
    /// <summary>The most layers that a model may have.</summary>
    public const int MaximumLayers = 10_000;

    /// <summary>The largest size: three of them still add up within 32 bits, as emitted constants do.</summary>
    public const int MaximumSize = 1 << 28;

    /// <summary>The most parameters that a model may have: sizes beyond are typing errors, and sums stay within 64 bits.</summary>
    public const long MaximumParameters = 100_000_000_000_000;

    /// <summary>Everything that is wrong; empty for an architecture that can be emitted.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="spelling">How messages name its members.</param>
    public static EquatableArray<ArchitectureError> Check(Architecture architecture, MemberSpelling spelling)
    {
        var errors = new List<ArchitectureError>();
        CheckFamily(architecture, spelling, errors);
        CheckLayers(architecture, spelling, errors);
        CheckSize(ArchitectureMember.Hidden, architecture.Hidden, spelling, errors);
        CheckSize(ArchitectureMember.Vocab, architecture.Vocab, spelling, errors);
        CheckSize(ArchitectureMember.Positions, architecture.Positions, spelling, errors);

        foreach (var layer in architecture.Layers.Take(1))
        {
            CheckAttention(architecture, (HeadAttentionSpec)layer.Attention, spelling, errors);
            CheckFeedForward((GatedFeedForwardSpec)layer.FeedForward, spelling, errors);
            CheckPosition((RopeSpec)layer.Position, (HeadAttentionSpec)layer.Attention, spelling, errors);
            CheckNorm((RmsNormSpec)layer.Norm, spelling, errors);
        }

        if (errors.Count == 0)
            CheckTotal(architecture, errors);

        return errors.ToEquatableArray();
    }

    /// <summary>Whether a number of layers is one that a model may have; the error when it is not. Ask before that many are made.</summary>
    public static ArchitectureError? CheckLayerCount(int count, MemberSpelling spelling) =>
        count is >= 1 and <= MaximumLayers ? null : OutOfRange(ArchitectureMember.Layers, count, MaximumLayers, spelling);

    private static void CheckFamily(Architecture architecture, MemberSpelling spelling, List<ArchitectureError> errors)
    {
        if (ModelFamily.Find(architecture.Family) is null)
        {
            errors.Add(new("LLMG018", ArchitectureMember.Family, $"{spelling.Of(ArchitectureMember.Family)} \"{architecture.Family}\" is not supported",
                $"expected one of {string.Join(", ", ModelFamily.All.Select(family => $"\"{family.Name}\""))}", $"use the nearest, \"{ModelFamily.Nearest(architecture.Family).Name}\", if the model is built like it"));
        }
    }

    private static void CheckLayers(Architecture architecture, MemberSpelling spelling, List<ArchitectureError> errors)
    {
        var layers = architecture.Layers;
        if (CheckLayerCount(layers.Count, spelling) is { } error)
            errors.Add(error);
        else if (layers.Any(layer => layer != layers[0]) || architecture.FinalNorm != layers[0].Norm)
            errors.Add(new("LLMG019", ArchitectureMember.Whole, "Layers or norms differ from each other", "expected all alike", "give every layer and the final norm the same parts"));
    }

    private static void CheckAttention(Architecture architecture, HeadAttentionSpec attention, MemberSpelling spelling, List<ArchitectureError> errors)
    {
        var areCounts = CheckSize(ArchitectureMember.Heads, attention.Heads, spelling, errors)
            & (attention.KeyValueHeads == attention.Heads || CheckSize(ArchitectureMember.KeyValueHeads, attention.KeyValueHeads, spelling, errors))
            & CheckSize(ArchitectureMember.HeadSize, attention.HeadSize, spelling, errors);
        if (areCounts && attention.Heads % attention.KeyValueHeads != 0)
        {
            errors.Add(new("LLMG012", ArchitectureMember.KeyValueHeads, $"{attention.Heads} query heads cannot share {attention.KeyValueHeads} key and value heads",
                $"each must serve the same number of query heads", $"set {spelling.Of(ArchitectureMember.KeyValueHeads)} to a divisor of {attention.Heads}"));
        }

        if (areCounts && (long)attention.Heads * attention.HeadSize > MaximumSize)
        {
            errors.Add(new("LLMG016", ArchitectureMember.HeadSize, $"{attention.Heads} heads of {attention.HeadSize} make {(long)attention.Heads * attention.HeadSize} columns",
                $"expected at most {MaximumSize}", $"lower {spelling.Of(ArchitectureMember.Heads)} or {spelling.Of(ArchitectureMember.HeadSize)}"));
        }

        if (ModelFamily.Find(architecture.Family) is { } family && !family.AttentionBiases.Contains(attention.Bias))
        {
            errors.Add(new("LLMG017", ArchitectureMember.AttentionBias, $"{spelling.Of(ArchitectureMember.AttentionBias)} {attention.Bias} has no place in the family \"{family.Name}\"",
                $"expected {string.Join(" or ", family.AttentionBiases)}", "use one of these, or another family"));
        }
    }

    private static void CheckFeedForward(GatedFeedForwardSpec gated, MemberSpelling spelling, List<ArchitectureError> errors) =>
        CheckSize(ArchitectureMember.Inner, gated.Inner, spelling, errors);

    private static void CheckPosition(RopeSpec rope, HeadAttentionSpec attention, MemberSpelling spelling, List<ArchitectureError> errors)
    {
        if (attention.HeadSize % 2 != 0)
        {
            errors.Add(new("LLMG013", ArchitectureMember.HeadSize, $"{spelling.Of(ArchitectureMember.HeadSize)} {attention.HeadSize} is odd",
                "rotary positions turn the halves of a head against each other", $"choose {spelling.Of(ArchitectureMember.Heads)} or {spelling.Of(ArchitectureMember.HeadSize)} so that it is even"));
        }

        if (!(rope.Theta is >= 1 and <= 1e30))
            errors.Add(new("LLMG015", ArchitectureMember.Theta, $"{spelling.Of(ArchitectureMember.Theta)} {Show(rope.Theta)} is no base of frequencies", "expected a number from 1 to 1e30", "correct it; most models have 10000"));
    }

    private static void CheckNorm(RmsNormSpec norm, MemberSpelling spelling, List<ArchitectureError> errors)
    {
        if (!(norm.Epsilon is > 0 and < 1))
            errors.Add(new("LLMG014", ArchitectureMember.Epsilon, $"{spelling.Of(ArchitectureMember.Epsilon)} {Show(norm.Epsilon)} is no small positive number", "expected one above 0 and below 1", "correct it; most models have 1e-5 or 1e-6"));
    }

    private static void CheckTotal(Architecture architecture, List<ArchitectureError> errors)
    {
        var attention = (HeadAttentionSpec)architecture.Layers[0].Attention;
        var gated = (GatedFeedForwardSpec)architecture.Layers[0].FeedForward;
        var columns = 2m * (attention.Heads + attention.KeyValueHeads) * attention.HeadSize + 3m * gated.Inner;
        var total = (architecture.Layers.Count * columns + 2m * architecture.Vocab) * architecture.Hidden;
        if (total > MaximumParameters)
        {
            errors.Add(new("LLMG016", ArchitectureMember.Whole, $"The model would have about {Show((double)total)} parameters", $"expected at most {Show(MaximumParameters)}",
                "lower the sizes; one of them is probably mistyped"));
        }
    }

    private static bool CheckSize(ArchitectureMember member, int size, MemberSpelling spelling, List<ArchitectureError> errors)
    {
        if (size is >= 1 and <= MaximumSize)
            return true;

        errors.Add(OutOfRange(member, size, MaximumSize, spelling));
        return false;
    }

    private static ArchitectureError OutOfRange(ArchitectureMember member, int size, int maximum, MemberSpelling spelling) =>
        new("LLMG010", member, $"{spelling.Of(member)} is {size}", $"expected a number from 1 to {maximum}", $"set {spelling.Of(member)}");

    private static string Show(double value) => value.ToString("0.######e+0", CultureInfo.InvariantCulture);
}
