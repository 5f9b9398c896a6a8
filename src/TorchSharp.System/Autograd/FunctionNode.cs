using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        /// <summary>
        /// The managed half of a node in the graph. The native half holds it by a <see cref="GCHandle"/> until the graph lets
        /// go, and calls <see cref="RunBackward"/>; an exception there is kept, fails the native node, and comes out of backward().
        /// </summary>
        internal sealed class FunctionNode
        {
            private readonly string _name;
            private readonly Func<AutogradContext, List<Tensor>, List<Tensor>> _backward;
            private readonly bool[] _isTensor;
            private nint _address;

            static FunctionNode() => Native.ts_function_callbacks(&RunBackward, &Release);

            private FunctionNode(string name, object[] arguments, Func<AutogradContext, List<Tensor>, List<Tensor>> backward)
            {
                _name = name;
                _backward = backward;
                _isTensor = [.. arguments.Select(argument => argument is Tensor { IsInvalid: false })];
                Context = new AutogradContext(this);
            }

            private AutogradContext Context { get; }

            public static List<Tensor> Apply(
                string name, object[] arguments, Func<AutogradContext, object[], List<Tensor>> forward, Func<AutogradContext, List<Tensor>, List<Tensor>> backward)
            {
                var node = new FunctionNode(name, arguments, backward);
                List<Tensor> inputs = [.. arguments.OfType<Tensor>().Where(tensor => !tensor.IsInvalid)];
                var isRecorded = is_grad_enabled() && inputs.Any(tensor => tensor.requires_grad);
                nint native = 0;
                try
                {
                    List<Tensor> outputs;
                    using (no_grad()) outputs = forward(node.Context, arguments);
                    if (isRecorded) native = node.Create();
                    var wrapped = node.Wrap(native, inputs, outputs);
                    if (isRecorded) node.Save(native);
                    return wrapped;
                }
                finally
                {
                    if (native != 0) Native.ts_function_delete(native);
                }
            }

            public List<Tensor> Saved()
            {
                var handles = new nint[Native.ts_function_saved_count(_address)];
                fixed (nint* results = handles) Failure.Check(Native.ts_function_saved(_address, results));
                return [.. handles.Select(handle => new Tensor(handle))];
            }

            private nint Create()
            {
                var owner = GCHandle.Alloc(this);
                nint native;
                var status = Native.ts_function_create(GCHandle.ToIntPtr(owner), _name, &native);
                if (status != 0) owner.Free();
                Failure.Check(status);
                _address = Native.ts_function_address(native);
                return native;
            }

            /// <summary>Gives the outputs their place in the graph; one that is an input comes back as a new object, the others as themselves.</summary>
            private List<Tensor> Wrap(nint native, List<Tensor> inputs, List<Tensor> outputs)
            {
                var (given, made, results) = (Handles(inputs), Handles(outputs), new nint[outputs.Count]);
                var (notDifferentiable, dirty) = (Handles(Context.NotDifferentiable), Handles(Context.Dirty));
                fixed (nint* i = given, o = made, n = notDifferentiable, d = dirty, r = results)
                    Failure.Check(Native.ts_function_wrap(native, i, given.Length, n, notDifferentiable.Length, d, dirty.Length, o, made.Length, Context.MaterializeGrads ? 1 : 0, r));
                GC.KeepAlive(inputs);
                return [.. outputs.Select((output, i) => inputs.Contains(output, ReferenceEqualityComparer.Instance) ? new Tensor(results[i]) : Become(output, results[i]))];
            }

            /// <summary>The object stands for its wrapped self, in the scope that is open now.</summary>
            private static Tensor Become(Tensor output, nint wrapped)
            {
                Failure.Check(Native.ts_tensor_assign(output.Handle, wrapped));
                Native.ts_tensor_delete(wrapped);
                CurrentDisposeScope?.Attach(output);
                return output;
            }

            private void Save(nint native)
            {
                var saved = Handles(Context.ToSave);
                fixed (nint* s = saved) Failure.Check(Native.ts_function_save(native, s, saved.Length));
            }

            /// <summary>Gradients of the tensor arguments alone, in their order.</summary>
            private List<Tensor?> Differentiate(List<Tensor> gradients)
            {
                List<Tensor?> found = [.. _backward(Context, gradients)];
                while (found.Count > _isTensor.Length && found[^1] is null or { IsInvalid: true }) found.RemoveAt(found.Count - 1);
                if (found.Count != _isTensor.Length)
                    throw new NotImplementedException($"Function {_name} returned an incorrect number of gradients (expected {_isTensor.Length}, got {found.Count}): one for every argument of forward, null where there is none.");
                for (var i = 0; i < found.Count; i++)
                    if (!_isTensor[i] && found[i] is { IsInvalid: false })
                        throw new NotImplementedException($"Function {_name} returned a gradient at position {i + 1}, where the argument of forward is no tensor; return null there.");
                return [.. found.Where((_, i) => _isTensor[i])];
            }

            [UnmanagedCallersOnly]
            private static long RunBackward(nint owner, nint* gradients, int count, nint* results, int capacity)
            {
                try
                {
                    var node = (FunctionNode)GCHandle.FromIntPtr(owner).Target!;
                    using var scope = NewDisposeScope();
                    List<Tensor> given = [.. new ReadOnlySpan<nint>(gradients, count).ToArray().Select(handle => new Tensor(handle))];
                    var found = node.Differentiate(given);
                    for (var i = 0; i < capacity; i++)
                        results[i] = found[i] is { IsInvalid: false } gradient ? Native.ts_tensor_share(gradient.Handle) : 0;
                    Leave(scope, given, found);
                    return 0;
                }
                catch (Exception exception)
                {
                    return Failure.Keep(exception);
                }
            }

            /// <summary>
            /// The graph has the gradients now; their objects go at once, or every layer's would live until the step's scope ends.
            /// What else backward made and left is the caller's, as if no scope had been opened here.
            /// </summary>
            private static void Leave(DisposeScope scope, List<Tensor> given, List<Tensor?> found)
            {
                foreach (var tensor in found.Concat(given))
                    if (tensor is not null && scope.Contains(tensor)) tensor.Dispose();
                scope.MoveToOuter([.. scope.DisposablesView]);
            }

            [UnmanagedCallersOnly]
            private static void Release(nint owner) => GCHandle.FromIntPtr(owner).Free();
        }
    }
}
