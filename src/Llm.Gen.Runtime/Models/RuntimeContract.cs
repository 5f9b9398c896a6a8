namespace Llm.Gen.Runtime;

/// <summary>The agreement between emitted code and this runtime. A version that this runtime no longer keeps is an obsolete member, so that stale code fails to compile and says why.</summary>
public static class RuntimeContract
{
    /// <summary>The first contract.</summary>
    public const int Version1 = 1;
}
