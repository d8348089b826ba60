// Collects what is wrong with one file and, at the end, puts it in the order of the file with lines and columns.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/base/text.h"
#include "sim/scenario_files/codes.h"
#include "sim/scenario_files/consequences.h"
#include "sim/scenario_files/tree.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rapport::scenario_files {

// Line and column (in code points), both from 1, of a byte offset.
struct Position {
    int line = 1;
    int column = 1;
};
Position position_of(std::string_view bytes, std::size_t offset);

// For many places of one file, in any order.
class Positions {
public:
    explicit Positions(std::string_view bytes);
    Position of(std::size_t offset) const;

private:
    static constexpr std::size_t apart = 512;
    struct Mark {
        std::size_t offset;
        Position position;
    };
    std::string_view bytes_;
    std::vector<Mark> marks_; // every so many bytes, at the beginning of a character
};

// The beginning of a text of the file, for a diagnostic's argument: long ones are cut, never inside a character.
inline std::string_view excerpt(std::string_view text) { return code_point_slice(text, 0, 80); }

class Findings {
public:
    using Args = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    // most: how many are listed; the rest is only counted.
    Findings(std::string file, std::size_t most) : file_(std::move(file)), most_(most) {}

    // At a byte of the file; pointer empty means the whole document.
    void at(std::size_t offset, Code code, Args args = {}, std::string pointer = {});
    // At a value, at its key, or at a byte inside its text.
    void at(const Tree& tree, ValueIndex v, Code code, Args args = {});
    void at(const Tree& tree, ValueIndex v, Diagnostic d);
    void at_key(const Tree& tree, ValueIndex v, Code code, Args args = {});
    void inside(const Tree& tree, ValueIndex v, std::size_t text_offset, Code code, Args args = {});
    void inside(const Tree& tree, ValueIndex v, std::size_t text_offset, Diagnostic d);

    std::size_t errors() const { return errors_; }
    bool full() const { return items_.size() >= most_; } // what comes now is only counted
    // Ends the collection. What only follows from another finding is left out (consequences.h).
    Diagnostics finish(std::string_view bytes);

private:
    void keep(std::size_t offset, Diagnostic d);
    // Whether there is room for one more; counts it either way.
    bool room(Severity severity);

    std::string file_;
    std::size_t most_;
    std::vector<Finding> items_;
    std::size_t errors_ = 0, left_out_ = 0;
};

} // namespace rapport::scenario_files
