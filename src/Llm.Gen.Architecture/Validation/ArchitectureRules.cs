using System.Globalization;

namespace Llm.Gen.Architectures;

/// <summary>What an architecture has to fulfil before a model is emitted from it.</summary>
public sealed class ArchitectureRules
{
    /// <summary>The most layers that a model may have.</summary>
    public const int MaximumLayers = 10_000;

    /// <summary>The largest size: three of them still add up within 32 bits, as emitted constants do.</summary>
    public const int MaximumSize = 1 << 28;

    /// <summary>The most parameters that a model may have: sizes beyond are typing errors, and sums stay within 64 bits.</summary>
    public const long MaximumParameters = 100_000_000_000_000;

    private readonly Architecture _architecture;
    private readonly MemberSpelling _spelling;
    private readonly List<ArchitectureError> _errors = [];

    private ArchitectureRules(Architecture architecture, MemberSpelling spelling) => (_architecture, _spelling) = (architecture, spelling);

    /// <summary>Everything that is wrong; empty for an architecture that can be emitted.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="spelling">How messages name its members.</param>
    public static EquatableArray<ArchitectureError> Check(Architecture architecture, MemberSpelling spelling)
    {
        var rules = new ArchitectureRules(architecture, spelling);
        rules.Check();
        return rules._errors.Distinct().ToEquatableArray();
    }

    /// <summary>Whether a number of layers is one that a model may have; the error when it is not. Ask before that many are made.</summary>
    public static ArchitectureError? CheckLayerCount(int count, MemberSpelling spelling) =>
        count is >= 1 and <= MaximumLayers ? null : OutOfRange(ArchitectureMember.Layers, count, MaximumLayers, spelling);

    private void Check()
    {
        CheckFamily();
        CheckLayers();
        CheckSize(ArchitectureMember.Hidden, _architecture.Hidden);
        CheckSize(ArchitectureMember.Vocab, _architecture.Vocab);
        CheckSize(ArchitectureMember.Positions, _architecture.Positions);

        foreach (var layer in _architecture.Layers.Distinct())
        {
            if (layer.Attention is HeadAttentionSpec heads)
                CheckAttention(heads);
            if (layer.FeedForward is DenseFeedForwardSpec dense)
                CheckSize(ArchitectureMember.Inner, dense.Inner);
            if (layer is { Position: RopeSpec rope, Attention: HeadAttentionSpec rotated })
                CheckPosition(rope, rotated);
            CheckNorm(layer.Norm);
        }

        if (_architecture.FinalNorm is { } norm && _architecture.Layers.All(layer => layer.Norm != norm))
            CheckNorm(norm);

        if (_errors.Count == 0)
            CheckTotal();
        if (_errors.Count == 0 && FamilyRules.Check(_architecture, ModelFamily.Of(_architecture)) is { } error)
            _errors.Add(error);
    }

    private void CheckFamily()
    {
        if (ModelFamily.Find(_architecture.Family) is not null)
            return;

        Add("LLMG018", ArchitectureMember.Family,
            $"{Spell(ArchitectureMember.Family)} \"{_architecture.Family}\" is not supported",
            $"the nearest that is: \"{ModelFamily.Nearest(_architecture.Family).Name}\"",
            "name it if the model is built like it");
    }

    private void CheckLayers()
    {
        var layers = _architecture.Layers;
        if (CheckLayerCount(layers.Count, _spelling) is { } error)
            _errors.Add(error);
    }

    private void CheckAttention(HeadAttentionSpec attention)
    {
        var areCounts = CheckSize(ArchitectureMember.Heads, attention.Heads)
            & (attention.KeyValueHeads == attention.Heads || CheckSize(ArchitectureMember.KeyValueHeads, attention.KeyValueHeads))
            & CheckSize(ArchitectureMember.HeadSize, attention.HeadSize);
        if (attention.Window is { } window)
            CheckSize(ArchitectureMember.Window, window);
        if (areCounts && attention.Heads % attention.KeyValueHeads != 0)
        {
            Add("LLMG012", ArchitectureMember.KeyValueHeads,
                $"{attention.Heads} query heads cannot share {attention.KeyValueHeads} key and value heads",
                "each must serve the same number of query heads",
                $"set {Spell(ArchitectureMember.KeyValueHeads)} to a divisor of {attention.Heads}");
        }

        if (areCounts && (long)attention.Heads * attention.HeadSize > MaximumSize)
        {
            Add("LLMG016", ArchitectureMember.HeadSize,
                $"{attention.Heads} heads of {attention.HeadSize} make {(long)attention.Heads * attention.HeadSize} columns",
                $"expected at most {MaximumSize}",
                $"lower {Spell(ArchitectureMember.Heads)} or {Spell(ArchitectureMember.HeadSize)}");
        }
    }

