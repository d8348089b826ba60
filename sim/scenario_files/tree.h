// A JSON document as a flat list of values in the order of the file, each with its place: 16 bytes a value, texts as
// views into the file (only texts with escapes are copied). Built by parse.h.
#pragma once

#include "sim/base/pool.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rapport::scenario_files {

// What texts are views into; kept alive by the scenario made from it.
struct Storage {
    std::string bytes;
    std::deque<std::string> unescaped;
    std::deque<std::string> filled; // texts with words of the card put in
};

enum class Kind : std::uint8_t { null, no, yes, number, string, list, object };

using ValueIndex = std::uint32_t;
inline constexpr ValueIndex no_value = 0xFFFFFFFFU;

class Tree {
public:
    struct Value {
        std::uint32_t offset = 0; // of the value's first byte in the file
        std::uint32_t extent = 0; // lists and objects: index behind the last value inside; others: length in bytes
        std::uint32_t key_offset = 0;
        std::uint16_t key_length = 0; // raw bytes between the quotes, at most 65,535
        Kind kind = Kind::null;
        std::uint8_t escaped = 0; // bit 0: the text, bit 1: the key
    };

    explicit Tree(std::shared_ptr<Storage> storage) : storage_(std::move(storage)) {}

    const std::shared_ptr<Storage>& storage() const { return storage_; }
    std::string_view bytes() const { return storage_->bytes; }
    bool empty() const { return values.empty(); }
    Kind kind(ValueIndex v) const { return values[v].kind; }
    std::size_t offset(ValueIndex v) const { return values[v].offset; }
    std::size_t key_offset(ValueIndex v) const { return values[v].key_offset; }
    bool is_container(ValueIndex v) const { return kind(v) == Kind::list || kind(v) == Kind::object; }
    // The value behind this one and everything inside it.
    ValueIndex next(ValueIndex v) const { return is_container(v) ? values[v].extent : v + 1; }
    // The text of a string or number, unescaped.
    std::string_view text(ValueIndex v) const {
        const Value& value = values[v];
        if ((value.escaped & 1U) != 0) return unescaped(unescaped_texts, v);
        return {storage_->bytes.data() + value.offset + (value.kind == Kind::string ? 1 : 0),
                is_container(v) ? 0 : value.extent};
    }
    // The key of an object's member, unescaped.
    std::string_view key(ValueIndex v) const {
        const Value& value = values[v];
        if ((value.escaped & 2U) != 0) return unescaped(unescaped_keys, v);
        return {storage_->bytes.data() + value.key_offset + 1, value.key_length};
    }
    // Where in the file the byte `at` of a string's text stands.
    std::size_t offset_inside(ValueIndex v, std::size_t at) const;
    // RFC 6901, from the root.
    std::string pointer(ValueIndex v) const;
    // The member of an object, or no_value.
    ValueIndex member(ValueIndex object, std::string_view key) const;
    std::size_t children(ValueIndex container) const;
    // Whether the same is written in both, blanks aside.
    bool same(ValueIndex a, ValueIndex b) const;

    // for (ValueIndex child : tree.inside(list)) …
    class Inside {
    public:
        struct Iterator {
            const Tree* tree;
            ValueIndex at;
            ValueIndex operator*() const { return at; }
            Iterator& operator++() {
                at = tree->next(at);
                return *this;
            }
            bool operator!=(const Iterator& other) const { return at != other.at; }
        };
        Inside(const Tree& tree, ValueIndex container) : tree_(tree), container_(container) {}
        Iterator begin() const { return {&tree_, tree_.is_container(container_) ? container_ + 1 : container_}; }
        Iterator end() const {
            return {&tree_, tree_.is_container(container_) ? tree_.values[container_].extent : container_};
        }

    private:
        const Tree& tree_;
        ValueIndex container_;
    };
    Inside inside(ValueIndex container) const { return {*this, container}; }

    Pool<Value> values;
    // Texts with escapes: value → index into storage's unescaped texts, in the order of the values.
    std::vector<std::pair<ValueIndex, std::uint32_t>> unescaped_texts, unescaped_keys;

private:
    using Unescaped = std::vector<std::pair<ValueIndex, std::uint32_t>>;
    std::string_view unescaped(const Unescaped& table, ValueIndex v) const;
    std::shared_ptr<Storage> storage_;
};

} // namespace rapport::scenario_files
