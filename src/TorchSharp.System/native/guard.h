// Keeps exceptions inside: every export that can fail runs its body through `guarded`.
#pragma once

#include "torch_system.h"

#include <ATen/core/Tensor.h>
#include <torch/version.h>

#include <string>

// libtorch's own optional until it became the standard one.
#if TORCH_VERSION_MAJOR == 1 || TORCH_VERSION_MINOR < 4
template <class T> using Optional = c10::optional<T>;
constexpr auto nothing = c10::nullopt;
#else
#include <optional>
template <class T> using Optional = std::optional<T>;
constexpr auto nothing = std::nullopt;
#endif

// A managed callback failed; `id` names the exception that the managed side kept.
struct ManagedFailure : std::exception {
    int64_t id;
    explicit ManagedFailure(int64_t id) : id(id) {}
    const char* what() const noexcept override { return "a managed callback failed"; }
};

// Notes the exception in flight for ts_error, its first line prefixed by the operation; returns the status. Call in a catch.
Status note_failure(const std::string& operation) noexcept;

// "float32[2, 3]": how messages show a tensor.
std::string describe(const at::Tensor& tensor);

inline at::Tensor& tensor_of(void* handle) { return *static_cast<at::Tensor*>(handle); }

inline at::Tensor tensor_or_undefined(void* handle) { return handle ? tensor_of(handle) : at::Tensor(); }

inline void* handle_of(at::Tensor&& tensor) { return tensor.defined() ? new at::Tensor(std::move(tensor)) : nullptr; }

inline std::vector<at::Tensor> tensors_of(void** handles, int32_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (int32_t i = 0; i < count; i++) tensors.push_back(tensor_or_undefined(handles[i]));
    return tensors;
}

template <class Body>
Status guarded(const char* operation, Body&& body) noexcept {
    try {
        body();
        return 0;
    } catch (...) {
        return note_failure(operation);
    }
}

// As above, for one tensor: the message shows its type and shape.
template <class Body>
Status guarded(const char* operation, void* tensor, Body&& body) noexcept {
    try {
        body();
        return 0;
    } catch (...) {
        return note_failure(std::string(operation) + "(" + describe(tensor_or_undefined(tensor)) + ")");
    }
}
