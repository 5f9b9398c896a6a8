using System.Diagnostics.CodeAnalysis;

namespace Llm.Gen.Runtime.Formats;

/// <summary>Something with named tensors in it: a file, or a folder of shards seen as one.</summary>
public interface ITensorSource : IDisposable
{
    /// <summary>Where it was opened.</summary>
    string Path { get; }

    /// <summary>All tensors, in the order of the file or files.</summary>
    IReadOnlyList<StoredTensor> Tensors { get; }

    /// <summary>Finds a tensor by its stored name.</summary>
    bool TryFind(string name, [NotNullWhen(true)] out StoredTensor? tensor);
}
