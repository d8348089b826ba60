// rapport grade: replies from standard input, a JSON line each (scenario_files/grade_line.h), graded to standard
// output, a JSON line each, in the same order:
//
//   {"id","labels":{20 ids},"spans":[{"behaviour","level","text","start","end","reason","reason_text",
//    "missing"?,"missing_text"?}],"overall":1–5,"scorable","unsure":[ids],"slots":"given"|"derived",
//    "not_scorable"?,"not_scorable_text"?,"grader"}
//   {"id"?,"error":{"code","line","column","pointer","message","hint"}}        a line that cannot be graded
//
// start and end in code points of the reply; the texts in the language of messages. A bad line does not stop the
// others. Exit 0; 1 where a line was bad; 2 where the grader cannot be loaded or reading or writing failed.
#pragma once

#include "sim/cli/context.h"

namespace rapport::cli {

// language: of lines that name none.
Exit grade(const Context& context, std::optional<Language> language);

} // namespace rapport::cli
