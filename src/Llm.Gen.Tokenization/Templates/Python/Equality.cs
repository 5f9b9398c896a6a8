using System.Runtime.CompilerServices;

namespace Llm.Gen.Tokenization.Templates;

/// <summary><c>==</c>: numbers by value whatever their kind, sequences of one kind item by item, mappings by their entries.</summary>
internal static class Equality
{
    public static bool Holds(Value left, Value right, Run run)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        run.Spend(1);
        if (Numbers.Is(left) && Numbers.Is(right))
            return Numbers.Compare(left, right) == 0;
        return (left, right) switch
        {
            (TextValue a, TextValue b) => SameText(a.Text, b.Text, run),
            (UndefinedValue, UndefinedValue) => true,
            (ListValue a, ListValue b) => SameItems(a.List, b.List, run),
            (TupleValue a, TupleValue b) => SameItems(a.List, b.List, run),
            (RangeValue a, RangeValue b) => SameItems(a.List, b.List, run),
            (MappingValue a, MappingValue b) => SameEntries(a, b, run),
            _ => ReferenceEquals(left, right),
        };
    }

    /// <summary>Whether the values are one and the same object; numbers and texts are if they are equal and of one type.</summary>
    public static bool IsSame(Value left, Value right, Run run) =>
        ReferenceEquals(left, right)
        || (left.GetType() == right.GetType() && left is IntegerValue or FloatValue or TextValue && Holds(left, right, run));

    private static bool SameText(string left, string right, Run run)
    {
        if (left.Length != right.Length)
            return false;
        run.SpendText(left.Length);
        return string.Equals(left, right, StringComparison.Ordinal);
    }

    private static bool SameItems(IReadOnlyList<Value> left, IReadOnlyList<Value> right, Run run)
    {
        if (left.Count != right.Count)
            return false;
        for (var index = 0; index < left.Count; index++)
        {
            if (!ReferenceEquals(left[index], right[index]) && !Holds(left[index], right[index], run))
                return false;
        }

        return true;
    }

    private static bool SameEntries(MappingValue left, MappingValue right, Run run) =>
        left.Length == right.Length
        && left.Entries.All(entry => right.TryGet(entry.Key, out var value) && Holds(entry.Value, value, run));
}
