// A vector for what may be long and is read here and there: a long one begins on a cache line, and from the size of a
// huge page on the system is asked to keep it in such pages, so that finding an element does not also mean finding its
// page.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

#if __has_include(<sys/mman.h>)
#include <sys/mman.h>
#endif

namespace rapport {

inline constexpr std::size_t cache_line = 64;
inline constexpr std::size_t long_pool = 4096; // bytes
inline constexpr std::size_t huge_page = std::size_t{2} << 20U;

template <class T>
struct PoolAllocator {
    using value_type = T;
    PoolAllocator() = default;
    template <class U>
    PoolAllocator(const PoolAllocator<U>&) {}

    T* allocate(std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        const std::align_val_t alignment = alignment_of(bytes);
        void* room = ::operator new(bytes, alignment);
#ifdef MADV_HUGEPAGE
        // A wish: where it is not granted nothing is lost. Only whole huge pages, so that no memory is wasted.
        if (bytes >= huge_page) (void)::madvise(room, bytes / huge_page * huge_page, MADV_HUGEPAGE);
#endif
        return static_cast<T*>(room);
    }
    void deallocate(T* room, std::size_t count) { ::operator delete(room, alignment_of(count * sizeof(T))); }
    bool operator==(const PoolAllocator&) const = default;

private:
    static std::align_val_t alignment_of(std::size_t bytes) {
        return std::align_val_t{bytes >= huge_page ? huge_page : bytes >= long_pool ? cache_line : alignof(T)};
    }
};

template <class T>
using Pool = std::vector<T, PoolAllocator<T>>;

} // namespace rapport
