namespace Llm.Gen.Tokenization.Templates;

/// <summary>Compares keys by Python's rules, as steps of a run.</summary>
internal sealed class KeyComparer(Run run) : IEqualityComparer<Value>
{
    public bool Equals(Value? x, Value? y) => ReferenceEquals(x, y) || (x is not null && y is not null && Equality.Holds(x, y, run));

    public int GetHashCode(Value value) => Hashing.Of(value, run);
}
