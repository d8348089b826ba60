// Every code a transcript test can report of its own: the tables that the authoring guide, the catalogue and the tests
// are held against. All are errors. A plan also uses not_utf8, nul_character, bidi_control, unknown_value and
// unknown_behaviour (codes.h).
#pragma once

#include <array>
#include <string_view>

namespace rapport::scenario_files {

// The plan as written (test_plan.h), with its arguments.
inline constexpr std::array<std::string_view, 17> plan_grammar_codes{
    "plan_unknown_command",     // found, perhaps suggestion
    "plan_unknown_expectation", // found, perhaps suggestion
    "plan_word_missing",        // command, example
    "plan_word_too_many",       // found
    "plan_quotes_open",         //
    "plan_quotes_missing",      // command, example
    "plan_time_unclear",        // found
    "plan_number_unclear",      // found
    "plan_range_reversed",      // least, most
    "plan_step_outside",        // command
    "plan_setting_late",        // command
    "plan_setting_twice",       // command, line
    "plan_seed_and_persona",    //
    "plan_too_many_seeds",      // limit
    "plan_name_twice",          // plan, line
    "plan_expects_nothing",     // plan
    "plan_file_empty",          //
};

// The plan beside its scenario (sim/training/plan_check.h; the first one by the face that looks for the scenario).
inline constexpr std::array<std::string_view, 10> plan_scenario_codes{
    "plan_scenario_unusable",   // path
    "plan_language_not_spoken", // language, scenario
    "plan_persona_unknown",     // id, perhaps suggestion
    "plan_persona_never_drawn", // id
    "plan_node_unknown",        // id, perhaps suggestion
    "plan_line_unknown",        // id, perhaps suggestion
    "plan_reply_unknown",       // id, perhaps suggestion
    "plan_topic_unknown",       // id, perhaps suggestion
    "plan_ending_unknown",      // id, perhaps suggestion
    "plan_variable_unknown",    // id, perhaps suggestion
};

// The contact as it went (sim/training/plan_run.h). Each also has way ("opening → a → probe"), node, line_id,
// (the words), reply (the last one), seed, language and persona.
inline constexpr std::array<std::string_view, 8> plan_contact_codes{
    "plan_expectation_failed",    // expected, found
    "plan_contact_over",          // step, ending
    "plan_reply_not_here",        // id, offered
    "plan_reply_not_offered",     // id, offered
    "plan_topic_not_open",        // id, offered
    "plan_words_not_offered",     // words, and where something is offered closest, closest_id
    "plan_words_several",         // words, ids
    "plan_silence_leads_nowhere", //
};

} // namespace rapport::scenario_files
