#include "scoring/recogniser/denial.h"

#include "scoring/text/fold.h"

#include <algorithm>
#include <initializer_list>
#include <span>
#include <vector>

namespace rapport::scoring {

bool denies_it(const Reading& r, std::string_view id, const SignHit& hit) {
    const bool soft = id == "dismiss.minimise" || id == "dismiss.calm_down";
    if (!hit.negated || (!soft && id != "dismiss.blame" && id != "dismiss.rude")) return false;
    if (is_han(r.text()[hit.range.start])) return true;
    const TextRange clause = hit.clause == no_clause ? hit.range : r.parts().clauses[hit.clause].range;
    std::vector<std::string_view> before;
    for (const Token& token : r.tokens())
        if (clause.contains(token.range) && token.range.end <= hit.range.start) before.push_back(token.word);
    const std::size_t reach = std::min<std::size_t>(before.size(), soft ? 4 : 3);
    const std::span near(before.end() - static_cast<std::ptrdiff_t>(reach), before.end());
    const auto any = [&](std::initializer_list<std::string_view> list) {
        return std::ranges::any_of(near, [&](auto w) { return std::ranges::find(list, w) != list.end(); });
    };
    return any({"not", "never", "isn't", "wasn't", "won't", "wouldn't", "don't", "didn't"}) &&
           !any({"deny", "help", "before"});
}

} // namespace rapport::scoring
