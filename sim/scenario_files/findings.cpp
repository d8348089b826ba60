#include "sim/scenario_files/findings.h"

#include "sim/base/text.h"

#include <algorithm>

namespace rapport::scenario_files {
namespace {

// Moves a position on from one offset to a later one.
void advance(Position& position, std::string_view bytes, std::size_t from, std::size_t to) {
    to = std::min(to, bytes.size());
    while (from < to) {
        if (bytes[from] == '\n') {
            ++position.line;
            position.column = 1;
            ++from;
        } else {
            next_code_point(bytes, from);
            ++position.column;
        }
    }
}

// A byte order mark is no character of the first line.
std::size_t first_byte(std::string_view bytes) { return bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

} // namespace

Position position_of(std::string_view bytes, std::size_t offset) {
    Position p;
    // Only the last line needs counting in code points.
    const auto head = bytes.substr(0, std::min(offset, bytes.size()));
    const auto newline = head.rfind('\n');
    const std::size_t start = newline == std::string_view::npos ? first_byte(bytes) : newline + 1;
    p.line = 1 + static_cast<int>(std::count(head.begin(), head.end(), '\n'));
    advance(p, bytes, start, offset);
    return p;
}

Positions::Positions(std::string_view bytes) : bytes_(bytes) {
    marks_.reserve(bytes.size() / apart + 1);
    marks_.push_back({first_byte(bytes), {}});
    for (std::size_t at = apart; at < bytes.size(); at += apart) {
        std::size_t character = at; // not inside one
        while (character > at - 4 && (static_cast<unsigned char>(bytes[character]) & 0xC0U) == 0x80) --character;
        Mark mark = marks_.back();
        if (character <= mark.offset) continue;
        advance(mark.position, bytes, mark.offset, character);
        mark.offset = character;
        marks_.push_back(mark);
    }
}

Position Positions::of(std::size_t offset) const {
    const auto next = std::ranges::upper_bound(marks_, offset, {}, &Mark::offset);
    if (next == marks_.begin()) return {};
    Position position = std::prev(next)->position;
    advance(position, bytes_, std::prev(next)->offset, offset);
    return position;
}

bool Findings::room(Severity severity) {
    if (severity == Severity::error) ++errors_;
    if (items_.size() < most_) return true;
    ++left_out_;
    return false;
}

void Findings::keep(std::size_t offset, Diagnostic d) { items_.push_back({offset, std::move(d)}); }

namespace {

Diagnostic make(Code code, Findings::Args args) {
    Diagnostic d = diagnostic(code);
    for (const auto& [name, value] : args) d.args.emplace_back(std::string(name), std::string(value));
    return d;
}

} // namespace

void Findings::at(std::size_t offset, Code code, Args args, std::string pointer) {
    if (!room(code.severity())) return;
    Diagnostic d = make(code, args);
    d.where.pointer = std::move(pointer);
    keep(offset, std::move(d));
}

void Findings::at(const Tree& tree, ValueIndex v, Code code, Args args) {
    if (!room(code.severity())) return;
    Diagnostic d = make(code, args);
    d.where.pointer = tree.pointer(v);
    keep(tree.offset(v), std::move(d));
}

void Findings::at_key(const Tree& tree, ValueIndex v, Code code, Args args) {
    if (!room(code.severity())) return;
    Diagnostic d = make(code, args);
    d.where.pointer = tree.pointer(v);
    keep(tree.key_offset(v), std::move(d));
}

void Findings::at(const Tree& tree, ValueIndex v, Diagnostic d) {
    if (!room(d.severity)) return;
    d.where.pointer = tree.pointer(v);
    keep(tree.offset(v), std::move(d));
}

void Findings::inside(const Tree& tree, ValueIndex v, std::size_t text_offset, Code code, Args args) {
    inside(tree, v, text_offset, make(code, args));
}

void Findings::inside(const Tree& tree, ValueIndex v, std::size_t text_offset, Diagnostic d) {
    if (!room(d.severity)) return;
    d.where.pointer = tree.pointer(v);
    keep(tree.offset_inside(v, text_offset), std::move(d));
}

Diagnostics Findings::finish(std::string_view bytes) {
    leave_out_consequences(items_, bytes);
    std::ranges::stable_sort(items_, {}, &Finding::offset);
    Diagnostics out;
    out.reserve(items_.size() + 1);
    Position position;
    std::size_t reached = first_byte(bytes);
    for (auto& item : items_) {
        if (item.offset > reached) {
            advance(position, bytes, reached, item.offset);
            reached = item.offset;
        }
        item.diagnostic.where.file = file_;
        item.diagnostic.where.line = position.line;
        item.diagnostic.where.column = position.column;
        out.push_back(std::move(item.diagnostic));
    }
    if (left_out_ > 0) {
        Diagnostic more = make("more_findings", {{"count", std::to_string(left_out_)}});
        more.where.file = file_;
        out.push_back(std::move(more));
    }
    items_.clear();
    return out;
}

} // namespace rapport::scenario_files
