#include "scoring/checklist.h"

#include <algorithm>

namespace rapport::scoring {
namespace {

constexpr std::array<std::string_view, behaviour_count> ids{"open_contact",
                                                            "let_speak",
                                                            "restate",
                                                            "ask_open",
                                                            "acknowledge_feeling",
                                                            "apologise",
                                                            "take_ownership",
                                                            "offer_options",
                                                            "explain_steps",
                                                            "speak_plainly",
                                                            "check_satisfaction",
                                                            "close_with_follow_up",
                                                            "hand_over",
                                                            "set_limit",
                                                            "premature_solution",
                                                            "self_centred",
                                                            "dismiss_or_blame",
                                                            "over_promise",
                                                            "hide_behind_policy",
                                                            "misinform"};
constexpr std::array<std::string_view, 5> outcomes{"resolved", "partial", "unresolved", "escalated", "lost"};

template <std::size_t N>
std::optional<std::size_t> position(const std::array<std::string_view, N>& names, std::string_view name) {
    const auto it = std::ranges::find(names, name);
    if (it == names.end()) return std::nullopt;
    return static_cast<std::size_t>(it - names.begin());
}

} // namespace

std::string_view id(Behaviour b) { return ids[index(b)]; }

const std::array<std::string_view, behaviour_count>& behaviour_ids() { return ids; }

std::optional<Behaviour> behaviour_from(std::string_view name) {
    const auto i = position(ids, name);
    return i ? std::optional(behaviour_at(*i)) : std::nullopt;
}

std::string_view id(Outcome o) { return outcomes[static_cast<std::size_t>(o)]; }

std::optional<Outcome> outcome_from(std::string_view name) {
    const auto i = position(outcomes, name);
    return i ? std::optional(static_cast<Outcome>(*i)) : std::nullopt;
}

} // namespace rapport::scoring
