// What a plan may expect.
#include "sim/base/text.h"
#include "sim/scenario_files/test_plan_line.h"

#include <algorithm>
#include <array>

namespace rapport::scenario_files {
namespace {

using Subject = PlanSubject;

// What follows the subject's word.
enum class Form : std::uint8_t { nothing, name, line, reply, topic, figure, score, outcome, behaviour, variable };

struct Entry {
    std::string_view word;
    Subject subject;
    Form form;
    std::string_view example;
    scoring::Question question{};
};

constexpr std::array entries{
    Entry{"node", Subject::node, Form::name, "expect node probe"},
    Entry{"line", Subject::line, Form::line, "expect line \"three days\""},
    Entry{"reply", Subject::reply, Form::reply, "expect reply a offered"},
    Entry{"ending", Subject::ending, Form::name, "expect ending resolved"},
    Entry{"outcome", Subject::outcome, Form::outcome, "expect outcome partial"},
    Entry{"over", Subject::over, Form::nothing, "expect over"},
    Entry{"persona", Subject::persona, Form::name, "expect persona plain"},
    Entry{"topic", Subject::topic, Form::topic, "expect topic refund offered"},
    Entry{"ready", Subject::ready, Form::nothing, "expect ready"},
    Entry{"revealed", Subject::revealed, Form::nothing, "expect revealed"},
    Entry{"anger", Subject::anger, Form::figure, "expect anger 40..60"},
    Entry{"trust", Subject::trust, Form::figure, "expect trust >= 30"},
    Entry{"turn", Subject::turn, Form::figure, "expect turn 3"},
    Entry{"total", Subject::total, Form::score, "expect total >= 80"},
    Entry{"listening", Subject::question, Form::score, "expect listening >= 80", scoring::Question::listening},
    Entry{"understanding", Subject::question, Form::score, "expect understanding 100",
          scoring::Question::understanding},
    Entry{"empathy", Subject::question, Form::score, "expect empathy 100", scoring::Question::empathy},
    Entry{"solution", Subject::question, Form::score, "expect solution 50..75", scoring::Question::solution},
    Entry{"satisfaction", Subject::question, Form::score, "expect satisfaction none", scoring::Question::satisfaction},
    Entry{"csat", Subject::csat, Form::score, "expect csat 5"},
    Entry{"nps", Subject::nps, Form::score, "expect nps >= 9"},
    Entry{"faults", Subject::faults, Form::figure, "expect faults 0"},
    Entry{"shown", Subject::shown, Form::behaviour, "expect shown restate 2"},
    Entry{"variable", Subject::variable, Form::variable, "expect variable calls 2"},
};

void read_range(PlanLine& line, PlanRange& range, std::string_view example) {
    if (!line.more()) return line.missing("expect", example);
    std::string sign;
    for (const std::string_view s : {"<", "<=", "=", ">=", ">"})
        if (line.take_if(s)) sign = s;
    if (!line.more()) return line.missing("expect", example);
    const Location at = line.here();
    const std::string word = line.take().text;
    const auto unclear = [&] { line.mistake("plan_number_unclear", at, {{"found", word}}); };
    const auto dots = word.find("..");
    if (dots != std::string::npos) {
        const auto least = plan_number(std::string_view(word).substr(0, dots));
        const auto most = plan_number(std::string_view(word).substr(dots + 2));
        if (!least || !most || !sign.empty()) return unclear();
        if (*least > *most)
            return line.mistake("plan_range_reversed", at,
                                {{"least", plan_figure(*least)}, {"most", plan_figure(*most)}});
        range = {*least, *most};
        return;
    }
    const auto number = plan_number(word);
    if (!number) return unclear();
    if (sign.empty() || sign == "=" || sign.starts_with('>')) range.least = *number + (sign == ">" ? 1 : 0);
    if (sign.empty() || sign == "=" || sign.starts_with('<')) range.most = *number - (sign == "<" ? 1 : 0);
}

std::string read_name(PlanLine& line, Location& name_at, std::string_view example) {
    name_at = line.here();
    if (line.more()) return line.take().text;
    line.missing("expect", example);
    return {};
}

void read_outcome(PlanLine& line, Expectation& e, std::string_view example) {
    if (!line.more()) return line.missing("expect", example);
    const auto outcome = scoring::outcome_from(line.keyword());
    if (!outcome) {
        std::string allowed;
        for (std::size_t i = 0; i <= static_cast<std::size_t>(scoring::Outcome::lost); ++i)
            allowed += (allowed.empty() ? "" : ", ") + std::string(scoring::id(static_cast<scoring::Outcome>(i)));
        line.mistake("unknown_value", line.here(), {{"found", line.peek().text}, {"allowed", allowed}});
    }
    line.take();
    e.outcome = outcome.value_or(scoring::Outcome{});
}

void read_shown(PlanLine& line, Expectation& e, std::string_view example) {
    if (!line.more()) return line.missing("expect", example);
    const auto behaviour = scoring::behaviour_from(line.keyword());
    if (!behaviour) {
        Diagnostic d = Diagnostic::error("unknown_behaviour").with("id", line.peek().text);
        const auto& ids = scoring::behaviour_ids();
        suggest(d, line.keyword(), {ids.begin(), ids.end()});
        line.mistake(d.code, line.here(), {{"id", d.arg("id")}, {"suggestion", d.arg("suggestion")}});
    }
    line.take();
    e.behaviour = behaviour.value_or(scoring::Behaviour{});
    // Without a level: at all.
    if (line.more())
        read_range(line, e.range, example);
    else
        e.range.least = 100;
}

void read_variable(PlanLine& line, Expectation& e, Location& name_at, std::string_view example) {
    e.name = read_name(line, name_at, example);
    if (line.take_if("true"))
        e.range = {100, 100};
    else if (line.take_if("false"))
        e.range = {0, 0};
    else if (line.good())
        read_range(line, e.range, example);
}

void read_reply(PlanLine& line, Expectation& e, Location& name_at, std::string_view example) {
    const bool quoted = line.more() && line.peek().quoted;
    (quoted ? e.words : e.name) = read_name(line, name_at, example);
    if (line.take_if("not")) e.negated = !e.negated;
    if (line.good() && !line.take_if("offered")) line.missing("expect", example);
}

void read_topic(PlanLine& line, Expectation& e, Location& name_at, std::string_view example) {
    e.name = read_name(line, name_at, example);
    const bool turned_round = line.take_if("not");
    if (turned_round) e.negated = !e.negated;
    e.offered = line.take_if("offered");
    if (turned_round && !e.offered && line.good()) line.missing("expect", example);
}

} // namespace

void suggest(Diagnostic& diagnostic, std::string_view found, const std::vector<std::string_view>& candidates) {
    if (const auto near = nearest(found, candidates)) diagnostic.args.emplace_back("suggestion", std::string(*near));
}

Expectation read_expectation(PlanLine& line, Location& name_at) {
    Expectation e;
    e.negated = line.take_if("not");
    if (!line.more()) {
        line.missing("expect", "expect node probe");
        return e;
    }
    const std::string word = line.keyword();
    const auto entry = std::ranges::find(entries, word, &Entry::word);
    if (entry == entries.end()) {
        Diagnostic d = Diagnostic::error("plan_unknown_expectation");
        std::vector<std::string_view> words;
        for (const Entry& known : entries) words.push_back(known.word);
        suggest(d, word, words);
        line.mistake(d.code, line.here(), {{"found", line.peek().text}, {"suggestion", d.arg("suggestion")}});
        return e;
    }
    line.take();
    e.subject = entry->subject;
    e.question = entry->question;
    switch (entry->form) {
    case Form::nothing:
        break;
    case Form::name:
        e.name = read_name(line, name_at, entry->example);
        break;
    case Form::line: {
        const bool quoted = line.more() && line.peek().quoted;
        (quoted ? e.words : e.name) = read_name(line, name_at, entry->example);
        break;
    }
    case Form::reply:
        read_reply(line, e, name_at, entry->example);
        break;
    case Form::topic:
        read_topic(line, e, name_at, entry->example);
        break;
    case Form::score:
        e.none = line.take_if("none");
        if (!e.none) read_range(line, e.range, entry->example);
        break;
    case Form::figure:
        read_range(line, e.range, entry->example);
        break;
    case Form::outcome:
        read_outcome(line, e, entry->example);
        break;
    case Form::behaviour:
        read_shown(line, e, entry->example);
        break;
    case Form::variable:
        read_variable(line, e, name_at, entry->example);
        break;
    }
    return e;
}

} // namespace rapport::scenario_files
