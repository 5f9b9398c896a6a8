#include "guard.h"

#include <ATen/ATen.h>
#include <ATen/TensorIndexing.h>

namespace {
using at::indexing::TensorIndex;

TensorIndex index_of(const Index& index) {
    switch (index.kind) {
        case 0: return TensorIndex(nothing);
        case 1: return TensorIndex(at::indexing::Ellipsis);
        case 2: return TensorIndex(index.start);
        case 3: return TensorIndex(index.start != 0);
        case 4: {
            auto bound = [&](int bit, int64_t number) -> Optional<int64_t> {
                if (index.given & bit) return number;
                return nothing;
            };
            return TensorIndex(at::indexing::Slice(bound(1, index.start), bound(2, index.stop), bound(4, index.step)));
        }
        default: return TensorIndex(tensor_of(reinterpret_cast<void*>(index.start)));
    }
}

std::vector<TensorIndex> indices_of(const Index* indices, int32_t count) {
    std::vector<TensorIndex> result;
    result.reserve(count);
    for (int32_t i = 0; i < count; i++) result.push_back(index_of(indices[i]));
    return result;
}
}

Status ts_index(void* tensor, const Index* indices, int32_t count, void** result) {
    return guarded("index", tensor, [&] { *result = handle_of(tensor_of(tensor).index(indices_of(indices, count))); });
}

Status ts_index_put(void* tensor, const Index* indices, int32_t count, void* value, int32_t accumulate) {
    return guarded("index_put_", tensor, [&] {
        if (!accumulate) {
            tensor_of(tensor).index_put_(indices_of(indices, count), tensor_of(value));
            return;
        }
        // Accumulation is defined for tensor indices alone, one a dimension.
        c10::List<Optional<at::Tensor>> list;
        for (int32_t i = 0; i < count; i++) {
            TORCH_CHECK(indices[i].kind == 5, "with accumulate every index must be a tensor");
            list.push_back(tensor_of(reinterpret_cast<void*>(indices[i].start)));
        }
        tensor_of(tensor).index_put_(list, tensor_of(value), true);
    });
}
