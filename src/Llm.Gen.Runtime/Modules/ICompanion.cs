namespace Llm.Gen.Runtime;

/// <summary>A part that is no module but belongs to one, which keeps it: it follows when the module's children move, and is freed with them.</summary>
public interface ICompanion : IDisposable
{
    /// <summary>Called after the children were moved to another device or type.</summary>
    void Follow();
}
