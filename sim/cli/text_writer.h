#pragma once

#include "sim/cli/context.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace rapport::cli {

// Lines of text in the user's language, put together one by one.
class TextWriter {
protected:
    explicit TextWriter(const Context& context) : context_(context) {}

    std::string tr(std::string_view key, const TextArgs& args = {}) const {
        return context_.catalogue.format(context_.language, key, args);
    }
    void line(std::string_view words = {}) { text_.append(words).append(1, '\n'); }
    void heading(std::string_view words) {
        line();
        line(fmt::format("── {} ──", words));
    }
    void add(std::string_view lines) { text_ += lines; }
    std::string take() { return std::move(text_); }

    const Context& context_;

private:
    std::string text_;
};

} // namespace rapport::cli
