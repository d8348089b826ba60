#include "sim/cli/terminal.h"

#include "sim/base/text.h"
#include "sim/cli/debrief_text.h"
#include "sim/cli/exam.h"
#include "sim/cli/reading_text.h"
#include "sim/cli/resume_version.h"
#include "sim/cli/self_rating.h"
#include "sim/cli/what_if.h"
#include "sim/training/library.h"
#include "sim/training/text_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace rapport::cli {
namespace {

using training::Drill;
using training::text_key;

std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// As if typed on an English keyboard: without blanks, small letters, full-width forms (１ｓ？) made narrow.
std::string plain_answer(std::string_view typed) {
    std::string answer;
    for (std::size_t pos = 0; pos < typed.size();) {
        char32_t c = next_code_point(typed, pos);
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFF01 - U'!';
        if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
        if (c > U' ' && c != 0x3000 && c != 0x7F) append_utf8(answer, c);
    }
    // "2." is how it stands on the screen.
    if (answer.size() > 1 && answer.back() == '.') answer.pop_back();
    return answer;
}

// Ctrl-C ends the input instead of the program, so that the way back can be told.
void leave_gently_on_interrupt() {
    struct sigaction action {};
    action.sa_handler = [](int) {};
    sigaction(SIGINT, &action, nullptr);
}

// A line from the person as typed; empty at the end of input.
std::optional<std::string> ask_words(std::string_view prompt) {
    std::fwrite(prompt.data(), 1, prompt.size(), stdout);
    std::fflush(stdout);
    std::string line;
    if (!std::getline(std::cin, line)) {
        out_line("");
        return std::nullopt;
    }
    return line;
}

std::optional<std::string> ask(std::string_view prompt) {
    const auto line = ask_words(prompt);
    if (!line) return std::nullopt;
    return plain_answer(*line);
}

std::optional<std::size_t> number_in(std::string_view text, std::size_t most) {
    if (text.empty() || text.size() > 3) return std::nullopt;
    std::size_t n = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        n = n * 10 + static_cast<std::size_t>(c - '0');
    }
    return n >= 1 && n <= most ? std::optional(n - 1) : std::nullopt;
}

class Conversation {
public:
    Conversation(const Context& context, const training::Services& services, Drill drill)
        : context_(context), services_(services), drill_(std::move(drill)) {}

    Exit run() {
        leave_gently_on_interrupt();
        for (const Diagnostic& d : drill_.notices()) print(context_, d);
        if (drill_.stage() == training::Stage::talking && !prepare()) return left();
        while (drill_.stage() == training::Stage::talking) {
            show_moment();
            if (!answer()) return left();
        }
        debrief();
        std::fflush(stdout);
        return kept();
    }

private:
    std::string tr(std::string_view key, const TextArgs& args = {}) const { return context_.tr(key, args); }
    std::string_view in_language(const LocalText& text) const { return text.best(drill_.language()); }

    // Where a person sits, one's own view comes between what stood out and the figures, as in the window.
    void debrief() const {
        const auto debrief = training::debrief_of(drill_.attempt());
        const Language language = drill_.language();
        out(debrief_opening_text(context_, debrief, language));
        SelfRating self;
        if (isatty(STDIN_FILENO) != 0 && debrief.outcome) self = ask_self_rating(context_, ask, out_line);
        out(debrief_figures_text(context_, debrief, language, self));
    }

    // Nothing is lost where it could not be stored: the whole drill is in its journal.
    Exit kept() {
        while (drill_.problem()) {
            out_line("");
            if (services_.database) print(context_, *drill_.problem());
            out_line(tr("cli.waiting"));
            // Without a database there is nothing to try again, and why has been told at the start.
            if (!services_.database) return trouble;
            const auto reply = ask(tr("cli.retry_prompt"));
            if (!reply || *reply == "q") return trouble;
            (void)drill_.retry(now_ms());
        }
        return fine;
    }

    Exit left() {
        const bool said = std::ranges::any_of(drill_.session().log(),
                                              [](const auto& turn) { return turn.kind != scoring::ReplyKind::none; });
        if (!said && drill_.abandon(now_ms())) {
            out_line(tr("cli.left_unsaid"));
            return fine;
        }
        const auto open = training::unfinished(services_).entries;
        const auto last =
            std::ranges::find_if(open, [&](const auto& e) { return e.header.id == drill_.header().id || !e.in_use; });
        const bool newest = last != open.end() && last->header.id == drill_.header().id;
        out_line(tr("cli.left", {{"attempt", newest ? "last" : drill_.header().id}}));
        return fine;
    }

