#nullable disable // as TorchSharp, whose signatures here say nothing about null

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What forward hands to backward: tensors by <see cref="save_for_backward"/>, all else by <see cref="save_data"/>.</summary>
        public class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> _data = [];
            private readonly FunctionNode _node;

            internal AutogradContext(FunctionNode node) => _node = node;

            /// <summary>True when a gradient that is missing comes as zeros, false when as an invalid tensor.</summary>
            public bool MaterializeGrads { get; private set; } = true;

            internal List<Tensor> ToSave { get; private set; } = [];

            internal List<Tensor> Dirty { get; private set; } = [];

            internal List<Tensor> NotDifferentiable { get; private set; } = [];

            /// <summary>Keeps tensors, inputs or outputs of forward or others, for backward.</summary>
            public void save_for_backward(List<Tensor> tensors) => ToSave = tensors;

            /// <summary>The saved tensors, new objects at every call. Fails after a backward that did not retain the graph.</summary>
            public List<Tensor> get_saved_variables() => _node.Saved();

            /// <summary>Keeps a value; tensors belong into <see cref="save_for_backward"/>, which knows about in-place changes and cycles.</summary>
            public void save_data(string key, object value) => _data[key] = value;

            /// <summary>The value kept under the key, or null.</summary>
            public object get_data(string key) => _data.GetValueOrDefault(key);

            /// <summary>Says which inputs forward changed in place; they must be among its outputs.</summary>
            public void mark_dirty(List<Tensor> tensors) => Dirty = [.. tensors];

            /// <summary>Says which outputs have no gradient.</summary>
            public void mark_non_differentiable(List<Tensor> tensors) => NotDifferentiable = [.. tensors];

            /// <summary>Says whether missing gradients come as zeros.</summary>
            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            /// <summary>Nothing to release: the graph frees what it saved.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Nothing to release: the graph frees what it saved.</summary>
            protected virtual void Dispose(bool disposing) => _data.Clear();
        }
    }
}
