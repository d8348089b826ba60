#include "sim/cli/grade.h"

#include "scoring/recogniser/earlier_turns.h"
#include "sim/scenario_files/grade_line.h"
#include "sim/scenario_files/grader_file.h"
#include "sim/training/evidence_keys.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <unistd.h>

namespace rapport::cli {
namespace {

using nlohmann::ordered_json;
using scenario_files::GradeLine;
using scoring::behaviour_at;
using scoring::behaviour_count;

// Standard input line by line, as soon as a line is there.
class InputLines {
public:
    struct Line {
        std::string text;
        bool too_long = false; // then without text
    };

    std::optional<Line> next() {
        Line line;
        for (;;) {
            if (at_ == end_ && !fill()) {
                if (line.text.empty() && !line.too_long) return std::nullopt;
                return line;
            }
            const std::string_view rest(buffer_.data() + at_, end_ - at_);
            const std::size_t stop = rest.find('\n');
            const auto part = rest.substr(0, stop);
            if (line.text.size() + part.size() > scenario_files::longest_grade_line) line.too_long = true;
            if (line.too_long)
                line.text.clear();
            else
                line.text += part;
            at_ += part.size();
            if (stop == std::string_view::npos) continue;
            ++at_;
            return line;
        }
    }
    // Nothing more has come so far: what was answered had better go out.
    bool waiting() const { return at_ == end_; }
    int error() const { return error_; } // errno; 0: the input ended

private:
    bool fill() {
        for (;;) {
            const ssize_t got = ::read(STDIN_FILENO, buffer_.data(), buffer_.size());
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) error_ = errno;
            at_ = 0;
            end_ = got > 0 ? static_cast<std::size_t>(got) : 0;
            return got > 0;
        }
    }
    std::array<char, std::size_t{1} << 16U> buffer_{};
    std::size_t at_ = 0, end_ = 0;
    int error_ = 0;
};

class Grading {
public:
    Grading(const Context& context, const scenario_files::Grader& grader) : context_(context), grader_(grader) {}

    // False where the line cannot be graded.
    bool line(const InputLines::Line& input, int number, std::optional<Language> language) const {
        if (input.too_long)
            return bad(
                {},
                Diagnostic::error("grade_line_long").with("limit", std::to_string(scenario_files::longest_grade_line)),
                number);
        if (input.text.find_first_not_of(" \t\r") == std::string::npos)
            return bad({}, Diagnostic::error("grade_line_empty"), number);
        GradeLine line = scenario_files::read_grade_line(input.text, language);
        if (!line.task) return bad(line.id, line.diagnostics.at(0), number);
        scenario_files::GradeTask& task = *line.task;
        scoring::label_earlier_turns(task.moment, task.unlabelled, grader_.recogniser());
        const scoring::Recognition given = grader_.recogniser().read(task.reply, task.moment);
        write(answer(line.id, given, task.slots_given));
        return true;
    }

private:
    bool bad(const std::string& id, Diagnostic d, int number) const {
        d.where.line = number; // of the input: in its line the finding is always in the first
        ordered_json error = to_json(context_, d);
        error.erase("severity");
        error.erase("file");
        write(with_id(id, {{"error", std::move(error)}}));
        return false;
    }

    ordered_json answer(const std::string& id, const scoring::Recognition& given, bool slots_given) const {
        ordered_json labels = ordered_json::object();
        ordered_json unsure = ordered_json::array();
        for (std::size_t i = 0; i < behaviour_count; ++i) {
            const auto name = scoring::id(behaviour_at(i));
            labels[std::string(name)] = given.labels[behaviour_at(i)];
            if (given.unsure.has(behaviour_at(i))) unsure.push_back(name);
        }
        ordered_json spans = ordered_json::array();
        for (const scoring::Observation& o : given.observations) {
            ordered_json span{{"behaviour", scoring::id(o.behaviour)},
                              {"level", o.level},
                              {"text", o.quote},
                              {"start", o.span.start},
                              {"end", o.span.end},
                              {"reason", o.reason},
                              {"reason_text", std::string(context_.tr(training::reason_key(o.behaviour, o.reason)))}};
            if (!o.missing.empty()) {
                span["missing"] = o.missing;
                span["missing_text"] = std::string(context_.tr(training::missing_key(o.behaviour, o.missing)));
            }
            spans.push_back(std::move(span));
        }
        const bool scorable = given.not_scorable == scoring::NotScorable::scorable;
        ordered_json all{{"labels", std::move(labels)}, {"spans", std::move(spans)},
                         {"overall", given.overall},    {"scorable", scorable},
                         {"unsure", std::move(unsure)}, {"slots", slots_given ? "given" : "derived"}};
        if (!scorable) {
            all["not_scorable"] = scoring::id(given.not_scorable);
            all["not_scorable_text"] = words("not_scorable.", scoring::id(given.not_scorable));
        }
        all["grader"] = grader_.version();
        return with_id(id, std::move(all));
    }

    std::string words(const char* family, std::string_view code) const {
        return std::string(context_.tr(std::string(family).append(code)));
    }
    static ordered_json with_id(const std::string& id, ordered_json rest) {
        if (id.empty()) return rest;
        ordered_json all{{"id", ordered_json::parse(id, nullptr, false)}};
        all.update(rest);
        return all;
    }
    static void write(const ordered_json& json) {
        std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        text += '\n';
        std::fwrite(text.data(), 1, text.size(), stdout);
    }

    const Context& context_;
    const scenario_files::Grader& grader_;
};

} // namespace

Exit grade(const Context& context, std::optional<Language> language) {
    const auto grader = scenario_files::load_grader(context.product);
    if (!grader) return fail(context, grader.error());
    if (isatty(STDIN_FILENO) != 0) {
        std::fputs(std::string(context.tr("cli.grade_waiting")).append("\n").c_str(), stderr);
    }
    const Grading grading(context, *grader);
    InputLines input;
    bool all_graded = true;
    int number = 0;
    while (const auto line = input.next()) {
        all_graded = grading.line(*line, ++number, language) && all_graded;
        if (input.waiting() && std::fflush(stdout) != 0) return trouble; // whoever reads has gone
    }
    if (input.error() != 0)
        return fail(context,
                    Diagnostic::error("input_failed").with("reason", std::generic_category().message(input.error())));
    return all_graded ? fine : findings;
}

} // namespace rapport::cli
