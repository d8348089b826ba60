#include "sim/scenario_files/tree.h"

#include "sim/base/text.h"

#include <algorithm>

namespace rapport::scenario_files {

std::string_view Tree::unescaped(const Unescaped& table, ValueIndex v) const {
    return storage_->unescaped[std::lower_bound(table.begin(), table.end(), std::pair{v, std::uint32_t{0}})->second];
}

std::size_t Tree::offset_inside(ValueIndex v, std::size_t at) const {
    std::size_t source = values[v].offset + 1;
    if ((values[v].escaped & 1U) == 0) return source + at;
    // Walk both: an escape of the file stands for one to four bytes of the text.
    const std::string_view raw = bytes();
    const std::size_t end = values[v].offset + 1 + values[v].extent;
    const auto text_of = text(v);
    std::size_t reached = 0;
    while (source < end && reached < at && reached < text_of.size()) {
        const std::size_t before = reached;
        next_code_point(text_of, reached);
        if (raw[source] != '\\') {
            source += reached - before;
        } else if (raw[source + 1] == 'u') {
            source += reached - before == 4 ? 12 : 6; // beyond the basic plane: two escapes
        } else {
            source += 2;
        }
    }
    return source;
}

std::string Tree::pointer(ValueIndex v) const {
    std::string out;
    ValueIndex at = 0;
    while (at != v) {
        std::size_t position = 0;
        ValueIndex inner = no_value;
        for (const ValueIndex child : inside(at)) {
            if (v >= child && v < next(child)) {
                inner = child;
                break;
            }
            ++position;
        }
        if (inner == no_value) break;
        out += '/';
        if (kind(at) == Kind::object) {
            for (const char c : key(inner)) {
                if (c == '~')
                    out += "~0";
                else if (c == '/')
                    out += "~1";
                else
                    out += c;
            }
        } else {
            out += std::to_string(position);
        }
        at = inner;
    }
    return out;
}

ValueIndex Tree::member(ValueIndex object, std::string_view name) const {
    if (kind(object) != Kind::object) return no_value;
    for (const ValueIndex child : inside(object))
        if (key(child) == name) return child;
    return no_value;
}

std::size_t Tree::children(ValueIndex container) const {
    std::size_t n = 0;
    for ([[maybe_unused]] const ValueIndex child : inside(container)) ++n;
    return n;
}

bool Tree::same(ValueIndex a, ValueIndex b) const {
    const ValueIndex count = next(a) - a;
    if (next(b) - b != count) return false;
    for (ValueIndex i = 0; i < count; ++i)
        if (kind(a + i) != kind(b + i) || next(a + i) - a != next(b + i) - b || text(a + i) != text(b + i) ||
            (i > 0 && key(a + i) != key(b + i)))
            return false;
    return true;
}

} // namespace rapport::scenario_files
