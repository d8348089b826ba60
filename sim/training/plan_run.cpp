#include "sim/training/plan_run.h"

#include "sim/analysis/best_path.h"
#include "sim/analysis/personas.h"
#include "sim/base/text.h"
#include "sim/training/drill.h"
#include "sim/training/plan_check.h"
#include "sim/training/plan_found.h"

#include <algorithm>
#include <limits>

namespace rapport::training {
namespace {

using dialogue::Session;
using scenario_files::PlanStep;
using scenario_files::TestPlan;

std::string offered_ids(const Session& session) {
    std::vector<std::string_view> ids;
    for (std::size_t i = 0; i < session.now().offered_count; ++i) ids.push_back(session.offered_reply(i).id);
    std::ranges::sort(ids);
    std::string list;
    for (const auto id : ids) list += (list.empty() ? "" : ", ") + std::string(id);
    return list;
}

bool offered(const Session& session, std::string_view reply) {
    for (std::size_t i = 0; i < session.now().offered_count; ++i)
        if (session.offered_reply(i).id == reply) return true;
    return false;
}

using PlanGrader = std::function<std::expected<ReplyGrader, Diagnostic>()>;

// One contact: one seed, one language.
class Contact {
public:
    Contact(Session session, Diagnostics& failures, const PlanGrader& grader)
        : session_(std::move(session)), failures_(failures), grader_(grader) {}

    void play(const std::vector<PlanStep>& steps) {
        for (const PlanStep& step : steps)
            if (!take(step)) return;
    }
    const Session& session() const { return session_; }

private:
    void fail(const PlanStep& step, Diagnostic d) {
        const auto text = session_.over() ? session_.ending()->text : session_.line().text;
        const Language l = session_.settings().language;
        d.where = step.where;
        d.args.emplace_back("way", way_of(session_));
        d.args.emplace_back("node", session_.over() ? std::string() : std::string(session_.node().id));
        d.args.emplace_back("line_id", session_.over() ? std::string() : std::string(session_.line().id));
        d.args.emplace_back("customer", std::string(text.best(l)));
        d.args.emplace_back("reply", std::string(last_reply(session_)));
        d.args.emplace_back("seed", std::to_string(session_.settings().seed));
        d.args.emplace_back("language", std::string(id(l)));
        d.args.emplace_back("persona", persona_name(session_.persona()));
        failures_.push_back(std::move(d));
    }

    // Whether the plan can go on: a step that could not be taken ends it, an expectation that failed does not.
    bool take(const PlanStep& step) {
        if (step.kind == PlanStep::Kind::expect) {
            expect(step);
            return true;
        }
        if (session_.over()) {
            fail(
                step,
                Diagnostic::error("plan_contact_over").with("step", step.source).with("ending", session_.ending()->id));
            return false;
        }
        switch (step.kind) {
        case PlanStep::Kind::choose:
            return choose(step, step.text);
        case PlanStep::Kind::say:
            return say(step);
        case PlanStep::Kind::silence:
            return keep_silent(step);
        case PlanStep::Kind::topic:
            return turn_to(step);
        default:
            wait(step.after_ms.value_or(0));
            return true;
        }
    }

    // What was waited before counts, unless the step says how long it was in all.
    std::uint32_t reply_ms(const PlanStep& step) const {
        constexpr std::int64_t longest = std::numeric_limits<std::uint32_t>::max();
        return step.after_ms ? *step.after_ms
               : waited_ > 0 ? static_cast<std::uint32_t>(std::min(waited_, longest))
                             : analysis::scripted_response_ms(session_.scenario());
    }

    bool choose(const PlanStep& step, const std::string& reply) {
        if (!reply_here(step, reply)) return false;
        const std::uint32_t ms = reply_ms(step);
        waited_ = 0;
        if (session_.choose(reply, ms)) return true;
        fail(step,
             Diagnostic::error("plan_reply_not_offered").with("id", reply).with("offered", offered_ids(session_)));
        return false;
    }

    bool reply_here(const PlanStep& step, const std::string& reply) {
        const auto replies = session_.scenario().replies_of(session_.node());
        if (std::ranges::find(replies, std::string_view(reply), &dialogue::Reply::id) != replies.end()) return true;
        fail(step, Diagnostic::error("plan_reply_not_here").with("id", reply).with("offered", offered_ids(session_)));
        return false;
    }

    // The id of the one reply offered in these words.
    std::optional<std::string> reply_in_words(const PlanStep& step, const std::string& words) {
        const OfferedWords found = offered_words(session_, words);
        if (found.same.size() == 1) return std::string(session_.offered_reply(found.same.front()).id);
        if (found.same.size() > 1) {
            std::string ids;
            for (const std::size_t i : found.same)
                ids += (ids.empty() ? "" : ", ") + std::string(session_.offered_reply(i).id);
            fail(step, Diagnostic::error("plan_words_several").with("words", words).with("ids", ids));
            return std::nullopt;
        }
        Diagnostic d = Diagnostic::error("plan_words_not_offered").with("words", words);
        if (session_.now().offered_count > 0) {
            const dialogue::Reply& closest = session_.offered_reply(found.closest);
            d.args.emplace_back("closest", std::string(closest.text.best(session_.settings().language)));
            d.args.emplace_back("closest_id", std::string(closest.id));
        }
        fail(step, std::move(d));
        return std::nullopt;
    }

