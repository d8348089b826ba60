#include "sim/scenario_files/test_plan.h"

#include "sim/scenario_files/parse.h"
#include "sim/scenario_files/test_plan_line.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace rapport::scenario_files {
namespace {

using StepKind = PlanStep::Kind;

constexpr std::array<std::string_view, 11> commands{"scenario", "language", "seed",  "persona", "plan",  "choose",
                                                    "say",      "silence",  "topic", "wait",    "expect"};

// Digits only.
std::optional<std::uint64_t> whole(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

class Reader {
public:
    explicit Reader(TestPlanFile& file) : file_(file) {}

    void line(std::string_view bytes, int number) {
        source_ = without_comment(bytes);
        if (source_.empty()) return;
        const std::string command = folded(source_.substr(0, end_of_first_word(source_)));
        auto words = words_of_line(bytes);
        const Location start{file_.file, number, column_of_first(bytes), {}};
        if (command == "plan") return begin_plan(start, rest());
        if (command == "scenario") return scenario(start, rest());
        if (!words) {
            Diagnostic d = words.error();
            d.where = {file_.file, number, d.where.column, {}};
            mistakes().push_back(std::move(d));
            return;
        }
        PlanLine line(std::move(*words), start, mistakes());
        read(line);
    }

    void finish() {
        check_last();
        shorten(file_.mistakes);
        for (TestPlan& plan : file_.plans) shorten(plan.mistakes);
        if (file_.plans.empty() && file_.mistakes.empty())
            file_.mistakes.push_back(Diagnostic::error("plan_file_empty").at({file_.file, 1, 1, {}}));
    }

private:
    bool inside() const { return !file_.plans.empty(); }
    TestPlan& plan() { return file_.plans.back(); }
    Diagnostics& mistakes() { return inside() ? plan().mistakes : file_.mistakes; }
    PlanSettings& settings() { return inside() ? plan().settings : common_; }

    // Another kind of file, taken for a plan, is wrong in every line.
    static void shorten(Diagnostics& list) {
        if (list.size() <= most_plan_mistakes) return;
        const std::size_t left_out = list.size() - most_plan_mistakes;
        list.resize(most_plan_mistakes);
        Diagnostic note = diagnostic("more_findings");
        note.args.emplace_back("count", std::to_string(left_out));
        note.where.file = list.back().where.file;
        list.push_back(std::move(note));
    }

    static int column_of_first(std::string_view bytes) {
        const auto words = words_of_line(bytes);
        if (words && !words->empty()) return words->front().column;
        return 1 + static_cast<int>(bytes.find_first_not_of(" \t"));
    }

    // What stands behind the first word, blanks included; quotation marks around all of it fall away.
    std::string rest() const {
        const auto words = words_of_line(source_);
        if (words && words->size() == 2 && words->back().quoted) return words->back().text;
        return without_comment(source_.substr(end_of_first_word(source_)));
    }

    void begin_plan(const Location& where, const std::string& name) {
        check_last();
        TestPlan begun{.name = name, .where = where, .settings = common_, .steps = {}, .mistakes = {}};
        const auto [same, is_new] = names_.emplace(name, where.line);
        if (name.empty())
            begun.mistakes.push_back(Diagnostic::error("plan_word_missing")
                                         .with("command", "plan")
                                         .with("example", "plan The best way")
                                         .at(where));
        else if (!is_new)
            begun.mistakes.push_back(Diagnostic::error("plan_name_twice")
                                         .with("plan", name)
                                         .with("line", std::to_string(same->second))
                                         .at(where));
        file_.plans.push_back(std::move(begun));
        set_here_.clear();
    }

    // Said once, at the plan's own line; a plan with other mistakes has enough to mend.
    void check_last() {
        if (!inside() || !plan().mistakes.empty()) return;
        if (std::ranges::any_of(plan().steps, [](const PlanStep& s) { return s.kind == StepKind::expect; })) return;
        plan().mistakes.push_back(Diagnostic::error("plan_expects_nothing").with("plan", plan().name).at(plan().where));
    }

    void read(PlanLine& line) {
        const std::string command = line.keyword();
        const bool setting = command == "language" || command == "seed" || command == "persona";
        if (setting) {
            if (!may_set(command, line.where())) return;
            line.take();
            if (command == "language") language(line);
            if (command == "seed") seed(line);
            if (command == "persona") persona(line);
            if (line.good()) line.finish();
            return;
        }
        if (std::ranges::find(commands, command) == commands.end()) {
            Diagnostic d = Diagnostic::error("plan_unknown_command");
            suggest(d, command, {commands.begin(), commands.end()});
            line.mistake(d.code, line.where(), {{"found", line.peek().text}, {"suggestion", d.arg("suggestion")}});
            return;
        }
        if (!inside()) return line.mistake("plan_step_outside", line.where(), {{"command", command}});
        line.take();
        step(line, command);
    }

    // A setting stands before the first step, and once.
    bool may_set(const std::string& command, const Location& where) {
        Diagnostics& list = mistakes();
        if (inside() && !plan().steps.empty()) {
            list.push_back(Diagnostic::error("plan_setting_late").with("command", command).at(where));
            return false;
        }
        const auto [earlier, first] = set_here_.emplace(command, where.line);
        if (first) return true;
        list.push_back(Diagnostic::error("plan_setting_twice")
                           .with("command", command)
                           .with("line", std::to_string(earlier->second))
                           .at(where));
        return false;
    }

    void scenario(const Location& where, const std::string& path) {
        if (!may_set("scenario", where)) return;
        if (path.empty())
            mistakes().push_back(Diagnostic::error("plan_word_missing")
                                     .with("command", "scenario")
                                     .with("example", "scenario late-order-chat.json")
                                     .at(where));
        settings().scenario = path;
        settings().scenario_at = where;
    }

    void language(PlanLine& line) {
        if (!line.more()) return line.missing("language", "language zh");
        settings().languages.clear();
        settings().languages_at = line.here();
        while (line.more()) {
            const auto wanted = language_from(line.keyword());
            if (!wanted)
                return line.mistake("unknown_value", line.here(),
                                    {{"found", line.peek().text}, {"allowed", "en, zh, en zh"}});
            if (std::ranges::find(settings().languages, *wanted) != settings().languages.end()) return line.finish();
            settings().languages.push_back(*wanted);
            line.take();
        }
    }

    void seed(PlanLine& line) {
        if (!line.more()) return line.missing("seed", "seed 7");
        const Location at = line.here();
        const std::string word = line.take().text;
        const auto dots = word.find("..");
        const auto first = whole(std::string_view(word).substr(0, dots));
        const auto last = dots == std::string::npos ? first : whole(std::string_view(word).substr(dots + 2));
        if (!first || !last) return line.mistake("plan_number_unclear", at, {{"found", word}});
        if (*first > *last)
            return line.mistake("plan_range_reversed", at,
                                {{"least", std::to_string(*first)}, {"most", std::to_string(*last)}});
        if (*last - *first >= most_plan_seeds)
            return line.mistake("plan_too_many_seeds", at, {{"limit", std::to_string(most_plan_seeds)}});
        settings().first_seed = first;
        settings().last_seed = last;
        if (set_here_.contains("persona"))
            line.mistake("plan_seed_and_persona", line.where());
        else
            settings().persona.reset(); // the nearer setting counts
    }

    void persona(PlanLine& line) {
        if (!line.more()) return line.missing("persona", "persona plain");
        settings().persona_at = line.here();
        settings().persona = line.take().text;
        if (set_here_.contains("seed"))
            line.mistake("plan_seed_and_persona", line.where());
        else
            settings().first_seed = settings().last_seed = std::nullopt;
    }

    void step(PlanLine& line, const std::string& command) {
        PlanStep s{.kind = StepKind::expect,
                   .where = line.where(),
                   .name_at = line.here(),
                   .source = source_,
                   .text = {},
                   .after_ms = std::nullopt,
                   .expectation = {}};
        if (command == "choose") {
            s.kind = StepKind::choose;
            if (!line.more()) return line.missing("choose", "choose a");
            s.text = line.take().text;
            after(line, s, "choose a after 35s");
        } else if (command == "say") {
            s.kind = StepKind::say;
            if (!line.more() || !line.peek().quoted)
                return line.missing("say", "say \"I am sorry\"", "plan_quotes_missing");
            s.text = line.take().text;
            after(line, s, "say \"I am sorry\" after 35s");
        } else if (command == "silence") {
            s.kind = StepKind::silence;
            after(line, s, "silence after 40s");
        } else if (command == "topic") {
            s.kind = StepKind::topic;
            if (!line.more()) return line.missing("topic", "topic refund");
            s.text = line.take().text;
            after(line, s, "topic refund after 35s");
        } else if (command == "wait") {
            s.kind = StepKind::wait;
            time(line, s, "wait 40s");
        } else {
            s.expectation = read_expectation(line, s.name_at);
        }
        if (line.good()) line.finish();
        if (line.good()) plan().steps.push_back(std::move(s));
    }

    static void after(PlanLine& line, PlanStep& s, std::string_view example) {
        if (line.take_if("after")) time(line, s, example);
    }

    static void time(PlanLine& line, PlanStep& s, std::string_view example) {
        if (!line.more()) return line.missing(s.kind == StepKind::wait ? "wait" : "after", example);
        const Location at = line.here();
        std::string word = line.take().text;
        // "35 s" is meant as it looks.
        const std::string unit = line.keyword();
        if (unit == "s" || unit == "秒") word += line.take().text;
        s.after_ms = plan_seconds(word);
        if (!s.after_ms) line.mistake("plan_time_unclear", at, {{"found", word}});
    }

    TestPlanFile& file_;
    PlanSettings common_;                              // before the first plan: for all
    std::map<std::string, int, std::less<>> set_here_; // setting → line, within the plan or before the first
    std::map<std::string, int, std::less<>> names_;    // of the plans → line
    std::string source_;
};

} // namespace

Location PlanLine::here() const {
    Location l = where_;
    if (more())
        l.column = peek().column;
    else if (!words_.empty())
        l.column =
            words_.back().column + static_cast<int>(code_points(words_.back().text)) + (words_.back().quoted ? 2 : 0);
    return l;
}

void PlanLine::mistake(std::string_view code, Location at, Args args) {
    Diagnostic d = Diagnostic::error(code);
    for (const auto& [name, value] : args)
        if (!value.empty()) d.args.emplace_back(std::string(name), std::string(excerpt(value)));
    d.where = std::move(at);
    mistakes_->push_back(std::move(d));
    good_ = false;
}

void PlanLine::missing(std::string_view command, std::string_view example, std::string_view code) {
    mistake(code, here(), {{"command", command}, {"example", example}});
}

void PlanLine::finish() {
    if (more()) mistake("plan_word_too_many", here(), {{"found", peek().text}});
}

TestPlanFile read_test_plan(std::string_view bytes, std::string file_name) {
    TestPlanFile file{.file = file_name, .plans = {}, .mistakes = {}};
    Findings characters(std::move(file_name), 20);
    screen_characters(bytes, characters);
    if (characters.errors() > 0) {
        file.mistakes = characters.finish(bytes);
        return file;
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    Reader reader(file);
    int number = 1;
    for (std::size_t pos = 0; pos <= bytes.size(); ++number) {
        const std::size_t end = std::min(bytes.find('\n', pos), bytes.size());
        reader.line(bytes.substr(pos, end - pos), number);
        pos = end + 1;
    }
    reader.finish();
    return file;
}

} // namespace rapport::scenario_files
