using System.Numerics;
using System.Runtime.CompilerServices;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>What may be the key of a mapping, and its hash: equal values have equal ones.</summary>
internal static class Hashing
{
    /// <summary>Lists and mappings are no keys.</summary>
    public static bool IsHashable(Value value) => value is not (ListValue or MappingValue or SliceValue);

    public static int Of(Value value, Run run)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        run.Spend(1);
        if (!IsHashable(value))
            throw new TemplateFault($"unhashable type: '{value.TypeName}'; a key is a text, a number, a boolean, none or a tuple of such.");
        return value switch
        {
            TextValue text => TextHash(text.Text, run),
            FloatValue number when !double.IsInteger(number.Number) => number.Number.GetHashCode(),
            FloatValue number => new BigInteger(number.Number).GetHashCode(),
            UndefinedValue => 0,
            SequenceValue sequence => ListHash(sequence.List, run),
            _ => Numbers.WholeOrNull(value)?.GetHashCode() ?? RuntimeHelpers.GetHashCode(value),
        };
    }

    private static int ListHash(IReadOnlyList<Value> list, Run run)
    {
        var hash = list.Count;
        foreach (var item in list)
            hash = HashCode.Combine(hash, Of(item, run));
        return hash;
    }

    private static int TextHash(string text, Run run)
    {
        run.SpendText(text.Length);
        return text.GetHashCode(StringComparison.Ordinal);
    }
}