    // The exact words of a reply choose it; others are read as typed, and what they amount to is followed.
    bool say(const PlanStep& step) {
        if (grader_ && offered_words(session_, step.text).same.empty()) {
            const auto grader = grader_();
            if (!grader) {
                fail(step, grader.error());
                return false;
            }
            auto reading = read_typed(session_, *grader->recogniser, step.text);
            if (!reading) {
                fail(step, reading.error());
                return false;
            }
            const bool somewhere = reading->reply.matched != dialogue::Matched::nothing_fits ||
                                   session_.node().otherwise.kind != dialogue::Target::Kind::nowhere;
            if (somewhere) {
                const std::uint32_t ms = reply_ms(step);
                waited_ = 0;
                return session_.say(std::move(reading->reply), ms).has_value();
            }
        }
        const auto reply = reply_in_words(step, step.text);
        return reply && choose(step, *reply);
    }

    bool turn_to(const PlanStep& step) {
        const std::uint32_t ms = reply_ms(step);
        waited_ = 0;
        if (session_.turn_to(step.text, ms)) return true;
        std::string offered;
        for (const dialogue::Place place : dialogue::places_in(session_.places()))
            offered.append(offered.empty() ? "" : ", ").append(dialogue::place_id(session_.scenario(), place));
        fail(step, Diagnostic::error("plan_topic_not_open").with("id", step.text).with("offered", offered));
        return false;
    }

    bool keep_silent(const PlanStep& step) {
        const std::uint32_t ms =
            step.after_ms.value_or(analysis::scripted_silence_ms(session_.scenario(), session_.node()));
        waited_ = 0;
        if (session_.keep_silent(ms)) return true;
        fail(step, Diagnostic::error("plan_silence_leads_nowhere"));
        return false;
    }

    // As on the drill's clock: silence falls in its time, the next line is read, and what is left of the wait goes on.
    void wait(std::uint32_t ms) {
        waited_ += ms;
        while (!session_.over()) {
            const auto falls = silence_falls_ms(session_.scenario(), session_.node());
            if (!falls || waited_ < *falls || !session_.keep_silent(static_cast<std::uint32_t>(*falls))) return;
            waited_ -= *falls;
            if (session_.over()) return;
            const auto reading = reading_time_ms(session_.line().text.best(session_.settings().language));
            waited_ = std::max<std::int64_t>(0, waited_ - reading);
        }
    }

    void expect(const PlanStep& step) {
        const auto& e = step.expectation;
        Finding finding;
        if (e.subject == scenario_files::PlanSubject::reply) {
            if (session_.over()) {
                finding = {false, std::string("ending ").append(session_.ending()->id)};
            } else if (e.name.empty()) {
                finding = words_offered(e.words, e.negated);
            } else {
                if (!reply_here(step, e.name)) return;
                finding = {offered(session_, e.name) != e.negated,
                           std::string("offered: ").append(offered_ids(session_))};
            }
        } else {
            finding = look(session_, e);
        }
        if (finding.holds) return;
        const std::string expected = step.source.substr(std::min(step.source.size(), std::size_t{7}));
        fail(step,
             Diagnostic::error("plan_expectation_failed").with("expected", expected).with("found", finding.found));
    }

    Finding words_offered(const std::string& words, bool negated) const {
        return {offered_words(session_, words).same.empty() == negated,
                std::string("offered: ").append(offered_ids(session_))};
    }

    Session session_;
    Diagnostics& failures_;
    const PlanGrader& grader_;
    std::int64_t waited_ = 0; // before the next reply, milliseconds
};

} // namespace

PlanOutcome run_plan(const TestPlan& plan, const std::shared_ptr<const dialogue::Scenario>& scenario,
                     const std::shared_ptr<const dialogue::MoodTable>& table, analysis::Coverage* coverage,
                     const PlanGrader& grader) {
    PlanOutcome outcome{.failures = check_plan(plan, *scenario), .contacts = 0};
    if (!outcome.passed()) return outcome;
    const auto& settings = plan.settings;
    std::uint64_t first = settings.first_seed.value_or(1);
    std::uint64_t last = settings.last_seed.value_or(first);
    if (settings.persona) {
        const auto drawn = analysis::personas_of(*scenario, {.seed = 1}).seeds;
        const auto seed = drawn.find(persona_named(*scenario, *settings.persona));
        if (seed == drawn.end()) {
            outcome.failures.push_back(
                Diagnostic::error("plan_persona_never_drawn").with("id", *settings.persona).at(settings.persona_at));
            return outcome;
        }
        first = last = seed->second;
    }
    auto languages = settings.languages;
    if (languages.empty()) languages.push_back(scenario->speaks(Language::en) ? Language::en : Language::zh);
    for (const Language language : languages)
        for (std::uint64_t seed = first;; ++seed) {
            Contact contact(Session(scenario, table, {.seed = seed, .language = language}), outcome.failures, grader);
            contact.play(plan.steps);
            ++outcome.contacts;
            if (coverage != nullptr) coverage->add(contact.session());
            if (!outcome.passed()) return outcome;
            if (seed == last) break; // the last of all seeds has none after it
        }
    return outcome;
}

} // namespace rapport::training
