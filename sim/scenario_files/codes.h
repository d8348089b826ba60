// Every code this module can report, with its severity: the one table that the authoring guide, the catalogue and the
// tests are held against.
//   error    the scenario cannot be played as written
//   warning  it can be played, but will not teach or grade as meant
//   note     worth knowing; nothing needs doing
#pragma once

#include "sim/base/diagnostic.h"

#include <array>
#include <string_view>

namespace rapport::scenario_files {

struct CodeEntry {
    std::string_view code;
    Severity severity;
};

inline constexpr Severity E = Severity::error;
inline constexpr Severity W = Severity::warning;
inline constexpr Severity N = Severity::note;

inline constexpr std::array codes{
    // Files and folders
    CodeEntry{"file_missing", E},
    CodeEntry{"file_is_folder", E},
    CodeEntry{"file_unreadable", E},
    CodeEntry{"file_too_large", E},
    CodeEntry{"folder_missing", E},
    CodeEntry{"folder_unwritable", E},
    CodeEntry{"disk_full", E},
    CodeEntry{"file_unwritable", E},
    CodeEntry{"product_folder_missing", E},
    // Characters
    CodeEntry{"saved_as_utf16", E},
    CodeEntry{"not_utf8", E},
    CodeEntry{"nul_character", E},
    CodeEntry{"bidi_control", E},
    // JSON
    CodeEntry{"file_empty", E},
    CodeEntry{"json_syntax", E},
    CodeEntry{"json_trailing_comma", E},
    CodeEntry{"json_missing_comma", E},
    CodeEntry{"json_missing_colon", E},
    CodeEntry{"json_comment", E},
    CodeEntry{"json_unfinished", E},
    CodeEntry{"json_wrong_bracket", E},
    CodeEntry{"json_line_break_in_string", E},
    CodeEntry{"json_bad_escape", E},
    CodeEntry{"json_inner_quote", E},
    CodeEntry{"json_wrong_quotes", E},
    CodeEntry{"json_wide_sign", E},
    CodeEntry{"json_bare_word", E},
    CodeEntry{"json_bad_number", E},
    CodeEntry{"json_text_after_end", E},
    CodeEntry{"duplicate_key", E},
    CodeEntry{"too_deep", E},
    CodeEntry{"more_findings", N},
    // Keys and values
    CodeEntry{"unknown_key", E},
    CodeEntry{"missing_key", E},
    CodeEntry{"not_object", E},
    CodeEntry{"not_list", E},
    CodeEntry{"not_string", E},
    CodeEntry{"not_text", E},
    CodeEntry{"not_whole_number", E},
    CodeEntry{"not_true_false", E},
    CodeEntry{"not_pair", E},
    CodeEntry{"list_length", E},
    CodeEntry{"number_out_of_range", E},
    CodeEntry{"unknown_value", E},
    CodeEntry{"format_unknown", E},
    CodeEntry{"list_empty", E},
    CodeEntry{"listed_twice", W},
    CodeEntry{"too_many_nodes", E},
    CodeEntry{"too_many_replies", E},
    // Names
    CodeEntry{"id_invalid", E},
    CodeEntry{"id_reserved", E},
    CodeEntry{"duplicate_id", E},
    CodeEntry{"variable_name_invalid", E},
    CodeEntry{"variable_name_reserved", E},
    CodeEntry{"variable_range_reversed", E},
    CodeEntry{"variable_range_on_bool", E},
    CodeEntry{"unknown_target", E},
    CodeEntry{"start_no_node", E},
    CodeEntry{"unknown_option", E},
    CodeEntry{"option_not_allowed", E},
    CodeEntry{"unknown_behaviour", E},
    CodeEntry{"unknown_feeling", E},
    CodeEntry{"unknown_topic", E},
    CodeEntry{"unknown_passage", E},
    CodeEntry{"unknown_need", E},
    // Texts
    CodeEntry{"text_empty", E},
    CodeEntry{"translation_missing", W},
    CodeEntry{"language_not_declared", W},
    CodeEntry{"text_braces", N},
    CodeEntry{"placeholder_unknown", E},
    CodeEntry{"placeholder_unclosed", E},
    CodeEntry{"placeholder_unopened", E},
    CodeEntry{"placeholder_empty", E},
    CodeEntry{"placeholder_no_words", W},
    CodeEntry{"placeholder_wide_brace", W},
    CodeEntry{"placeholder_flood", E},
    CodeEntry{"fact_named_customer", W},
    CodeEntry{"wording_missing", W},
    CodeEntry{"quote_not_in_text", E},
    CodeEntry{"media_path_unsafe", E},
    CodeEntry{"date_invalid", E},
    // What replies show
    CodeEntry{"level_zero", E},
    CodeEntry{"engine_decides", W},
    CodeEntry{"check_without_restate", E},
    // Conditions
    CodeEntry{"condition_unfinished", E},
    CodeEntry{"condition_operand_missing", E},
    CodeEntry{"condition_operator_missing", E},
    CodeEntry{"condition_name_missing", E},
    CodeEntry{"condition_chained", E},
    CodeEntry{"condition_not_boolean", E},
    CodeEntry{"condition_not_number", E},
    CodeEntry{"condition_unknown_name", E},
    CodeEntry{"condition_number_range", E},
    CodeEntry{"condition_too_deep", E},
    CodeEntry{"assignment_expected", E},
    CodeEntry{"condition_never", W},
    CodeEntry{"condition_always", N},
    CodeEntry{"line_never_said", W},
    CodeEntry{"reply_never_offered", W},
    CodeEntry{"assignment_no_change", W},
    CodeEntry{"assignment_out_of_range", W},
    CodeEntry{"variable_never_read", W},
    CodeEntry{"variable_never_set", W},
    // The story
    CodeEntry{"no_unconditional_line", E},
    CodeEntry{"no_replies", E},
    CodeEntry{"otherwise_missing", E},
    CodeEntry{"otherwise_circle", W},
    CodeEntry{"otherwise_like_model", W},
    CodeEntry{"reply_leads_nowhere", E},
    CodeEntry{"call_without_then", E},
    CodeEntry{"then_without_call", E},
    CodeEntry{"call_and_to", E},
    CodeEntry{"return_not_here", E},
    CodeEntry{"return_outside_passage", E},
    CodeEntry{"passage_never_returns", W},
    CodeEntry{"passage_unused", W},
    CodeEntry{"topic_name_reserved", E},
    CodeEntry{"topic_without_title", E},
    CodeEntry{"topic_key_without_start", W},
    CodeEntry{"too_many_topics", E},
    CodeEntry{"topic_start_elsewhere", E},
    CodeEntry{"topic_in_passage", E},
    CodeEntry{"topic_done_outside", E},
    CodeEntry{"topic_done_not_here", E},
    CodeEntry{"topic_done_without_then", E},
    CodeEntry{"topic_never_opens", W},
    CodeEntry{"topic_never_done", W},
    CodeEntry{"unreachable_node", W},
    CodeEntry{"unreachable_ending", W},
    CodeEntry{"node_cannot_end", E},
    CodeEntry{"no_resolved_ending", W},
    CodeEntry{"exam_has_personas", W},
    CodeEntry{"silence_like_model", W},
    CodeEntry{"reply_same_words", W},
    CodeEntry{"reply_no_difference", N},
    CodeEntry{"option_never_offered", W},
    CodeEntry{"need_never_revealed", W},
    CodeEntry{"persona_no_difference", W},
    // Grading
    CodeEntry{"fault_not_gradable", E},
    CodeEntry{"graded_never_called", W},
    CodeEntry{"graded_not_on_every_path", W},
    CodeEntry{"called_not_graded", N},
    CodeEntry{"called_not_shown", W},
    CodeEntry{"model_missing", N},
    CodeEntry{"model_several", W},
    CodeEntry{"model_shows_fault", W},
    // The product's own texts
    CodeEntry{"catalogue_key_missing", W},
};

// A code known at compile time; a misspelt one does not compile.
class Code {
public:
    consteval Code(const char* name) : index_(find(name)) {}
    constexpr std::string_view name() const { return codes[index_].code; }
    constexpr Severity severity() const { return codes[index_].severity; }

private:
    static consteval std::size_t find(std::string_view name) {
        for (std::size_t i = 0; i < codes.size(); ++i)
            if (codes[i].code == name) return i;
        throw "not in the table of codes";
    }
    std::size_t index_;
};

inline Diagnostic diagnostic(Code code) { return {std::string(code.name()), code.severity(), {}, {}}; }

} // namespace rapport::scenario_files
