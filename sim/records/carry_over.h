// An attempt that was played under one version of a scenario, read under another: for scoring it again and for trying
// on a story while it is being written. Exams and assessments never do this: they go on under the version they began
// with (its bytes are kept with every attempt).
//
// The path stays as it was recorded: lines, labels, mood and branches come from the log. So the new version must still
// have everything the log names, leading where it led. Diagnostics (arguments turn, from 1, and node where they apply;
// was, now: before and after):
//   carry_other_scenario      another scenario altogether                           args: was, now
//   carry_start_changed       the story begins elsewhere                            args: was, now
//   carry_persona_changed     the seed draws another customer                       args: was, now
//   carry_language_gone       a language that was spoken                            args: language, turn
//   carry_node_gone, carry_line_gone, carry_reply_gone, carry_ending_gone           args: node, line, reply, ending,
//   turn carry_reply_renamed       its words now stand under another id                  args: node, was, now, turn
//   carry_reply_not_offered   its condition no longer holds there, or it was used   args: node, reply, turn
//   carry_topic_gone          a topic that was turned to                             args: node, topic, turn
//   carry_topic_not_open      its condition no longer holds there                    args: node, topic, turn
//   carry_target_changed      a reply, silence or otherwise leads elsewhere         args: node, reply, was, now, turn
//   carry_ending_changed      the ending has another outcome                        args: ending, was, now
//   carry_variable_gone       a variable the replies have set                       args: variable
//   carry_variable_changed    the same replies leave it at another value            args: variable, was, now
//   log_mismatch              the log does not fit its own version either
// Notes: what changed without standing in the way; the record stays as it was.
//   carry_choice_gone         was on offer, was not taken, is gone                  args: node, reply, turn
//   carry_shows_changed       the reply is rated differently now                    args: node, reply, turn
//   carry_calls_changed       the moment calls for something else now               args: node, turn
//   carry_mood_changed        the customer starts in another mood                   args: was, now (anger/trust)
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/dialogue/session.h"
#include "sim/records/attempt.h"

#include <expected>
#include <memory>
#include <string>

namespace rapport::records {

struct ScenarioVersion {
    std::shared_ptr<const dialogue::Scenario> scenario;
    std::string hash; // content_hash of its file
};

struct CarriedOver {
    AttemptLog log;            // names the new version in its header, else as recorded
    dialogue::Session session; // where the attempt stands under it
    Diagnostics notes;
};

// The log must have been read under `from`. The error lists everything that stands in the way, turn by turn.
std::expected<CarriedOver, Diagnostics> carry_over(const AttemptLog& log,
                                                   const std::shared_ptr<const dialogue::Scenario>& from,
                                                   const ScenarioVersion& to,
                                                   const std::shared_ptr<const dialogue::MoodTable>& table);

} // namespace rapport::records
