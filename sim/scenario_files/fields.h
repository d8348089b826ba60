// Reading objects of the tree by key tables, and simple values with their diagnostics. Whatever cannot be read is
// reported and left at its default, so that one run finds everything.
#pragma once

#include "scoring/checklist.h"
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
#include <unordered_set>
#include <vector>

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

    // The members of an object that has one for each behaviour and fault, by the checklist's order; no_value where one
    // is missing. Unknown and missing ids are reported.
    std::array<ValueIndex, scoring::behaviour_count> by_behaviour(ValueIndex v);

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

    // Errors so far, those included that were not reported because they follow from another one. What was read while
    // this stood still was read right.
    std::size_t slips() const { return findings.errors() + quiet_; }
    // Whether something that could not be understood has this name in it, as a text, as a key or as a word of either: a
    // slip there is reported, and that the name is not known or not used may come of it.
    bool mentioned_in_lost(std::string_view name) const;

    const Tree& tree;
    Findings& findings;

protected:
    // What stands in this value may be missed elsewhere.
    void lose(ValueIndex v) { lost_.push_back(v); }
    std::size_t lost() const { return lost_.size(); }
    // For an error about a name: true where it follows from what was lost, and is only counted.
    bool follows_from_lost(std::string_view name) {
        const bool follows = mentioned_in_lost(name);
        quiet_ += follows ? 1U : 0U;
        return follows;
    }

private:
    void gather_names(ValueIndex v) const;
    std::size_t quiet_ = 0;
    std::vector<ValueIndex> lost_;
    mutable std::size_t gathered_ = 0; // so many of them are in
    mutable std::unordered_set<std::string_view> lost_names_;
    void match(ValueIndex object, std::span<const Key> table, std::span<ValueIndex> out);
};

// "a, b, c"
std::string listed(std::span<const std::string_view> items);
// A near name for the "did you mean", or nothing.
std::string_view suggestion(std::string_view word, std::span<const std::string_view> candidates);

} // namespace rapport::scenario_files
