using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One element of an index expression: a number, a slice, an ellipsis, a new dimension, or a tensor.</summary>
    public struct TensorIndex
    {
        /// <summary>As many whole dimensions as are not spelled out.</summary>
        public static TensorIndex Ellipsis = new() { _kind = Kind.Ellipsis };

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex None = new() { _kind = Kind.None };

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex Null = new() { _kind = Kind.None };

        /// <summary>A whole dimension.</summary>
        public static TensorIndex Colon = Slice();

        private Kind _kind;
        private long? _start;
        private long? _stop;
        private long? _step;
        private Tensor? _tensor;

        private enum Kind
        {
            None = 0,
            Ellipsis = 1,
            Single = 2,
            Bool = 3,
            Slice = 4,
            Tensor = 5,
        }

        internal readonly Tensor? Owner => _tensor;

        /// <summary>One place.</summary>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>Part of a dimension.</summary>
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        /// <summary>Part of a dimension.</summary>
        public static implicit operator TensorIndex(Range range) => Slice(range);

        /// <summary>One place.</summary>
        public static implicit operator TensorIndex(System.Index index) => Single(FromStart(index));

        /// <summary>There so that indices are not taken for tensors; fails.</summary>
        public static implicit operator Tensor(TensorIndex value) => throw new InvalidOperationException("An index is no tensor.");

        /// <summary>Part of a dimension: start, end and step.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new() { _kind = Kind.Slice, _start = start, _stop = stop, _step = step };

        /// <summary>Part of a dimension.</summary>
        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, (long?)range.end);

        /// <summary>Part of a dimension.</summary>
        public static TensorIndex Slice(Range range) => Slice(FromStart(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : FromStart(range.End));

        /// <summary>Everything or nothing.</summary>
        public static TensorIndex Bool(bool value) => new() { _kind = Kind.Bool, _start = value ? 1 : 0 };

        /// <summary>One place.</summary>
        public static TensorIndex Single(long? index) => new() { _kind = Kind.Single, _start = index };

        /// <summary>Places by a tensor of whole numbers, or of truth values.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new() { _kind = Kind.Tensor, _tensor = tensor };

        internal readonly IndexItem Encode() => new()
        {
            Kind = (long)_kind,
            Start = _kind == Kind.Tensor ? _tensor!.Handle : _start ?? 0,
            Stop = _stop ?? 0,
            Step = _step ?? 1,
            Given = (_start is null ? 0 : 1) | (_stop is null ? 0 : 2) | (_step is null ? 0 : 4),
        };

        private static long FromStart(System.Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
