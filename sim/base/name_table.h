// Names, each with a number: one flat table, made for a hundred thousand of them that are looked up in any order. A
// name of up to eleven bytes lies in its slot itself, so that finding it is one look at memory.
#pragma once

#include "sim/base/byte_scan.h"
#include "sim/base/pool.h"

#include <bit>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

namespace rapport {

// The names are views owned by whoever puts them in.
class NameTable {
public:
    using Entry = std::pair<std::string_view, std::uint32_t>;

    NameTable() = default;
    NameTable(std::initializer_list<Entry> entries) {
        for (const auto& [name, number] : entries) emplace(name, number);
    }

    // The number under this name, and whether the name is new; one that was there keeps its number.
    std::pair<std::uint32_t, bool> emplace(std::string_view name, std::uint32_t number) {
        if (slots_.empty() || entries_.size() * 2 >= slots_.size()) grow(slots_.empty() ? 16 : slots_.size() * 2);
        const Form form(name);
        Slot& slot = slots_[place_of(form, name)];
        if (slot.tail != 0) return {number_in(slot), false};
        const bool apart = form.tail == Form::apart;
        slot = {form.head, form.tail, apart ? static_cast<std::uint32_t>(entries_.size()) : number};
        entries_.emplace_back(name, number);
        return {number, true};
    }
    std::optional<std::uint32_t> find(std::string_view name) const {
        if (slots_.empty()) return std::nullopt;
        const Slot& slot = slots_[place_of(Form(name), name)];
        if (slot.tail == 0) return std::nullopt;
        return number_in(slot);
    }
    void reserve(std::size_t count) {
        entries_.reserve(count);
        if (count * 2 > slots_.size()) grow(std::bit_ceil(count * 2));
    }
    std::size_t size() const { return entries_.size(); }
    bool empty() const { return entries_.empty(); }
    // In the order they were put in.
    auto begin() const { return entries_.begin(); }
    auto end() const { return entries_.end(); }

private:
    // A name as a slot keeps it: up to eleven bytes and how many they are; or the hash of a longer one.
    struct Form {
        static constexpr std::uint32_t apart = 0xFF000000U; // its bytes are where the entry points to
        static constexpr std::size_t longest = 11;
        explicit Form(std::string_view name) {
            if (name.size() > longest) {
                head = hash_of(name);
                tail = apart;
                return;
            }
            tail = (static_cast<std::uint32_t>(name.size()) + 1U) << 24U; // never 0: that is an empty slot
            if (name.size() >= 8) {
                head = eight_bytes(name.data());
                for (std::size_t i = 8; i < name.size(); ++i) tail |= byte(name, i) << (8 * (i - 8));
            } else {
                for (std::size_t i = 0; i < name.size(); ++i) head |= std::uint64_t{byte(name, i)} << (8 * i);
            }
        }
        static std::uint32_t byte(std::string_view name, std::size_t i) { return static_cast<unsigned char>(name[i]); }
        static std::uint64_t hash_of(std::string_view name) {
            std::uint64_t hash = name.size();
            std::size_t i = 0;
            for (; i + 8 <= name.size(); i += 8) hash = stirred(hash ^ eight_bytes(name.data() + i));
            for (; i < name.size(); ++i) hash = stirred(hash ^ byte(name, i));
            return hash;
        }
        std::uint64_t head = 0;
        std::uint32_t tail = 0;
    };
    struct Slot {
        std::uint64_t head = 0;
        std::uint32_t tail = 0;
        std::uint32_t number = 0; // of a long name: its entry
    };
    static_assert(sizeof(Slot) == 16);

    static constexpr std::uint64_t stirred(std::uint64_t x) {
        x *= 0x9E3779B97F4A7C15U;
        return x ^ (x >> 32U);
    }
    std::uint32_t number_in(const Slot& slot) const {
        return slot.tail == Form::apart ? entries_[slot.number].second : slot.number;
    }
    // Where the name is, or the empty slot where it belongs.
    std::size_t place_of(const Form& form, std::string_view name) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = stirred(stirred(form.head) ^ form.tail) & mask;
        for (;; at = (at + 1) & mask) {
            const Slot& slot = slots_[at];
            if (slot.tail == 0) return at;
            if (slot.head != form.head || slot.tail != form.tail) continue;
            if (form.tail != Form::apart || entries_[slot.number].first == name) return at;
        }
    }
    void grow(std::size_t count) {
        slots_.assign(count, {});
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            const auto& [name, number] = entries_[i];
            const Form form(name);
            slots_[place_of(form, name)] = {form.head, form.tail,
                                            form.tail == Form::apart ? static_cast<std::uint32_t>(i) : number};
        }
    }

    Pool<Slot> slots_; // a power of two of them, at most half of them taken
    Pool<Entry> entries_;
};

} // namespace rapport
