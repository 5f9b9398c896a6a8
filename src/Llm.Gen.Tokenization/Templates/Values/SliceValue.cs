using System.Numerics;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>What stands between brackets in <c>value[start:stop:step]</c>.</summary>
internal sealed class SliceValue(BigInteger? start, BigInteger? stop, BigInteger? step) : Value
{
    public override string TypeName => "slice";

    /// <summary>A part of the slice: null if it was left out or none.</summary>
    public static BigInteger? Part(Value? value) => value switch
    {
        null or NoneValue => null,
        UndefinedValue undefined => throw undefined.Fault,
        _ => Numbers.WholeOrNull(value) ?? throw new TemplateFault("slice indices must be integers or none."),
    };

    /// <summary>The indices that it picks from a sequence.</summary>
    public IReadOnlyList<int> Pick(int count)
    {
        var (from, to, by) = Bounds(count);
        var indices = new List<int>();
        for (BigInteger index = from; by.Sign > 0 ? index < to : index > to; index += by)
            indices.Add((int)index);
        return indices;
    }

    /// <summary>Where it starts and stops in a sequence, and its step.</summary>
    public (int From, int To, BigInteger By) Bounds(int count)
    {
        var by = step ?? BigInteger.One;
        if (by.IsZero)
            throw new TemplateFault("a slice has the step 0; give another.");
        var (lowest, highest) = by.Sign > 0 ? (0, count) : (-1, count - 1);
        var from = start is { } first ? Clamp(first) : by.Sign > 0 ? lowest : highest;
        var to = stop is { } last ? Clamp(last) : by.Sign > 0 ? highest : lowest;
        return (from, to, by);

        int Clamp(BigInteger index) => (int)BigInteger.Max(lowest, BigInteger.Min(highest, index.Sign < 0 ? index + count : index));
    }
}