    private void CheckPosition(RopeSpec rope, HeadAttentionSpec attention)
    {
        if (rope.Columns is { } columns)
        {
            if (columns < 2 || columns > attention.HeadSize || columns % 2 != 0)
            {
                Add("LLMG013", ArchitectureMember.RotaryColumns,
                    $"{Spell(ArchitectureMember.RotaryColumns)} gives {columns} rotated columns of a head of {attention.HeadSize}",
                    "expected an even number, 2 or more, no more than the head has",
                    "correct it");
            }
        }
        else if (attention.HeadSize % 2 != 0)
        {
            Add("LLMG013", ArchitectureMember.HeadSize,
                $"{Spell(ArchitectureMember.HeadSize)} {attention.HeadSize} is odd",
                "rotary positions turn the halves of a head against each other",
                $"choose {Spell(ArchitectureMember.Heads)} or {Spell(ArchitectureMember.HeadSize)} so that it is even");
        }

        if (!(rope.Theta is >= 1 and <= 1e30))
        {
            Add("LLMG015", ArchitectureMember.Theta,
                $"{Spell(ArchitectureMember.Theta)} {Show(rope.Theta)} is no base of frequencies",
                "expected a number from 1 to 1e30",
                "correct it; most models have 10000");
        }
        else if (rope.Scaling is { } scaling)
        {
            _errors.AddRange(new RopeScalingRules(_spelling).Check(scaling, rope.Theta, rope.Columns ?? attention.HeadSize));
        }
    }

    private void CheckNorm(NormSpec norm)
    {
        if (norm.Epsilon is > 0 and < 1)
            return;

        Add("LLMG014", ArchitectureMember.Epsilon,
            $"{Spell(ArchitectureMember.Epsilon)} {Show(norm.Epsilon)} is no small positive number",
            "expected one above 0 and below 1",
            "correct it; most models have 1e-5 or 1e-6");
    }

    private void CheckTotal()
    {
        var total = (_architecture.Layers.Sum(Columns) + 2m * _architecture.Vocab) * _architecture.Hidden;
        if (total <= MaximumParameters)
            return;

        Add("LLMG016", ArchitectureMember.Whole,
            $"The model would have about {Show((double)total)} parameters",
            $"expected at most {Show(MaximumParameters)}",
            "lower the sizes; one of them is probably mistyped");
    }

    private static decimal Columns(LayerSpec layer)
    {
        var attention = layer.Attention is HeadAttentionSpec heads ? 2m * (heads.Heads + heads.KeyValueHeads) * heads.HeadSize : 0;
        return layer.FeedForward switch
        {
            DenseFeedForwardSpec dense => attention + 3m * dense.Inner,
            MoeSpec experts => attention + 3m * experts.Experts * experts.Expert.Inner,
            _ => attention,
        };
    }

    private bool CheckSize(ArchitectureMember member, int size)
    {
        if (CheckSize(member, size, _spelling) is not { } error)
            return true;

        _errors.Add(error);
        return false;
    }

    internal static ArchitectureError? CheckSize(ArchitectureMember member, int size, MemberSpelling spelling) =>
        size is >= 1 and <= MaximumSize ? null : OutOfRange(member, size, MaximumSize, spelling);

    private static ArchitectureError OutOfRange(ArchitectureMember member, int size, int maximum, MemberSpelling spelling) =>
        new("LLMG010", member, $"{spelling.Of(member)} is {size}", $"expected a number from 1 to {maximum}", $"set {spelling.Of(member)}");

    private void Add(string id, ArchitectureMember member, string found, string expected, string remedy) =>
        _errors.Add(new(id, member, found, expected, remedy));

    private string Spell(ArchitectureMember member) => _spelling.Of(member);

    internal static string Show(double value) => value.ToString("0.######e+0", CultureInfo.InvariantCulture);
}
