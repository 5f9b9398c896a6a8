using System.Numerics;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>What <c>range</c> gives.</summary>
internal sealed class RangeValue(BigInteger start, BigInteger stop, BigInteger step, IReadOnlyList<Value> list) : SequenceValue(list)
{
    private const int Largest = 100_000;   // as the sandbox of Jinja

    public override string TypeName => "range";

    public BigInteger Start => start;

    public BigInteger Stop => stop;

    public BigInteger Step => step;

    public static RangeValue Of(BigInteger start, BigInteger stop, BigInteger step, Run run)
    {
        if (step.IsZero)
            throw new TemplateFault("range() was given the step 0; give another.");
        var count = (stop - start + step - step.Sign) / step;
        if (count > Largest)
            throw new TemplateFault($"range() of {count} numbers; at most {Largest:N0} are allowed.");
        var numbers = new Value[BigInteger.Max(count, 0) is var size ? (int)size : 0];
        run.Spend(numbers.Length);
        for (var index = 0; index < numbers.Length; index++)
            numbers[index] = IntegerValue.Of(start + index * step);
        return new(start, stop, step, numbers);
    }

    public override Value? Item(Value key, Run run)
    {
        if (key is not SliceValue slice)
            return base.Item(key, run);
        var (from, to, by) = slice.Bounds(List.Count);
        return Of(start + from * step, start + to * step, step * by, run);
    }

    public override SequenceValue With(IReadOnlyList<Value> list) => new ListValue(list);
}
