using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A multi-dimensional array of libtorch: a handle, owned by the innermost <see cref="DisposeScope"/> open at its creation.
    /// This part holds its life; the other parts its facts, data, views, arithmetic, reductions and gradients.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private static long _totalCount;
        private static long _peakCount;

        private nint _handle;

        internal Tensor(nint handle, bool register = true)
        {
            _handle = handle;
            var count = Interlocked.Increment(ref _totalCount);
            if (count > _peakCount) _peakCount = count;
            if (register) OwningDisposeScope = DisposeScopeManager.OfThread.Register(this);
        }

        /// <summary>Releases what no scope and no code has disposed.</summary>
        ~Tensor() => Dispose(false);

        /// <summary>Tensors that are alive in the process.</summary>
        public static long TotalCount => _totalCount;

        /// <summary>The most tensors that were alive at once.</summary>
        public static long PeakCount => _peakCount;

        /// <summary>A name for the reader's own use.</summary>
        public string? name { get; set; }

        /// <summary>True when the tensor has been disposed, or its handle has been taken.</summary>
        public bool IsInvalid => _handle == 0;

        /// <summary>The native tensor, an <c>at::Tensor*</c>. Fails on a disposed tensor.</summary>
        public IntPtr Handle => _handle != 0 ? _handle : throw Emptied();

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>A tensor that owns the given <c>at::Tensor*</c>.</summary>
        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        /// <summary>Releases the native tensor; its memory is freed when nothing else refers to it.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Releases the native tensor.</summary>
        protected virtual void Dispose(bool disposing)
        {
            if (_handle == 0) return;
            DisposeScopeManager.OfThread.Disposing(this);
            OwningDisposeScope?.MarkAsDisposed(this);
            Interlocked.Decrement(ref _totalCount);
            Native.ts_tensor_delete(TakeHandle());
        }

        /// <summary>Gives the native tensor away: this object becomes invalid, the caller must release the handle.</summary>
        public IntPtr DecoupleFromNativeHandle() => SurrenderHandle();

        /// <summary>Gives the tensor to the scope around its own.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes the tensor out of all scopes: its holder disposes it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Gives the tensor to the scope of another tensor.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        /// <summary>Gives the tensor to a scope, or to nobody when that is null.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is not null) OwningDisposeScope.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        /// <summary>The handle without its check, for identity alone; zero when invalid.</summary>
        internal nint Identity => _handle;

        /// <summary>Empties this object and hands its native tensor over; the count of tensors is the caller's business.</summary>
        internal nint TakeHandle()
        {
            var handle = _handle;
            _handle = 0;
            return handle;
        }

        /// <summary>As <see cref="TakeHandle"/>, for an object that stops counting as a tensor.</summary>
        internal nint SurrenderHandle()
        {
            GC.SuppressFinalize(this);
            if (Handle != 0) Interlocked.Decrement(ref _totalCount);
            return TakeHandle();
        }

        private static InvalidOperationException Emptied() =>
            new("The tensor is invalid: it was disposed, by hand or by its dispose scope, or became a Parameter. Move what must live on out of the scope.");
    }
}