    // The brief, and what was said before the drill was left. Reading it costs no time: a person says when to begin.
    bool prepare() {
        drill_.pause(now_ms());
        brief();
        for (const auto& turn : training::debrief_of(drill_.attempt()).turns) {
            out_line("");
            out_line(tr("cli.says", {{"name", std::string(in_language(drill_.scenario().customer_name))},
                                     {"words", std::string(in_language(turn.customer_text))}}));
            if (!turn.turned_title.empty())
                out_line(tr("topic.turned_to", {{"topic", std::string(in_language(turn.turned_title))}}));
            if (!turn.reply_text.empty())
                out_line(tr("debrief.you", {{"words", std::string(in_language(turn.reply_text))}}));
        }
        if (isatty(STDIN_FILENO) != 0) {
            const std::string prompt = tr(training::text_key("cli.begin_prompt.", id(drill_.scenario().channel)));
            auto ready = ask(prompt);
            for (; ready && *ready == "?"; ready = ask(prompt)) help();
            if (!ready || *ready == "q") return false;
        }
        drill_.resume(now_ms());
        return true;
    }

    void brief() const {
        const auto& s = drill_.scenario();
        out_line(fmt::format("\n══ {} ══", in_language(s.title)));
        out_line(in_language(s.summary));
        if (!s.note.empty()) out_line(in_language(s.note));
        out_line(tr("cli.customer", {{"name", std::string(in_language(s.customer_name))},
                                     {"channel", std::string(context_.tr(text_key(s.channel)))}}));
        for (const auto& fact : s.facts)
            out_line("  " + tr("cli.says", {{"name", std::string(in_language(fact.label))},
                                            {"words", std::string(in_language(fact.value))}}));
        if (!s.options.empty()) out_line(tr("cli.allowed"));
        for (const auto& option : s.options) out_line(fmt::format("  ✓ {}", in_language(option.text)));
        if (!s.not_allowed.empty()) out_line(tr("cli.not_allowed"));
        for (const auto& option : s.not_allowed) out_line(fmt::format("  ✗ {}", in_language(option.text)));
        help();
        if (!s.topics.empty()) out_line(tr("cli.help_topics"));
    }

    void help() const { out_line(tr(drill_.typing() ? "cli.help_say" : "cli.help")); }

    void show_moment() const {
        const auto& session = drill_.session();
        const auto& mood = session.mood();
        out_line("");
        out_line(tr("cli.mood_now", {{"anger", std::to_string(mood.anger)},
                                     {"trust", std::to_string(mood.trust)},
                                     {"ready", tr(mood.ready ? "name.ready" : "name.not_ready")}}));
        out_line(tr("cli.says", {{"name", std::string(in_language(drill_.scenario().customer_name))},
                                 {"words", std::string(in_language(session.line().text))}}));
        if (!drill_.typing()) show_replies();
        const auto places = dialogue::places_in(session.places());
        for (std::size_t i = 0; i < places.size(); ++i)
            out_line(fmt::format("  t{}) {}", i + 1, words_of(context_, session, places[i], drill_.language())));
    }

    void show_replies() const {
        const auto& session = drill_.session();
        for (std::size_t i = 0; i < session.now().offered_count; ++i)
            out_line(fmt::format("  {}. {}", i + 1, in_language(session.offered_reply(i).text)));
    }

    // Where words are typed: whether the turn is over, the person leaves, or it is to be tried again.
    enum class Said { yes, leave, again };

    // The clock stands while the reading is looked at.
    Said say(const std::string& words) {
        const auto reading = drill_.read(words);
        if (!reading) {
            print(context_, reading.error());
            return reading.error().code.starts_with("typed_") ? Said::again : Said::leave;
        }
        const std::int64_t typed_at = now_ms();
        drill_.pause(typed_at);
        out(reading_text(context_, *reading));
        std::optional<std::string> picked;
        const bool free = drill_.header().input_mode == records::input_free_text;
        const Said go = free ? sure(*reading) : confirm(*reading, picked);
        drill_.resume(now_ms());
        if (go != Said::yes) return go;
        const auto done = drill_.say(words, picked, now_ms());
        if (done) return Said::yes;
        print(context_, not_saved(done.error()));
        return Said::again;
    }

