using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Attention over the memory of CPU tensors. W is the width of a packed row, (H + 2K) E.</summary>
internal sealed unsafe partial class CpuKernels<T>
{
    private const int QueryJob = 128;           // queries of one job over a long prompt

    public override Tensor Attend(Tensor packed, AttentionCall call)
    {
        if (NeedsComposition(call))
            return ComposedKernels.Instance.Attend(packed, call);
        var shape = ShapeOf(packed, call);
        using var turned = Turn(packed, shape, call.Rotation, backwards: false);
        var output = empty([shape.B, shape.T, shape.H * shape.E], packed.dtype);
        if (call.Pass.Cache is { } cache)
            Cached(turned, output, shape, cache.Open(call.Layer, call.Row));
        else
            Forward(shape, Rows(shape, turned, 0), Rows(shape, turned, shape.H), Rows(shape, turned, shape.FirstValue), Memory.Address(output), 0);
        return output;
    }

    public override Tensor Turned(Tensor packed, AttentionCall call)
    {
        var shape = ShapeOf(packed, call);
        using var turned = Turn(packed, shape, call.Rotation, backwards: false);
        return turned.view(shape.B, shape.T, call.Packed, shape.E);
    }

    public override Tensor Read(Tensor queries, SeenKeys seen, AttentionCall call)
    {
        if (NeedsComposition(call))
            return ComposedKernels.Instance.Read(queries, seen, call);
        var shape = ShapeOf(queries, call);
        var (q, k, v) = (Dense(queries), Dense(seen.Keys), Dense(seen.Values));
        var output = empty([shape.B, shape.T, shape.H * shape.E], queries.dtype);
        var (asked, line) = (Memory.Address(q), shape.K * shape.E);
        Forward(shape, (b, head) => Plain(shape, asked, b, head), Lines(k), Lines(v), Memory.Address(output), 0);
        Free(q, queries);
        Free(k, seen.Keys);
        Free(v, seen.Values);
        return output;

        Func<int, int, HeadRows<T>> Lines(Tensor memory)
        {
            var (address, tokens) = (Memory.Address(memory), memory.shape[1]);
            return (b, head) => new((T*)address + b * tokens * line + head * shape.E, line, shape.E, seen.First);
        }
    }

    public override (Tensor Output, Tensor Turned, Tensor LogSums) AttendForGradient(Tensor packed, AttentionCall call)
    {
        if (NeedsComposition(call))
            return ComposedKernels.Instance.AttendForGradient(packed, call);
        var shape = ShapeOf(packed, call);
        var turned = Turn(packed, shape, call.Rotation, backwards: false);
        var output = empty([shape.B, shape.T, shape.H * shape.E], packed.dtype);
        var logSums = empty([shape.B, shape.H, shape.T], ScalarType.Float32);
        Forward(shape, Rows(shape, turned, 0), Rows(shape, turned, shape.H), Rows(shape, turned, shape.FirstValue), Memory.Address(output), Memory.Address(logSums));
        return (output, turned, logSums);
    }

    public override (Tensor Packed, IReadOnlyList<Tensor> Tables) AttendBackward(Tensor turned, Tensor output, Tensor logSums, Tensor gradient, AttentionCall call)
    {
        if (NeedsComposition(call))
            return ComposedKernels.Instance.AttendBackward(turned, output, logSums, gradient, call);
        var shape = ShapeOf(turned, call);
        var packed = empty([shape.B, shape.T, shape.Packed], turned.dtype);
        var (rows, outputs, slopes, to, sums) = (Memory.Address(turned), Memory.Address(output), Memory.Address(gradient), Memory.Address(packed), Memory.Address(logSums));
        Team.Run(shape.B * shape.K, job =>
        {
            var (b, head) = (job / shape.K, job % shape.K);
            var heads = new AttentionGradientKernel<T>.Heads(
                g => Packed(shape, rows, b, head * shape.Group + g),
                g => Plain(shape, outputs, b, head * shape.Group + g),
                g => Plain(shape, slopes, b, head * shape.Group + g),
                g => Packed(shape, to, b, head * shape.Group + g),
                Packed(shape, rows, b, shape.H + head),
                Packed(shape, rows, b, shape.H + shape.K + head),
                Packed(shape, to, b, shape.H + head),
                Packed(shape, to, b, shape.H + shape.K + head));
            AttentionGradientKernel<T>.Run(shape, b, head, heads, (float*)sums);
        });
        Turn(shape, to, to, call.Rotation, backwards: true);
        return (packed, []);
    }

    /// <summary>Whether attention has what no kernel here does: keys that stand apart, what is learnt for distances, weights that are dropped.</summary>
    private static bool NeedsComposition(AttentionCall call) =>
        call.Scoring is { Window: not null, SinkTokens: > 0 } || call.Relative is not null || call.Dropout is not null;

    private static AttentionSizes ShapeOf(Tensor packed, AttentionCall call)
    {
        var (shape, layout, scoring) = (packed.shape, call.Layout, call.Scoring);
        return new((int)shape[0], (int)shape[1], layout.Heads, layout.KeyValueHeads, layout.HeadSize, call.Scale, call.Pass.Offset, call.Pass.FirstKeys)
        {
            SharesValues = layout.SharesValues,
            Window = scoring.Window ?? int.MaxValue,
            Softcap = (float)(scoring.Softcap ?? 0),
            Slopes = scoring.Slopes is { } slopes ? [.. slopes] : null,
            Sinks = call.Sinks?.to(ScalarType.Float32).cpu().data<float>().ToArray(),
        };
    }

