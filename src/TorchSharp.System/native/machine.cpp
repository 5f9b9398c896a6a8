#include "guard.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/DeviceGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/version.h>

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
    return guarded("cuda", [&] { *count = at::hasCUDA() ? at::detail::getCUDAHooks().getNumGPUs() : 0; });
}

int32_t ts_has_cudnn() { return at::hasCUDA() && at::detail::getCUDAHooks().hasCuDNN(); }

Status ts_cuda_synchronize(int32_t index) {
    return guarded("cuda.synchronize", [&] {
        TORCH_CHECK(at::hasCUDA(), "this libtorch was built without CUDA");
        c10::impl::VirtualGuardImpl device(c10::DeviceType::CUDA);
        auto chosen = index < 0 ? device.getDevice() : c10::Device(c10::DeviceType::CUDA, index);
        c10::DeviceGuard guard(chosen);
        device.getStream(chosen).synchronize();
    });
}

Status ts_cuda_seed(int64_t seed, int32_t all) {
    return guarded("cuda.manual_seed", [&] {
        if (!at::hasCUDA()) return;
        auto count = at::detail::getCUDAHooks().getNumGPUs();
        for (int64_t i = 0; i < count; i++) {
            auto index = all ? i : c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).getDevice().index();
            auto generator = at::globalContext().defaultGenerator(c10::Device(c10::DeviceType::CUDA, index));
            std::lock_guard<std::mutex> lock(generator.mutex());
            generator.set_current_seed(seed);
            if (!all) break;
        }
    });
}

// Fails with a sentence where the device is not usable, and readies CUDA where it is.
Status ts_check_device(int32_t type, int32_t index) {
    return guarded("device", [&] {
        auto wanted = static_cast<c10::DeviceType>(type);
        if (wanted != c10::DeviceType::CUDA) return;
        TORCH_CHECK(at::hasCUDA(), "CUDA was asked for, but this libtorch has no CUDA; use the CPU, or a libtorch built for CUDA");
        at::globalContext().lazyInitCUDA();
        TORCH_CHECK(index < at::detail::getCUDAHooks().getNumGPUs(), "CUDA device ", index, " does not exist");
    });
}