    // Words nothing can be read in are asked for again first.
    Said sure(const training::TypedReading& reading) {
        if (reading.reply.not_scorable.empty()) return Said::yes;
        const auto line = ask(tr("cli.send_prompt"));
        if (!line || *line == "q") return Said::leave;
        return *line == "y" ? Said::yes : Said::again;
    }

    // The replies, the closest named; the person confirms it or picks another.
    Said confirm(const training::TypedReading& reading, std::optional<std::string>& picked) {
        const auto& session = drill_.session();
        const std::size_t count = session.now().offered_count;
        if (count == 0) return sure(reading);
        std::optional<std::size_t> closest;
        for (std::size_t i = 0; i < count; ++i)
            if (session.now().offered[i] == reading.reply.branch) closest = i;
        show_replies();
        const std::string most = std::to_string(count);
        const std::string number = closest ? std::to_string(*closest + 1) : std::string();
        out_line(closest ? tr("cli.confirm_fit", {{"number", number}}) : tr("cli.confirm_none"));
        for (;;) {
            const auto line = ask(closest ? tr("cli.confirm_prompt", {{"number", number}, {"count", most}})
                                          : tr("cli.confirm_prompt_none", {{"count", most}}));
            if (!line || *line == "q") return Said::leave;
            if (*line == "e" || (line->empty() && !closest)) return Said::again;
            const auto position = line->empty() ? closest : number_in(*line, count);
            if (position) {
                picked = std::string(session.offered_reply(*position).id);
                return Said::yes;
            }
            out_line(tr("cli.not_understood", {{"count", most}}));
        }
    }

    // False: the person leaves; the attempt can be resumed.
    bool answer() {
        const std::size_t offered = drill_.typing() ? 0 : std::size_t{drill_.session().now().offered_count};
        const auto places = dialogue::places_in(drill_.session().places());
        const std::string count = std::to_string(offered);
        const std::size_t before = drill_.session().log().size();
        const dialogue::Mood mood_before = drill_.session().mood();
        for (;;) {
            const auto words = ask_words(tr(drill_.typing() ? "cli.say_prompt"
                                            : offered > 0   ? "cli.prompt"
                                                            : "cli.prompt_silence",
                                            {{"count", count}}));
            if (!words) return false;
            const std::string line = plain_answer(*words);
            if (line == "q") return false;
            std::expected<void, Diagnostic> done;
            if (line == "s") {
                done = drill_.keep_silent(now_ms());
            } else if (const auto position = number_in(line, offered)) {
                done = drill_.choose_at(*position, now_ms());
            } else if (const auto topic = line.starts_with('t')
                                              ? number_in(std::string_view(line).substr(1), places.size())
                                              : std::nullopt) {
                done = drill_.turn_to(dialogue::place_id(drill_.scenario(), places[*topic]), now_ms());
            } else if (drill_.typing() && line != "?" && !line.empty()) {
                const Said said = say(*words);
                if (said == Said::leave) return false;
                if (said == Said::again) continue;
            } else {
                const bool lost = line != "?" && !line.empty() && offered > 0;
                if (!lost && !drill_.scenario().topics.empty()) out_line(tr("cli.help_topics"));
                if (lost)
                    out_line(tr("cli.not_understood", {{"count", count}}));
                else
                    help();
                continue;
            }
            if (done) break;
            print(context_, not_saved(done.error()));
        }
        const auto log = drill_.session().log();
        if (dialogue::turned_to(log[before])) return true; // which moves no mood
        out(mood_text(context_, mood_before, log[before].after, log[before].reasons.all(), "    "));
        return true;
    }

    // What to do in the middle of a conversation: choosing again saves again.
    static Diagnostic not_saved(Diagnostic d) {
        if (d.code == "disk_full") d.code = "reply_not_saved";
        return d;
    }

    const Context& context_;
    const training::Services& services_;
    Drill drill_;
};

// spoken: the language asked for, if any; an attempt that is resumed may be going on in the other one.
Exit talk(const Context& context, const training::Services& services, std::expected<Drill, Diagnostics> drill,
          std::optional<Language> spoken = std::nullopt) {
    if (!drill) return fail(context, drill.error());
    if (spoken) drill->speak(*spoken);
    return Conversation(context, services, std::move(*drill)).run();
}

