// Every code the recogniser gives: what was seen (Observation::reason), what would have made it a 2
// (Observation::missing), and why a reply cannot be graded (recogniser.h, NotScorable). Codes are stable: attempts keep
// them. Words for people are the catalogue's, in both languages: reason.<code>, missing.<code>, not_scorable.<code>.
//
// A code that a rule gives and that is not here, or has no words, fails a test (tests/house/recogniser_codes_test.cpp).
#pragma once

#include <array>
#include <string_view>

namespace rapport::scoring {

inline constexpr auto reason_codes = std::to_array<std::string_view>({
    // open_contact
    "greeting_and_name",
    "greeting_only",
    "name_only",
    // let_speak
    "invitation",
    "invitation_with_strings",
    "listening",
    // restate
    "fact_told_back",
    "fact_and_want",
    // ask_open
    "open_question",
    "closed_question",
    // acknowledge_feeling
    "feeling_and_cause",
    "feeling_only",
    "validated",
    "stock_sympathy",
    "bare_judgement",
    // apologise
    "accepted",
    "sorry_for_what",
    "sorry",
    "formula",
    "conditional_apology",
    // take_ownership
    "i_act_now",
    "i_have_acted",
    "i_will_act",
    "mine",
    "we_act",
    "no_subject",
    "done",
    "could_act",
    "vague_action",
    "asks_consent",
    // offer_options
    "choice_handed_over",
    "only_option_agreed",
    "several_options",
    "one_option",
    // explain_steps
    "what_when_how",
    "what_when",
    "what_how",
    // speak_plainly
    "plain_answer",
    "some_jargon",
    "curt",
    "long_sentences",
    // check_satisfaction
    "asks_whether_settled",
    "general_check",
    // close_with_follow_up
    "dated_contact",
    "contact_promised",
    "way_back",
    "polite_close",
    // hand_over
    "briefed",
    "handed_over",
    // set_limit
    "limit_and_consequence",
    "consequence",
    "limit",
    // premature_solution
    "solution_first",
    "rule_first",
    // self_centred
    "own_difficulty",
    // dismiss_or_blame
    "blame",
    "scorn",
    "minimises",
    "argues",
    "calm_down",
    // over_promise
    "guarantee",
    "forbidden",
    "beyond_card",
    // hide_behind_policy
    "refusal_by_rule",
    "sent_away",
    // misinform
    "asks_what_is_known",
    "denies_option",
    "unknown_sum",
    "unknown_deadline",
    "wrong_count",
    "wrong_date",
    "wrong_time",
    "wrong_share",
    "wrong_duration",
    // any, from the learned layer alone
    "learned",
    "learned_fault",
    "nearly",
});

// Those of them that say the same of whatever they are given for: their words are one per behaviour.
inline constexpr auto learned_codes = std::to_array<std::string_view>({"learned", "learned_fault"});

inline constexpr auto missing_codes = std::to_array<std::string_view>({
    // open_contact
    "own_name",
    "greeting",
    "customer_name",
    // let_speak
    "no_strings",
    "invitation",
    // restate
    "want_told_back",
    // ask_open
    "open_question",
    "not_on_card",
    // acknowledge_feeling
    "cause",
    "feeling",
    // apologise
    "for_what",
    "unconditional",
    // take_ownership
    "concrete_action",
    "first_person",
    "action_now",
    // offer_options
    "second_option",
    "hand_over_choice",
    // explain_steps, close_with_follow_up
    "how",
    "when",
    // speak_plainly
    "plain_words",
    // check_satisfaction
    "this_solution",
    // close_with_follow_up
    "close",
    "thanks",
    "next_contact",
    // hand_over
    "briefing",
    // set_limit
    "limit",
    "willingness",
    "consequence",
});

// No rule knows what was there and what was not: the whole of what a 2 shows is told (full.<behaviour> of the
// catalogue).
inline constexpr std::string_view missing_unknown = "specific";

inline constexpr auto not_scorable_codes = std::to_array<std::string_view>({
    "empty",
    "symbols_only",
    "other_language",
    "keywords",
    "grader_talk",
});

} // namespace rapport::scoring
