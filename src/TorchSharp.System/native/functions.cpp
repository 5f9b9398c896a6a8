// Custom autograd functions: a graph node whose backward is a managed callback.
#include "guard.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/saved_variable.h>

namespace {
using torch::autograd::variable_list;

BackwardCallback call_backward = nullptr;
ReleaseCallback call_release = nullptr;

struct ManagedFunction : torch::autograd::Node {
    void* owner;
    std::string title;
    bool materialize = true;
    std::vector<torch::autograd::SavedVariable> saved;

    ManagedFunction(void* owner, const char* title) : owner(owner), title(title) {}

    ~ManagedFunction() override { call_release(owner); }

    std::string name() const override { return title; }

    variable_list apply(variable_list&& gradients) override {
        std::vector<void*> given(gradients.size());
        for (size_t i = 0; i < gradients.size(); i++) {
            if (!gradients[i].defined() && materialize) gradients[i] = input_metadata(i).zeros_like();
            given[i] = handle_of(std::move(gradients[i]));  // the callback owns them
        }

        std::vector<void*> got(num_outputs(), nullptr);
        auto failure = call_backward(owner, given.data(), given.size(), got.data(), got.size());

        variable_list results;
        for (auto handle : got) {
            results.push_back(tensor_or_undefined(handle));
            ts_tensor_delete(handle);
        }
        if (failure) throw ManagedFailure(failure);
        return results;
    }

    // After a backward that keeps no graph the saved tensors are not needed any more.
    void release_variables() override {
        for (auto& variable : saved) variable.reset_data();
    }
};

using Holder = std::shared_ptr<ManagedFunction>;

Holder& holder_of(void* node) { return *static_cast<Holder*>(node); }

std::unordered_set<at::TensorImpl*> identities(void** handles, int32_t count) {
    std::unordered_set<at::TensorImpl*> set;
    for (int32_t i = 0; i < count; i++) set.insert(tensor_of(handles[i]).unsafeGetTensorImpl());
    return set;
}

using Identities = std::unordered_set<at::TensorImpl*>;

// What versions of libtorch after 1.13 added to the parameters of _wrap_outputs, by type.
template <class T> struct Added;
template <> struct Added<Identities> {
    static Identities value() { return {}; }
};
template <> struct Added<bool> {
    static bool value() { return false; }
};
template <> struct Added<std::function<at::Tensor(at::Tensor)>> {
    static std::function<at::Tensor(at::Tensor)> value() {
        return [](const at::Tensor& tensor) { return tensor.view_as(tensor); };
    }
};

template <class Result, class Outputs, class ForwardMode, class... More>
Result wrap(
    Result (*wrap_outputs)(const variable_list&, const Identities&, const Identities&, Outputs, const std::shared_ptr<torch::autograd::Node>&,
        ForwardMode, More...),
    const variable_list& inputs, const Identities& fixed, const Identities& dirty, const variable_list& outputs, const Holder& node) {
    std::vector<Optional<at::Tensor>> optional(outputs.begin(), outputs.end());
    torch::autograd::_jvp_fn_t forward_mode = [](variable_list, variable_list) -> variable_list {
        TORCH_CHECK(false, "custom functions have no forward-mode derivative");
    };
    return wrap_outputs(inputs, fixed, dirty, optional, node, forward_mode, Added<std::decay_t<More>>::value()...);
}
}

void ts_function_callbacks(BackwardCallback backward, ReleaseCallback release) {
    call_backward = backward;
    call_release = release;
}

Status ts_function_create(void* owner, const char* name, void** node) {
    return guarded(name, [&] { *node = new Holder(new ManagedFunction(owner, name), torch::autograd::deleteNode); });
}

void ts_function_delete(void* node) { delete static_cast<Holder*>(node); }

// `node` is null where nothing needs a gradient.
Status ts_function_wrap(void* node, void** inputs, int32_t count, void** fixed, int32_t fixed_count, void** dirty, int32_t dirty_count, void** outputs, int32_t output_count, int32_t materialize, void** results) {
    return guarded(node ? holder_of(node)->title.c_str() : "function", [&] {
        auto given = tensors_of(inputs, count);
        auto made = tensors_of(outputs, output_count);
        Holder function = node ? holder_of(node) : nullptr;
        if (function) {
            function->materialize = materialize != 0;
            function->set_next_edges(torch::autograd::collect_next_edges(given));
            function->clear_input_metadata();
        }
        auto changed = identities(dirty, dirty_count);
        for (auto tensor : changed) tensor->bump_version();

        auto wrapped = wrap(torch::autograd::_wrap_outputs, given, identities(fixed, fixed_count), changed, made, function);
        for (size_t i = 0; i < wrapped.size(); i++) results[i] = wrapped[i] ? handle_of(std::move(*wrapped[i])) : nullptr;
    });
}

Status ts_function_save(void* node, void** tensors, int32_t count) {
    return guarded("save_for_backward", [&] {
        auto& function = holder_of(node);
        for (int32_t i = 0; i < count; i++) {
            auto tensor = tensor_or_undefined(tensors[i]);
            bool is_output = tensor.defined() && tensor.grad_fn().get() == function.get();
            function->saved.emplace_back(tensor, is_output);
        }
    });
}

void* ts_function_address(void* node) { return holder_of(node).get(); }

int32_t ts_function_saved_count(void* address) { return static_cast<ManagedFunction*>(address)->saved.size(); }

Status ts_function_saved(void* address, void** results) {
    auto& function = *static_cast<ManagedFunction*>(address);
    return guarded(function.title.c_str(), [&] {
        for (size_t i = 0; i < function.saved.size(); i++)
            results[i] = handle_of(function.saved[i].unpack(function.shared_from_this()));
    });
}