// An exam attempt is for trainers here too: leaving it and coming back opens no other door.
Exit talk_again(const Context& context, const training::Services& services, const PlayOptions& options,
                const std::string& attempt, std::optional<Language> spoken) {
    auto drill = Drill::resume(services, attempt, now_ms());
    if (drill)
        if (auto admitted =
                admit(drill->scenario(), drill->header().scenario_hash, "play", options.trainee, options.trainer);
            !admitted)
            return fail(context, admitted.error());
    // Unless asked otherwise the frame speaks as the conversation does: it was begun in that language on purpose where
    // the scenario has this one, too.
    Context frame = context;
    if (drill && !spoken && drill->scenario().speaks(context.language)) frame.language = drill->language();
    if (drill)
        if (const auto stop = settle_version(frame, services, *drill, under_from(options.under.value_or("")), ask))
            return *stop;
    return talk(frame, services, std::move(drill), spoken);
}

training::DrillSettings settings_for(const training::Services& services, Language language,
                                     const PlayOptions& options) {
    auto settings = training::preferred_settings(services, language);
    settings.seed = options.seed;
    if (!options.trainee.empty()) settings.trainee = options.trainee;
    if (options.mode) settings.input_mode = input_mode_from(*options.mode).value_or(records::input_by_choice);
    return settings;
}

// Unfinished drills first, then the library.
Exit choose_from_menu(const Context& context, const training::Services& services, const PlayOptions& options,
                      Language language) {
    const auto open = training::unfinished(services);
    print(context, open.diagnostics);
    const auto library = training::read_library(services, services.library_folder());
    print(context, library.diagnostics);
    std::vector<std::pair<bool, std::size_t>> items; // (unfinished, index)
    out_line(context.tr("cli.menu_title"));
    for (std::size_t i = 0; i < open.entries.size(); ++i) {
        if (open.entries[i].in_use) continue;
        items.emplace_back(true, i);
        const auto& title = open.entries[i].header.scenario_title;
        const auto& own = title[static_cast<std::size_t>(language)];
        out_line(fmt::format("  {}. {} {}", items.size(), context.tr("cli.menu_resume"), own.empty() ? title[0] : own));
    }
    for (std::size_t i = 0; i < library.entries.size(); ++i) {
        const auto& entry = library.entries[i];
        if (!entry.usable || entry.use == dialogue::Use::exam) continue;
        items.emplace_back(false, i);
        out_line(
            fmt::format("  {}. {}", items.size(),
                        context.tr("cli.menu_entry", {{"title", std::string(entry.title.best(language))},
                                                      {"channel", std::string(context.tr(text_key(entry.channel)))},
                                                      {"minutes", std::to_string(entry.minutes)}})));
    }
    if (items.empty())
        return fail(context, Diagnostic::error("library_empty").with("folder", services.library_folder().string()));
    for (;;) {
        const auto line = ask(context.tr("cli.menu_prompt"));
        if (!line || *line == "q") return fine;
        const auto position = number_in(*line, items.size());
        if (!position) {
            out_line(context.tr("cli.not_understood", {{"count", std::to_string(items.size())}}));
            continue;
        }
        const auto [resume, index] = items[*position];
        if (resume) return talk_again(context, services, options, open.entries[index].header.id, language);
        return talk(
            context, services,
            Drill::start(services, library.entries[index].path, settings_for(services, language, options), now_ms()));
    }
}

} // namespace

Exit play_in_terminal(const Context& context, const training::Services& services, const PlayOptions& options) {
    print_new(context, services, training::recover(services).diagnostics);
    std::optional<Language> asked;
    if (options.language) asked = language_from(*options.language);
    const Language language = asked.value_or(context.language);
    if (options.resume) {
        std::string attempt = *options.resume;
        if (attempt == "last") {
            const auto open = training::unfinished(services);
            if (open.entries.empty()) return fail(context, Diagnostic::error("nothing_to_resume"));
            const auto idle = std::ranges::find_if(open.entries, [](const auto& e) { return !e.in_use; });
            attempt = (idle != open.entries.end() ? *idle : open.entries.front()).header.id;
        }
        return talk_again(context, services, options, attempt, asked);
    }
    if (options.from) {
        auto played = attempt_to_branch(services, *options.from);
        if (!played) return fail(context, played.error());
        return talk(context, services, Drill::again_from(services, played->attempt, played->turn, now_ms()),
                    options.language ? asked : std::nullopt);
    }
    if (options.file.empty()) return choose_from_menu(context, services, options, language);
    return talk(context, services,
                Drill::start(services, options.file, settings_for(services, language, options), now_ms()));
}

} // namespace rapport::cli
