#include "guard.h"

#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>

int32_t ts_grad_mode() { return c10::GradMode::is_enabled(); }

void ts_set_grad_mode(int32_t enabled) { c10::GradMode::set_enabled(enabled != 0); }

int32_t ts_inference_mode() { return c10::InferenceMode::is_enabled(); }

void* ts_inference_enter(int32_t enabled) { return new c10::InferenceMode(enabled != 0); }

void ts_inference_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

int32_t ts_anomaly_mode(int32_t* check_nan) {
    *check_nan = torch::autograd::AnomalyMode::should_check_nan();
    return torch::autograd::AnomalyMode::is_enabled();
}

void ts_set_anomaly_mode(int32_t enabled, int32_t check_nan) {
    torch::autograd::AnomalyMode::set_enabled(enabled != 0, check_nan != 0);
}

Status ts_backward(void** tensors, int32_t count, void** gradients, int32_t gradient_count, int32_t retain, int32_t create, void** inputs, int32_t input_count) {
    return guarded("backward", count > 0 ? tensors[0] : nullptr, [&] {
        torch::autograd::backward(
            tensors_of(tensors, count), tensors_of(gradients, gradient_count), retain != 0, create != 0, tensors_of(inputs, input_count));
    });
}

Status ts_grad(void** outputs, int32_t count, void** inputs, int32_t input_count, void** gradients, int32_t gradient_count, int32_t retain, int32_t create, int32_t allow_unused, void** results) {
    return guarded("grad", count > 0 ? outputs[0] : nullptr, [&] {
        auto found = torch::autograd::grad(
            tensors_of(outputs, count), tensors_of(inputs, input_count), tensors_of(gradients, gradient_count), retain != 0, create != 0, allow_unused != 0);
        for (size_t i = 0; i < found.size(); i++) results[i] = handle_of(std::move(found[i]));
    });
}
