using System.Runtime.CompilerServices;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>The order of values: numbers, texts by code points, lists and tuples by their first difference. Other pairs have none.</summary>
internal static class Ordering
{
    /// <summary>The order of two values; null if neither is smaller nor equal (NaN).</summary>
    /// <param name="left">The left one.</param>
    /// <param name="right">The right one.</param>
    /// <param name="sign">The operator, for messages.</param>
    /// <param name="run">Counts the steps.</param>
    public static int? Compare(Value left, Value right, string sign, Run run)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        run.Spend(1);
        if (Numbers.Is(left) && Numbers.Is(right))
            return Numbers.Compare(left, right);
        switch (left, right)
        {
            case (TextValue a, TextValue b):
                run.SpendText(Math.Min(a.Text.Length, b.Text.Length));
                return CodePoints.Compare(a.Text, b.Text);
            case (ListValue a, ListValue b):
                return CompareItems(a.List, b.List, sign, run);
            case (TupleValue a, TupleValue b):
                return CompareItems(a.List, b.List, sign, run);
            case (UndefinedValue undefined, _):
                throw undefined.Fault;
            case (_, UndefinedValue undefined):
                throw undefined.Fault;
            default:
                throw new TemplateFault($"'{sign}' is not defined between '{left.TypeName}' and '{right.TypeName}'; compare values of one type.");
        }
    }

    /// <summary>Sorts in a stable way.</summary>
    public static IReadOnlyList<Value> Sort(IReadOnlyList<Value> items, Func<Value, Value> key, bool descending, Run run)
    {
        var rows = items.Select(item => (Key: key(item), Item: item)).ToArray();
        Merge(rows, new (Value, Value)[rows.Length], 0, rows.Length, descending, run);
        return [.. rows.Select(row => row.Item)];
    }

    private static void Merge((Value Key, Value Item)[] rows, (Value Key, Value Item)[] spare, int start, int end, bool descending, Run run)
    {
        if (end - start < 2)
            return;
        var middle = start + (end - start) / 2;
        Merge(rows, spare, start, middle, descending, run);
        Merge(rows, spare, middle, end, descending, run);
        var (left, right) = (start, middle);
        for (var place = start; place < end; place++)
        {
            var takesRight = left == middle || (right < end && IsBefore(rows[right].Key, rows[left].Key));
            spare[place] = takesRight ? rows[right++] : rows[left++];
        }

        Array.Copy(spare, start, rows, start, end - start);

        bool IsBefore(Value a, Value b) => (descending ? Compare(b, a, "<", run) : Compare(a, b, "<", run)) < 0;
    }

    private static int? CompareItems(IReadOnlyList<Value> left, IReadOnlyList<Value> right, string sign, Run run)
    {
        for (var index = 0; index < Math.Min(left.Count, right.Count); index++)
        {
            if (!Equality.Holds(left[index], right[index], run))
                return Compare(left[index], right[index], sign, run);
        }

        return left.Count.CompareTo(right.Count);
    }
}
