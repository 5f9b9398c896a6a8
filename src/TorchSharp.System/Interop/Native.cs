using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The exports of native/torch_system.h, in its order. Calls that return an <see cref="int"/> status go through <see cref="Failure"/>.</summary>
internal static unsafe partial class Native
{
    public const string Name = "TorchSharpSystem";

    [LibraryImport(Name)]
    public static partial byte* ts_error();

    [LibraryImport(Name)]
    public static partial long ts_managed_error();

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ts_operator_find(string name, string overload, nint* found);

    [LibraryImport(Name)]
    public static partial int ts_operator_call(nint found, Value* arguments, int count, Value* results, int capacity, int* returned);

    [LibraryImport(Name)]
    public static partial void ts_tensor_delete(nint tensor);

    [LibraryImport(Name)]
    public static partial nint ts_tensor_share(nint tensor);

    [LibraryImport(Name), SuppressGCTransition]
    public static partial void ts_tensor_facts(nint tensor, TensorFacts* facts);

    [LibraryImport(Name), SuppressGCTransition]
    public static partial long* ts_tensor_sizes(nint tensor, long* dimensions);

    [LibraryImport(Name), SuppressGCTransition]
    public static partial long* ts_tensor_strides(nint tensor, long* dimensions);

    [LibraryImport(Name), SuppressGCTransition]
    public static partial long ts_tensor_storage_offset(nint tensor);

    [LibraryImport(Name)]
    public static partial int ts_tensor_data(nint tensor, void** data);

    [LibraryImport(Name)]
    public static partial int ts_tensor_set_requires_grad(nint tensor, int required);

    [LibraryImport(Name)]
    public static partial int ts_tensor_retain_grad(nint tensor);

    [LibraryImport(Name)]
    public static partial int ts_tensor_grad(nint tensor, nint* grad);

    [LibraryImport(Name)]
    public static partial int ts_tensor_set_grad(nint tensor, nint grad);

    [LibraryImport(Name)]
    public static partial int ts_tensor_borrow(void* data, delegate* unmanaged<nint, void> release, nint owner, long* sizes, int dimensions, int dtype, nint* result);

    [LibraryImport(Name)]
    public static partial int ts_tensor_assign(nint destination, nint source);

    [LibraryImport(Name)]
    public static partial int ts_index(nint tensor, IndexItem* indices, int count, nint* result);

    [LibraryImport(Name)]
    public static partial int ts_index_put(nint tensor, IndexItem* indices, int count, nint value, int accumulate);

    [LibraryImport(Name), SuppressGCTransition]
    public static partial int ts_grad_mode();

    [LibraryImport(Name), SuppressGCTransition]
    public static partial void ts_set_grad_mode(int enabled);

    [LibraryImport(Name), SuppressGCTransition]
    public static partial int ts_inference_mode();

    [LibraryImport(Name)]
    public static partial nint ts_inference_enter(int enabled);

    [LibraryImport(Name)]
    public static partial void ts_inference_leave(nint guard);

    [LibraryImport(Name)]
    public static partial int ts_anomaly_mode(int* checkNan);

    [LibraryImport(Name)]
    public static partial void ts_set_anomaly_mode(int enabled, int checkNan);

    [LibraryImport(Name)]
    public static partial int ts_backward(nint* tensors, int count, nint* gradients, int gradientCount, int retain, int create, nint* inputs, int inputCount);

    [LibraryImport(Name)]
    public static partial int ts_grad(nint* outputs, int count, nint* inputs, int inputCount, nint* gradients, int gradientCount, int retain, int create, int allowUnused, nint* results);

    [LibraryImport(Name)]
    public static partial void ts_function_callbacks(delegate* unmanaged<nint, nint*, int, nint*, int, long> backward, delegate* unmanaged<nint, void> release);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ts_function_create(nint owner, string name, nint* node);

    [LibraryImport(Name)]
    public static partial void ts_function_delete(nint node);

    [LibraryImport(Name)]
    public static partial int ts_function_wrap(nint node, nint* inputs, int count, nint* fixedOnes, int fixedCount, nint* dirty, int dirtyCount, nint* outputs, int outputCount, int materialize, nint* results);

    [LibraryImport(Name)]
    public static partial int ts_function_save(nint node, nint* tensors, int count);

    [LibraryImport(Name)]
    public static partial int ts_function_saved_count(nint address);

    [LibraryImport(Name)]
    public static partial int ts_function_saved(nint address, nint* results);

    [LibraryImport(Name)]
    public static partial nint ts_function_address(nint node);

    [LibraryImport(Name)]
    public static partial int ts_generator_create(ulong seed, int deviceType, int deviceIndex, nint* result);

    [LibraryImport(Name)]
    public static partial int ts_generator_default(nint* result);

    [LibraryImport(Name)]
    public static partial void ts_generator_delete(nint generator);

    [LibraryImport(Name)]
    public static partial int ts_generator_set_seed(nint generator, ulong seed);

    [LibraryImport(Name)]
    public static partial int ts_generator_new_seed(nint generator, ulong* seed);

    [LibraryImport(Name)]
    public static partial int ts_generator_seed(nint generator, ulong* seed);

    [LibraryImport(Name)]
    public static partial int ts_generator_state(nint generator, nint* state);

    [LibraryImport(Name)]
    public static partial int ts_generator_set_state(nint generator, nint state);

    [LibraryImport(Name)]
    public static partial int ts_manual_seed(ulong seed);

    [LibraryImport(Name)]
    public static partial byte* ts_version();

    [LibraryImport(Name)]
    public static partial int ts_threads();

    [LibraryImport(Name)]
    public static partial int ts_set_threads(int count);

    [LibraryImport(Name)]
    public static partial int ts_interop_threads();

    [LibraryImport(Name)]
    public static partial int ts_set_interop_threads(int count);

    [LibraryImport(Name)]
    public static partial int ts_cuda_devices(int* count);

    [LibraryImport(Name)]
    public static partial int ts_has_cudnn();

    [LibraryImport(Name)]
    public static partial int ts_cuda_synchronize(int index);

    [LibraryImport(Name)]
    public static partial int ts_cuda_seed(long seed, int all);

    [LibraryImport(Name)]
    public static partial int ts_check_device(int type, int index);
}
