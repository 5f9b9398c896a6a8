// What libTorchSharpSystem.so exports: everything TorchSharp.System asks of libtorch.
//
// Tensors cross as owned `at::Tensor*`; null is the undefined tensor. Every function that can fail returns a status, and
// leaves its message for `ts_error` on the calling thread: no C++ exception leaves this library, no managed one enters it.
#pragma once

#include <cstddef>
#include <cstdint>

#define TS_EXPORT extern "C" __attribute__((visibility("default")))

// 0: done. 1: libtorch refused, see ts_error. 2: a managed callback failed, see ts_managed_error.
using Status = int32_t;

// An argument or a result of an operator, tagged.
struct Value {
    int32_t kind;   // one of Kind
    int32_t count;  // elements of a list, bytes of a text, type of a device
    int64_t bits;   // number, index of a device, or pointer
};

enum Kind : int32_t {
    Omitted = 0,     // take the schema's default
    None = 1,
    TensorKind = 2,  // at::Tensor*, may be null
    Int = 3,
    Double = 4,      // bits of a double
    Bool = 5,
    IntList = 6,     // int64_t*
    TensorList = 7,  // at::Tensor**, elements may be null
    Text = 8,        // UTF-8
    DeviceKind = 9,
    GeneratorKind = 10,  // at::Generator*
    DoubleList = 11,
};

// What a managed program asks of a tensor most often, in one call.
struct Facts {
    int32_t dtype;
    int32_t device_type;
    int32_t device_index;
    int32_t dimensions;
    int64_t elements;
    int64_t element_size;
    int32_t requires_grad;
    int32_t is_leaf;
    int32_t is_contiguous;
    int32_t is_sparse;
};

// One element of an index expression: kind (0 none, 1 ellipsis, 2 integer, 3 boolean, 4 slice, 5 tensor) and its numbers.
struct Index {
    int64_t kind;
    int64_t start;  // or the integer, the boolean, the at::Tensor*
    int64_t stop;
    int64_t step;
    int64_t given;  // bits: 1 start, 2 stop, 4 step
};

// status.cpp
TS_EXPORT const char* ts_error();
TS_EXPORT int64_t ts_managed_error();

// operators.cpp
TS_EXPORT Status ts_operator_find(const char* name, const char* overload, void** found);
TS_EXPORT Status ts_operator_call(void* found, const Value* arguments, int32_t count, Value* results, int32_t capacity, int32_t* returned);

// tensors.cpp
TS_EXPORT void ts_tensor_delete(void* tensor);
TS_EXPORT void* ts_tensor_share(void* tensor);
TS_EXPORT void ts_tensor_facts(void* tensor, Facts* facts);
TS_EXPORT const int64_t* ts_tensor_sizes(void* tensor, int64_t* dimensions);
TS_EXPORT const int64_t* ts_tensor_strides(void* tensor, int64_t* dimensions);
TS_EXPORT int64_t ts_tensor_storage_offset(void* tensor);
TS_EXPORT Status ts_tensor_data(void* tensor, void** data);
TS_EXPORT Status ts_tensor_set_requires_grad(void* tensor, int32_t required);
TS_EXPORT Status ts_tensor_retain_grad(void* tensor);
TS_EXPORT Status ts_tensor_grad(void* tensor, void** grad);
TS_EXPORT Status ts_tensor_set_grad(void* tensor, void* grad);
TS_EXPORT Status ts_tensor_borrow(void* data, void (*release)(void*), void* owner, const int64_t* sizes, int32_t dimensions, int32_t dtype, void** result);
TS_EXPORT Status ts_tensor_assign(void* destination, void* source);

// indexing.cpp
TS_EXPORT Status ts_index(void* tensor, const Index* indices, int32_t count, void** result);
TS_EXPORT Status ts_index_put(void* tensor, const Index* indices, int32_t count, void* value, int32_t accumulate);

// autograd.cpp
TS_EXPORT int32_t ts_grad_mode();
TS_EXPORT void ts_set_grad_mode(int32_t enabled);
TS_EXPORT int32_t ts_inference_mode();
TS_EXPORT void* ts_inference_enter(int32_t enabled);
TS_EXPORT void ts_inference_leave(void* guard);
TS_EXPORT int32_t ts_anomaly_mode(int32_t* check_nan);
TS_EXPORT void ts_set_anomaly_mode(int32_t enabled, int32_t check_nan);
TS_EXPORT Status ts_backward(void** tensors, int32_t count, void** gradients, int32_t gradient_count, int32_t retain, int32_t create, void** inputs, int32_t input_count);
TS_EXPORT Status ts_grad(void** outputs, int32_t count, void** inputs, int32_t input_count, void** gradients, int32_t gradient_count, int32_t retain, int32_t create, int32_t allow_unused, void** results);

// functions.cpp: custom autograd functions
using BackwardCallback = int64_t (*)(void* owner, void** gradients, int32_t count, void** results, int32_t result_count);
using ReleaseCallback = void (*)(void* owner);
TS_EXPORT void ts_function_callbacks(BackwardCallback backward, ReleaseCallback release);
TS_EXPORT Status ts_function_create(void* owner, const char* name, void** node);
TS_EXPORT void ts_function_delete(void* node);
TS_EXPORT Status ts_function_wrap(void* node, void** inputs, int32_t count, void** fixed, int32_t fixed_count, void** dirty, int32_t dirty_count, void** outputs, int32_t output_count, int32_t materialize, void** results);
TS_EXPORT Status ts_function_save(void* node, void** tensors, int32_t count);
TS_EXPORT int32_t ts_function_saved_count(void* owner_node);
TS_EXPORT Status ts_function_saved(void* owner_node, void** results);
TS_EXPORT void* ts_function_address(void* node);

// random.cpp
TS_EXPORT Status ts_generator_create(uint64_t seed, int32_t device_type, int32_t device_index, void** result);
TS_EXPORT Status ts_generator_default(void** result);
TS_EXPORT void ts_generator_delete(void* generator);
TS_EXPORT Status ts_generator_set_seed(void* generator, uint64_t seed);
TS_EXPORT Status ts_generator_new_seed(void* generator, uint64_t* seed);
TS_EXPORT Status ts_generator_seed(void* generator, uint64_t* seed);
TS_EXPORT Status ts_generator_state(void* generator, void** state);
TS_EXPORT Status ts_generator_set_state(void* generator, void* state);
TS_EXPORT Status ts_manual_seed(uint64_t seed);

// machine.cpp
TS_EXPORT const char* ts_version();
TS_EXPORT int32_t ts_threads();
TS_EXPORT Status ts_set_threads(int32_t count);
TS_EXPORT int32_t ts_interop_threads();
TS_EXPORT Status ts_set_interop_threads(int32_t count);
TS_EXPORT Status ts_cuda_devices(int32_t* count);
TS_EXPORT int32_t ts_has_cudnn();
TS_EXPORT Status ts_cuda_synchronize(int32_t index);
TS_EXPORT Status ts_cuda_seed(int64_t seed, int32_t all);
TS_EXPORT Status ts_check_device(int32_t type, int32_t index);
