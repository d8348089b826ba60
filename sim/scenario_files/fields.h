// Reading objects of the tree by key tables, and simple values with their diagnostics. Whatever cannot be read is
// reported and left at its default, so that one run finds everything.
#pragma once

#include "sim/base/language.h"
#include "sim/base/text.h"
#include "sim/scenario_files/findings.h"
#include "sim/scenario_files/keys.h"
#include "sim/scenario_files/tree.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace rapport::scenario_files {

// The members of one object, looked up by names checked at compile time.
template <const auto& Table>
class Fields {
public:
    struct Name {
        consteval Name(const char* name) : index(find(name)) {}
        std::size_t index;

    private:
        static consteval std::size_t find(std::string_view name) {
            for (std::size_t i = 0; i < Table.size(); ++i)
                if (Table[i].name == name) return i;
            throw "no such key in the table";
        }
    };

    Fields() { values_.fill(no_value); }
    ValueIndex operator[](Name name) const { return values_[name.index]; }
    bool has(Name name) const { return values_[name.index] != no_value; }
    std::span<ValueIndex> values() { return values_; }

private:
    std::array<ValueIndex, Table.size()> values_{};
};

class Values {
public:
    Values(const Tree& tree, Findings& findings) : tree(tree), findings(findings) {}

    // Reports unknown and missing keys; an empty optional where the value is no object.
    template <const auto& Table>
    std::optional<Fields<Table>> object(ValueIndex v) {
        if (!is_object(v)) return std::nullopt;
        Fields<Table> fields;
        match(v, Table, fields.values());
        return fields;
    }
    bool is_object(ValueIndex v);
    bool is_list(ValueIndex v);

    std::optional<std::string_view> string(ValueIndex v); // not empty or blank
    std::optional<std::int64_t> whole(ValueIndex v, WholeRange range);
    std::optional<bool> boolean(ValueIndex v);
    // One of `allowed`: its index.
    std::optional<std::size_t> choice(ValueIndex v, std::span<const std::string_view> allowed);

    template <class T>
    void whole_into(T& target, ValueIndex v, WholeRange range) {
        if (v == no_value) return;
        if (const auto value = whole(v, range)) target = static_cast<T>(*value);
    }
    void boolean_into(bool& target, ValueIndex v) {
        if (v == no_value) return;
        if (const auto value = boolean(v)) target = *value;
    }
    void string_into(std::string_view& target, ValueIndex v) {
        if (v == no_value) return;
        if (const auto value = string(v)) target = *value;
    }

    const Tree& tree;
    Findings& findings;

private:
    void match(ValueIndex object, std::span<const Key> table, std::span<ValueIndex> out);
};

// "a, b, c"
std::string listed(std::span<const std::string_view> items);
// A near name for the "did you mean", or nothing.
std::string_view suggestion(std::string_view word, std::span<const std::string_view> candidates);

} // namespace rapport::scenario_files
