#include "guard.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/DeviceGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/version.h>

#include <mutex>

namespace {
constexpr auto cuda = c10::DeviceType::CUDA;

int32_t cuda_devices() { return at::hasCUDA() ? c10::impl::VirtualGuardImpl(cuda).deviceCount() : 0; }

void seed_device(int32_t index, uint64_t seed) {
    auto generator = at::globalContext().defaultGenerator(c10::Device(cuda, index));
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_current_seed(seed);
}
}

const char* ts_version() { return TORCH_VERSION; }

int32_t ts_threads() { return at::get_num_threads(); }

Status ts_set_threads(int32_t count) {
    return guarded("set_num_threads", [&] { at::set_num_threads(count); });
}

int32_t ts_interop_threads() { return at::get_num_interop_threads(); }

Status ts_set_interop_threads(int32_t count) {
    return guarded("set_num_interop_threads", [&] { at::set_num_interop_threads(count); });
}

Status ts_cuda_devices(int32_t* count) {
    return guarded("cuda", [&] { *count = cuda_devices(); });
}

int32_t ts_has_cudnn() { return cuda_devices() > 0 && at::globalContext().hasCuDNN(); }

Status ts_cuda_synchronize(int32_t index) {
    return guarded("cuda.synchronize", [&] {
        TORCH_CHECK(cuda_devices() > 0, "there is no CUDA device that this libtorch can use");
        c10::impl::VirtualGuardImpl guard(cuda);
        auto device = index < 0 ? guard.getDevice() : c10::Device(cuda, index);
        c10::DeviceGuard inside(device);
        guard.getStream(device).synchronize();
    });
}

Status ts_cuda_seed(int64_t seed, int32_t all) {
    return guarded("cuda.manual_seed", [&] {
        auto count = cuda_devices();
        if (count == 0) return;
        if (!all) return seed_device(c10::impl::VirtualGuardImpl(cuda).getDevice().index(), seed);
        for (int32_t i = 0; i < count; i++) seed_device(i, seed);
    });
}

// Fails with a sentence where the device is not usable, and readies CUDA where it is.
Status ts_check_device(int32_t type, int32_t index) {
    return guarded("device", [&] {
        if (static_cast<c10::DeviceType>(type) != cuda) return;
        TORCH_CHECK(at::hasCUDA(), "CUDA was asked for, but this libtorch has none; use the CPU, or a libtorch built for CUDA");
        auto count = cuda_devices();
        TORCH_CHECK(count > 0, "CUDA was asked for, but no CUDA device can be used; use the CPU");
        TORCH_CHECK(index < count, "CUDA device ", index, " was asked for, but there are only ", count);
        if (index < 0) at::empty({0}, at::TensorOptions().device(cuda));
    });
}
