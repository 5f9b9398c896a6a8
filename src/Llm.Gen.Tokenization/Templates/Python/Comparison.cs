using System.Diagnostics;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>The comparing operators.</summary>
internal static class Comparison
{
    public static bool Holds(string sign, Value left, Value right, Run run) => sign switch
    {
        "==" => Equality.Holds(left, right, run),
        "!=" => !Equality.Holds(left, right, run),
        "in" => Containment.Holds(left, right, run),
        "not in" => !Containment.Holds(left, right, run),
        "<" => Ordering.Compare(left, right, sign, run) < 0,
        "<=" => Ordering.Compare(left, right, sign, run) <= 0,
        ">" => Ordering.Compare(left, right, sign, run) > 0,
        ">=" => Ordering.Compare(left, right, sign, run) >= 0,
        _ => throw new UnreachableException($"no operator {sign}"),
    };
}
