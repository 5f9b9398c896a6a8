using System.Runtime.ExceptionServices;
using Llm.Gen.Architectures;
using Llm.Gen.Runtime.Formats;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Fills a model's weights from a checkpoint, once, straight into their memory.</summary>
internal static class WeightLoading
{
    private const long PieceElements = 1 << 20;         // of one job; a multiple of every block format's block

    /// <summary>The widest type that most of a checkpoint's numbers are stored in.</summary>
    public static ElementType TypeOf(Checkpoint checkpoint) =>
        checkpoint.Tensors.GroupBy(tensor => tensor.Type).MaxBy(group => group.Sum(tensor => tensor.Elements))?.Key ?? ElementType.Float32;

    /// <summary>Fails unless the checkpoint holds the weights that a model will have; takes no memory for them.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing, unexpected or of another shape; each is named.</exception>
    public static void Require(ModelFacts facts, ModelTensors tensors, ExtraTensors extra)
    {
        if (OwnComponents.Of(tensors.Architecture).Count > 0)
            extra = ExtraTensors.Ignore;                    // only their code knows what they store; filling asks it
        Match(facts, [.. tensors.Architecture.Weights().Select(weight => (weight.Name, weight.Shape.Select(size => (long)size).ToArray()))], tensors, extra);
    }

    /// <summary>Fills every weight.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing, unexpected or of another shape; each is named.</exception>
    public static void Fill(ICausalModel model, ModelTensors tensors, LoadOptions options)
    {
        var cancellation = options.Cancellation;
        var rows = model.Weights().ToList();
        var found = Match(model.Facts, [.. rows.Select(row => (row.Name, row.Shape))], tensors, options.ExtraTensors);
        for (var i = 0; i < rows.Count; i++)
            found[i] = rows[i].Layout?.Read(found[i]) ?? found[i];
        var left = QuantizedLoading.Fill(model, rows, found, options);
        (rows, found) = (left.ConvertAll(i => rows[i]), left.ConvertAll(i => found[i]));
        CopyPieces(Pieces(rows, found), cancellation);
        CopyToDevices(rows, found, cancellation);
    }

    private static void CopyPieces(IEnumerable<Piece> pieces, CancellationToken cancellation)
    {
        try
        {
            Parallel.ForEach(pieces, new ParallelOptions { CancellationToken = cancellation }, piece => piece.Copy());
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);        // of one file they all say the same
        }
    }

    private static List<StoredTensor> Match(ModelFacts facts, List<(string Name, long[] Shape)> rows, ModelTensors tensors, ExtraTensors extra)
    {
        var problems = new List<string>();
        var found = new List<StoredTensor>(rows.Count);
        foreach (var row in rows)
        {
            if (!tensors.TryFind(row.Name, out var tensor))
                problems.Add($"{row.Name} [{string.Join(", ", row.Shape)}] is missing");
            else if (!tensor.Shape.SequenceEqual(row.Shape))
                problems.Add($"{row.Name} is [{string.Join(", ", tensor.Shape)}], expected [{string.Join(", ", row.Shape)}]");
            else
                found.Add(tensor);
        }

        if (extra == ExtraTensors.Refuse)
            problems.AddRange(tensors.Unknown(rows.Select(row => row.Name)).Select(tensor => $"{Printable.Of(tensor.Name)} [{string.Join(", ", tensor.Shape)}] has no place in {facts.Name}"));

        return problems.Count == 0
            ? found
            : throw new InvalidDataException(
                $"{tensors.Path} does not hold the weights of {facts.Name}: {string.Join("; ", problems.Take(8))}"
                + (problems.Count > 8 ? $"; and {problems.Count - 8} more." : ".")
                + " Give the folder of this model, or correct the declaration.");
    }

    private static IEnumerable<Piece> Pieces(List<StoredWeight> rows, List<StoredTensor> found)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var parameter = rows[i].Parameter;
            if (parameter.device_type != DeviceType.CPU)
                continue;

            var (address, type) = (Memory.Address(parameter), ElementOf(parameter.dtype));
            for (var from = 0L; from < found[i].Elements; from += PieceElements)
                yield return new Piece(found[i], address, type, from, Math.Min(PieceElements, found[i].Elements - from));
        }
    }

    private static void CopyToDevices(List<StoredWeight> rows, List<StoredTensor> found, CancellationToken cancellation)
    {
        using var _ = no_grad();
        for (var i = 0; i < rows.Count; i++)
        {
            var parameter = rows[i].Parameter;
            if (parameter.device_type == DeviceType.CPU)
                continue;

            cancellation.ThrowIfCancellationRequested();
            using var staged = empty(parameter.shape, parameter.dtype);
            found[i].CopyTo(Memory.Address(staged), ElementOf(parameter.dtype));
            parameter.copy_(staged);
        }
    }

    private static ElementType ElementOf(ScalarType type) => type switch
    {
        ScalarType.Float32 => ElementType.Float32,
        ScalarType.BFloat16 => ElementType.BFloat16,
        _ => throw new ArgumentException($"Weights are {type}; load into float32 or bfloat16."),
    };

    private sealed record Piece(StoredTensor Source, nint Address, ElementType Type, long From, long Count)
    {
        public void Copy()
        {
            Source.CopyTo(Address + (nint)(From * ElementTypes.SizeOf(Type)), Type, From, Count);
            if (Source is PlainTensor plain && ElementTypes.SizeOf(plain.Type) is var size)
                MappedPages.Release(plain.Address + (nint)(From * size), Count * size);
        }
    }
}
