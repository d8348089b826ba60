// A vector for what may be long and is read here and there: a long one begins on a cache line, and from the size of a
// huge page on the system is asked to keep it in such pages, so that finding an element does not also mean finding its
// page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

#if __has_include(<sys/mman.h>)
#include <sys/mman.h>
#endif

namespace rapport {

inline constexpr std::size_t cache_line = 64;
inline constexpr std::size_t long_pool = 4096; // bytes
inline constexpr std::size_t huge_page = std::size_t{2} << 20U;

// For memory that is not in use yet. A wish: where it is not granted nothing is lost. Only for the whole huge pages
// inside, so that no memory is wasted.
inline void prefer_huge_pages([[maybe_unused]] void* room, [[maybe_unused]] std::size_t bytes) {
#ifdef MADV_HUGEPAGE
    const auto begin = (reinterpret_cast<std::uintptr_t>(room) + huge_page - 1) / huge_page * huge_page;
    const auto end = (reinterpret_cast<std::uintptr_t>(room) + bytes) / huge_page * huge_page;
    if (begin < end) (void)::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

// Asks for a cache line ahead of its use; a hint only, harmless for any address.
inline void ask_for([[maybe_unused]] const void* line) {
#ifdef __GNUC__
    __builtin_prefetch(line);
    // A function that does nothing but ask has no effect in the compiler's eyes, and calls of it would be left out.
    asm volatile("" : : "r"(line));
#endif
}

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
        prefer_huge_pages(room, bytes);
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