    /// <summary>Copies packed rows and turns queries and keys.</summary>
    private static Tensor Turn(Tensor packed, AttentionSizes shape, Rotation? rotation, bool backwards)
    {
        var input = Dense(packed);
        var turned = empty([shape.B, shape.T, shape.Packed], packed.dtype);
        Turn(shape, Memory.Address(input), Memory.Address(turned), rotation, backwards);
        Free(input, packed);
        return turned;
    }

    private static void Turn(AttentionSizes shape, nint from, nint to, Rotation? rotation, bool backwards)
    {
        var (rows, width) = ((long)shape.B * shape.T, shape.Packed);
        if (rotation is null)
        {
            Buffer.MemoryCopy((void*)from, (void*)to, rows * width * sizeof(T), rows * width * sizeof(T));
            return;
        }
        var angles = new RotationAngles(rotation, shape.T, backwards);
        Team.Split(rows, Grain / width + 1, (first, last) =>
            RotationKernel<T>.Run((T*)from, (T*)to, first, last, shape.Packed / shape.E, shape.H + shape.K, shape.E, angles));
        GC.KeepAlive(rotation);
    }

    /// <summary>Puts keys and values into the cache, then reads what queries see of it.</summary>
    private static void Cached(Tensor turned, Tensor output, AttentionSizes shape, KeySpan span)
    {
        var capacity = (int)span.Keys.shape[1];
        var (rows, k, v, to) = (Memory.Address(turned), Memory.Address(span.Keys), Memory.Address(span.Values), Memory.Address(output));
        var line = shape.K * shape.E;
        for (var b = 0; b < shape.B; b++)
        {
            for (var t = 0; t < shape.T; t++)
            {
                var source = (T*)rows + ((long)b * shape.T + t) * shape.Packed + shape.H * shape.E;
                var slot = ((long)b * capacity + span.Slot(shape.Offset + t)) * line;
                new ReadOnlySpan<T>(source, line).CopyTo(new Span<T>((T*)k + slot, line));
                if (!shape.SharesValues)
                    new ReadOnlySpan<T>(source + line, line).CopyTo(new Span<T>((T*)v + slot, line));
            }
        }
        Forward(shape, Rows(shape, turned, 0), Lines(k), Lines(v), to, 0);
        span.Close();

        Func<int, int, HeadRows<T>> Lines(nint memory) =>
            (b, head) => new((T*)memory + (long)b * capacity * line + head * shape.E, line, shape.E, span.Origin, span.Ring);
    }

    private static void Forward(
        AttentionSizes shape, Func<int, int, HeadRows<T>> queries, Func<int, int, HeadRows<T>> keys, Func<int, int, HeadRows<T>> values, nint output, nint logSums)
    {
        var pieces = shape.T < TileMath.Rows ? shape.T : (shape.T + QueryJob - 1) / QueryJob;
        var small = (long)shape.B * shape.H * shape.T * (shape.Offset + shape.T) * shape.E < 4 * Grain;
        if (small)
        {
            for (var job = 0; job < shape.B * shape.K * pieces; job++)
                Piece(job);
        }
        else
        {
            Team.Run(shape.B * shape.K * pieces, Piece);
        }

        void Piece(int job)
        {
            var (b, head, piece) = (job / pieces / shape.K, job / pieces % shape.K, job % pieces);
            HeadRows<T> Queries(int g) => queries(b, head * shape.Group + g);
            HeadRows<T> Outputs(int g) => Plain(shape, output, b, head * shape.Group + g);
            if (shape.T < TileMath.Rows && logSums == 0)
                DecodeKernel<T>.Run(shape, b, head, piece, Queries, keys(b, head), values(b, head), Outputs);
            else if (shape.T < TileMath.Rows)
                AttentionKernel<T>.Run(shape, b, head, piece, piece + 1, Queries, keys(b, head), values(b, head), Outputs, (float*)logSums);
            else
                AttentionKernel<T>.Run(shape, b, head, piece * QueryJob, Math.Min(shape.T, (piece + 1) * QueryJob), Queries, keys(b, head), values(b, head), Outputs, (float*)logSums);
        }
    }

    /// <summary>A head of packed rows.</summary>
    private static HeadRows<T> Packed(AttentionSizes shape, nint rows, int b, int head) =>
        new((T*)rows + (long)b * shape.T * shape.Packed + head * shape.E, shape.Packed, shape.E);

    /// <summary>A head of rows of query heads alone.</summary>
    private static HeadRows<T> Plain(AttentionSizes shape, nint rows, int b, int head) =>
        new((T*)rows + (long)b * shape.T * shape.H * shape.E + head * shape.E, shape.H * shape.E, shape.E);

    /// <summary>Heads of packed rows, from one on.</summary>
    private static Func<int, int, HeadRows<T>> Rows(AttentionSizes shape, Tensor turned, int first)
    {
        var rows = Memory.Address(turned);
        return (b, head) => Packed(shape, rows, b, first + head);
    }
}
