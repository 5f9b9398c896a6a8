using System.Runtime.InteropServices;
using Llm.Gen.Randomness;
using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>Tells a model whose frozen weights a checkpoint does not hold from others: a run that is resumed beside other weights would go on to other numbers.</summary>
internal static class FrozenFingerprint
{
    private const long Piece = 1 << 24;         // values of one span, which ends at 2 GiB

    /// <summary>How the frozen weights are kept, and a number that each of them decides; nothing where a checkpoint holds them.</summary>
    public static string? Of(ICausalModel model)
    {
        if (!AdapterFile.HoldsAll(model))
            return null;

        var quantized = model.AdapterPoints().Where(point => point.Target.IsQuantized).ToDictionary(point => $"{point.Name}.weight", point => (QuantizedMatrix)point.Target.Substitute!, StringComparer.Ordinal);
        var print = 0UL;
        foreach (var weight in model.Weights().Where(weight => !weight.Parameter.requires_grad))
        {
            if (quantized.TryGetValue(weight.Name, out var matrix))
                print = matrix.Parts.Aggregate(print, Fold);
            else
                print = Fold(print, weight.Parameter);
        }
        return FormattableString.Invariant($"{quantized.Values.First().GetType().Name} ({print:x16})");
    }

    private static ulong Fold(ulong print, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var values = tensor.detach().cpu().contiguous().view(-1);
        for (var from = 0L; from < values.NumberOfElements; from += Piece)
        {
            using var piece = values.narrow(0, from, Math.Min(Piece, values.NumberOfElements - from));
            var bytes = piece.bytes;
            foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
                print = SplitMix64.Fold(print, word);
            foreach (var rest in bytes[(bytes.Length / sizeof(ulong) * sizeof(ulong))..])
                print = SplitMix64.Fold(print, rest);
        }
        return print;
    }
}
