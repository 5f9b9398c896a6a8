#include "guard.h"

#include <ATen/Functions.h>

namespace {
int32_t dtype_of(const at::Tensor& tensor) { return static_cast<int32_t>(tensor.scalar_type()); }
}

void ts_tensor_delete(void* tensor) { delete static_cast<at::Tensor*>(tensor); }

void* ts_tensor_share(void* tensor) { return new at::Tensor(tensor_of(tensor)); }

void ts_tensor_facts(void* handle, Facts* facts) {
    auto& tensor = tensor_of(handle);
    auto device = tensor.device();
    *facts = {
        dtype_of(tensor), static_cast<int32_t>(device.type()), device.index(), static_cast<int32_t>(tensor.dim()),
        tensor.numel(), static_cast<int64_t>(tensor.element_size()), tensor.requires_grad(), tensor.is_leaf(),
        tensor.layout() == at::kStrided && tensor.is_contiguous(), tensor.is_sparse(),
    };
}

const int64_t* ts_tensor_sizes(void* tensor, int64_t* dimensions) {
    auto sizes = tensor_of(tensor).sizes();
    *dimensions = sizes.size();
    return sizes.data();
}

const int64_t* ts_tensor_strides(void* tensor, int64_t* dimensions) {
    auto strides = tensor_of(tensor).strides();
    *dimensions = strides.size();
    return strides.data();
}

int64_t ts_tensor_storage_offset(void* tensor) { return tensor_of(tensor).storage_offset(); }

Status ts_tensor_data(void* tensor, void** data) {
    return guarded("data_ptr", tensor, [&] { *data = tensor_of(tensor).data_ptr(); });
}

Status ts_tensor_set_requires_grad(void* tensor, int32_t required) {
    return guarded("requires_grad", tensor, [&] { tensor_of(tensor).set_requires_grad(required != 0); });
}

Status ts_tensor_retain_grad(void* tensor) {
    return guarded("retain_grad", tensor, [&] { tensor_of(tensor).retain_grad(); });
}

Status ts_tensor_grad(void* tensor, void** grad) {
    return guarded("grad", tensor, [&] { *grad = handle_of(at::Tensor(tensor_of(tensor).grad())); });
}

Status ts_tensor_set_grad(void* tensor, void* grad) {
    return guarded("grad", tensor, [&] { tensor_of(tensor).mutable_grad() = tensor_or_undefined(grad); });
}

// A tensor over the caller's memory; `release(owner)` runs when nothing uses the memory any more.
Status ts_tensor_borrow(void* data, void (*release)(void*), void* owner, const int64_t* sizes, int32_t dimensions, int32_t dtype, void** result) {
    return guarded("from_blob", [&] {
        auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
        *result = handle_of(at::from_blob(data, {sizes, static_cast<size_t>(dimensions)}, [release, owner](void*) { release(owner); }, options));
    });
}

// The handle means another tensor from here on; whoever holds it by value is not touched.
Status ts_tensor_assign(void* destination, void* source) {
    return guarded("assign", [&] { tensor_of(destination) = tensor_of(source); });
}
