#include "sim/cli/self_rating.h"

#include <charconv>

namespace rapport::cli {
namespace {

std::optional<int> rating_in(std::string_view text) {
    int n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc{} || end != text.data() + text.size() || n < 0 || n > 100) return std::nullopt;
    return n;
}

} // namespace

SelfRating ask_self_rating(const Context& context, const Ask& ask, const Tell& tell) {
    SelfRating self;
    tell("\n" + context.tr("debrief.self_title", {}));
    tell(context.tr("cli.self_words"));
    for (std::size_t q = 0; q < self.size(); ++q) {
        const std::string key = std::string("debrief.self_").append(id(static_cast<scoring::Question>(q)));
        const std::string prompt = context.tr("cli.self_prompt", {{"question", std::string(context.tr(key))}});
        for (auto answer = ask(prompt); !self[q]; answer = ask(prompt)) {
            if (!answer || *answer == "s" || *answer == "q") return self;
            if (answer->empty()) break;
            self[q] = rating_in(*answer);
            if (self[q]) break;
            tell(context.tr("cli.self_again"));
        }
    }
    return self;
}

} // namespace rapport::cli
