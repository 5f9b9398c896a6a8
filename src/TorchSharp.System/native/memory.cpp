// Memory of CPU tensors. malloc splits the holes that large tensors leave, and a training step ends up holding half as much again as it uses;
// blocks of a few sizes that are used again as they are hold little more than what is alive, and need no new pages from the system.
#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>

#include <sys/mman.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <map>
#include <mutex>

namespace {
constexpr size_t kHeader = 64;                      // keeps what follows aligned for every vector
constexpr size_t kSmall = 64 << 10;                 // below, malloc does well
constexpr size_t kHuge = 4 << 20;                   // from here on, pages of 2 MiB pay
constexpr size_t kPage = 4096;
constexpr size_t kWindow = 1 << 15;                 // allocations over which the largest need is remembered

struct Block {
    size_t size;                                    // of the block, 0 where malloc has it
    uint64_t freed;                                 // when, in allocations
};

// Eight sizes for each power of two: at most an eighth is unused.
size_t rounded(size_t size) {
    size_t step = kPage;
    while (step * 16 < size) step *= 2;
    return (size + step - 1) / step * step;
}

class Blocks {
public:
    void* allocate(size_t bytes) {
        auto size = rounded(bytes + kHeader);
        {
            std::lock_guard<std::mutex> lock(mutex_);
            if (++now_ % kWindow == 0) {
                earlier_ = largest_;
                largest_ = live_;
            }
            auto found = free_.lower_bound(size);
            if (found != free_.end() && found->first <= size + size / 8) {
                found = std::prev(free_.upper_bound(found->first));         // of one size the last that was freed: others may have no pages yet, or none in a cache
                auto block = found->second;
                free_.erase(found);
                cached_ -= block->size;
                take(block->size);
                return data_of(block);
            }
        }

        auto memory = map(size);
        if (memory == MAP_FAILED) {
            std::lock_guard<std::mutex> lock(mutex_);
            shrink_to(0);                           // what is held in vain may be what is missing
            memory = map(size);
        }
        if (memory == MAP_FAILED) return nullptr;
        {
            std::lock_guard<std::mutex> lock(mutex_);
            take(size);
            shrink_to(limit());
        }
        if (size >= kHuge) madvise(memory, (bytes + kHeader + kPage - 1) / kPage * kPage, MADV_HUGEPAGE);       // no large page for what rounding added
        auto block = static_cast<Block*>(memory);
        block->size = size;
        return data_of(block);
    }

    void release(Block* block) {
        std::lock_guard<std::mutex> lock(mutex_);
        live_ -= block->size;
        cached_ += block->size;
        block->freed = now_;
        free_.emplace(block->size, block);
        if (live_ < limit() / 8) {                  // what needed it is over
            earlier_ = largest_ = live_;
            shrink_to(0);
        }
    }

private:
    static void* data_of(Block* block) { return reinterpret_cast<char*>(block) + kHeader; }

    // What may be held: a tenth more than the largest need of late.
    size_t limit() const { return std::max(earlier_, largest_) / 10 * 11; }

    static void* map(size_t size) { return mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }

    void take(size_t size) {
        live_ += size;
        largest_ = std::max(largest_, live_);
    }

    // Gives the blocks back that have waited longest, until no more than so much is held.
    void shrink_to(size_t most) {
        while (cached_ > 0 && live_ + cached_ > most) {
            auto oldest = free_.begin();
            for (auto at = free_.begin(); at != free_.end(); ++at)
                if (at->second->freed < oldest->second->freed) oldest = at;
            auto block = oldest->second;
            free_.erase(oldest);
            cached_ -= block->size;
            munmap(block, block->size);
        }
    }

    std::mutex mutex_;
    std::multimap<size_t, Block*> free_;
    size_t live_ = 0, cached_ = 0, largest_ = 0, earlier_ = 0;
    uint64_t now_ = 0;
};

Blocks& blocks() {
    static auto* all = new Blocks;                  // tensors may outlive every static object
    return *all;
}

void release(void* data) {
    if (!data) return;
    auto block = reinterpret_cast<Block*>(static_cast<char*>(data) - kHeader);
    if (block->size == 0) return std::free(block);
    blocks().release(block);
}

c10::DataPtr allocated(size_t bytes) {
    void* data = nullptr;
    if (bytes >= kSmall) {
        data = blocks().allocate(bytes);
    } else if (bytes > 0) {
        void* memory = nullptr;
        if (posix_memalign(&memory, kHeader, bytes + kHeader) == 0) {
            static_cast<Block*>(memory)->size = 0;
            data = static_cast<char*>(memory) + kHeader;
        }
    }
    TORCH_CHECK(data || bytes == 0, "not enough memory: ", bytes, " bytes were asked for");
    return {data, data, &release, c10::Device(c10::DeviceType::CPU)};
}

// One of the first two is what libtorch calls, and the last one is called from 2.2 on: which of them exist is its version's.
class BlockAllocator final : public c10::Allocator {
public:
    c10::DataPtr allocate(size_t bytes) const { return allocated(bytes); }
    c10::DataPtr allocate(size_t bytes) { return allocated(bytes); }
    c10::DeleterFnPtr raw_deleter() const override { return &release; }
    void copy_data(void* to, const void* from, std::size_t bytes) const { std::memcpy(to, from, bytes); }
};

struct Installed {
    Installed() { c10::SetCPUAllocator(new BlockAllocator); }
} installed;
}
