#include "guard.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>

#include <mutex>

namespace {
at::Generator& generator_of(void* handle) { return *static_cast<at::Generator*>(handle); }

template <class Body>
Status locked(const char* operation, void* handle, Body&& body) {
    return guarded(operation, [&] {
        auto& generator = generator_of(handle);
        std::lock_guard<std::mutex> lock(generator.mutex());
        body(generator);
    });
}
}

Status ts_generator_create(uint64_t seed, int32_t device_type, int32_t device_index, void** result) {
    return guarded("Generator", [&] {
        auto type = static_cast<c10::DeviceType>(device_type);
        auto generator = type == c10::DeviceType::CPU
            ? at::make_generator<at::CPUGeneratorImpl>()
            : at::globalContext().defaultGenerator(c10::Device(type, device_index)).clone();
        generator.set_current_seed(seed);
        *result = new at::Generator(std::move(generator));
    });
}

Status ts_generator_default(void** result) {
    return guarded("Generator.Default", [&] { *result = new at::Generator(at::globalContext().defaultGenerator(at::kCPU)); });
}

void ts_generator_delete(void* generator) { delete static_cast<at::Generator*>(generator); }

Status ts_generator_set_seed(void* handle, uint64_t seed) {
    return locked("manual_seed", handle, [&](at::Generator& generator) { generator.set_current_seed(seed); });
}

Status ts_generator_new_seed(void* handle, uint64_t* seed) {
    return locked("seed", handle, [&](at::Generator& generator) { *seed = generator.seed(); });
}

Status ts_generator_seed(void* handle, uint64_t* seed) {
    return locked("initial_seed", handle, [&](at::Generator& generator) { *seed = generator.current_seed(); });
}

Status ts_generator_state(void* handle, void** state) {
    return locked("get_state", handle, [&](at::Generator& generator) { *state = handle_of(generator.get_state()); });
}

Status ts_generator_set_state(void* handle, void* state) {
    return locked("set_state", handle, [&](at::Generator& generator) { generator.set_state(tensor_of(state)); });
}

Status ts_manual_seed(uint64_t seed) {
    return guarded("manual_seed", [&] { at::manual_seed(seed); });
}
