// A running drill: its steps, its clock, its end. How drills begin: drill_start.cpp.
#include "sim/training/drill.h"

#include "scoring/grader.h"
#include "sim/base/text.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/people.h"
#include "sim/training/drill_impl.h"

#include <algorithm>
#include <limits>

namespace rapport::training {
namespace {

using dialogue::Channel;
using dialogue::Session;
using dialogue::Target;

// Where one waits for the other in the same moment; an e-mail or a public post lies there.
bool synchronous(Channel c) { return c == Channel::phone || c == Channel::chat || c == Channel::in_person; }

} // namespace

std::optional<std::int64_t> silence_falls_ms(const dialogue::Scenario& scenario, const dialogue::Node& node,
                                             int leniency) {
    if (!synchronous(scenario.channel) || leniency <= 0 || node.silence_after_s == 0 ||
        node.silence_to.kind == Target::Kind::nowhere)
        return std::nullopt;
    return std::int64_t{node.silence_after_s} * 10 * leniency;
}

template <class Action>
std::expected<void, Diagnostic> Drill::Impl::step(std::int64_t now, Action&& action) {
    if (stage != Stage::talking) return std::unexpected(Diagnostic::error("attempt_over"));
    const auto response = std::min<std::int64_t>(clock.response_ms(now), std::numeric_limits<std::uint32_t>::max());
    // Worked out on a copy: until the journal has it, it has not happened.
    Session next = session;
    if (auto stepped = action(next, static_cast<std::uint32_t>(response)); !stepped)
        return std::unexpected(stepped.error());
    std::optional<records::AttemptEnd> ended;
    if (next.over()) ended = end_now(next, false);
    return save({std::move(next), std::move(ended)}, now);
}

std::expected<void, Diagnostic> Drill::Impl::save(Pending what, std::int64_t now) {
    const auto added = what.next.log().subspan(session.log().size());
    if (auto written = journal->append(session.scenario(), added, what.end ? &*what.end : nullptr); !written) {
        problem = written.error();
        pending = std::move(what);
        clock.pause(now);
        return written;
    }
    problem.reset();
    pending.reset();
    session = std::move(what.next);
    if (!what.end) {
        show_line(now);
        return {};
    }
    end = std::move(what.end);
    stage = end->status == records::Status::finished ? Stage::finished : Stage::abandoned;
    // The step is safe; what the database says is told by problem().
    (void)store();
    return {};
}

std::expected<void, Diagnostic> Drill::Impl::store() {
    const auto refuse = [&](Diagnostic d) {
        problem = d;
        return std::unexpected(std::move(d));
    };
    if (!services.database) return refuse(services.database_problem.value_or(Diagnostic::error("database_failed")));
    if (header.person.empty()) {
        auto own = records::own_person(*services.database, services.preferences.trainee);
        if (!own) return refuse(own.error());
        header.person = std::move(*own);
    }
    std::optional<scoring::Report> report;
    if (stage == Stage::finished) report = scoring::grade(dialogue::transcript(session));
    if (auto kept = services.database->store(session.scenario(), *scenario_bytes, log(), report ? &*report : nullptr);
        !kept) {
        // Nothing may be left of her, and nothing waits to be stored.
        if (kept.error().code == "person_erased" && journal) {
            if (auto removed = journal->remove(); !removed) notices.push_back(removed.error());
            journal.reset();
        }
        return refuse(kept.error());
    }
    problem.reset();
    stored = true;
    // A journal that cannot be removed is stored again at the next start, which changes nothing.
    if (auto removed = journal->remove(); !removed) notices.push_back(removed.error());
    journal.reset();
    return {};
}

records::AttemptEnd Drill::Impl::end_now(const Session& at, bool abandoned) const {
    const dialogue::Ending* ending = at.ending();
    return {.ended_at = services.utc_now(),
            .status = abandoned ? records::Status::abandoned : records::Status::finished,
            .ending = ending ? std::string(ending->id) : std::string()};
}

records::AttemptLog Drill::Impl::log() const {
    return {.header = header, .turns = {session.log().begin(), session.log().end()}, .end = end};
}

void Drill::Impl::show_line(std::int64_t now) {
    const auto words = session.line().text.best(session.settings().language);
    clock.line_shown(now, reading_time_ms(words) * header.reading_percent / 100,
                     silence_falls_ms(session.scenario(), session.node(), header.leniency));
}

bool Drill::Impl::any_reply() const {
    return std::ranges::any_of(session.log(),
                               [](const dialogue::TurnRecord& t) { return t.kind != scoring::ReplyKind::none; });
}

Drill::Drill(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Drill::Drill(Drill&&) noexcept = default;
Drill& Drill::operator=(Drill&&) noexcept = default;
Drill::~Drill() = default;

Stage Drill::stage() const { return impl_->stage; }
const Session& Drill::session() const { return impl_->session; }
const records::AttemptHeader& Drill::header() const { return impl_->header; }
const Diagnostics& Drill::notices() const { return impl_->notices; }
const std::optional<Diagnostic>& Drill::problem() const { return impl_->problem; }
bool Drill::stored() const { return impl_->stored; }
PlayedAttempt Drill::attempt() const { return {impl_->log(), impl_->session, impl_->scenario_bytes}; }

void Drill::speak(Language language) {
    if (scenario().speaks(language)) impl_->session.speak(language);
}

std::expected<void, Diagnostic> Drill::choose(std::string_view reply_id, std::int64_t now) {
    return impl_->step(now, [&](Session& s, std::uint32_t ms) { return s.choose(reply_id, ms); });
}

std::expected<void, Diagnostic> Drill::choose_at(std::size_t position, std::int64_t now) {
    return impl_->step(now, [&](Session& s, std::uint32_t ms) { return s.choose_at(position, ms); });
}

std::expected<ReplyGrader, Diagnostic> grader_of(const Services& services) {
    if (!services.grader) return std::unexpected(Diagnostic::error("typing_unavailable"));
    return services.grader();
}

std::expected<TypedReading, Diagnostic> Drill::Impl::read(std::string_view text,
                                                          std::optional<std::string_view> picked) {
    if (stage != Stage::talking) return std::unexpected(Diagnostic::error("attempt_over"));
    if (!records::typed_in(header.input_mode)) return std::unexpected(Diagnostic::error("typing_not_in_mode"));
    if (!grader) {
        auto loaded = grader_of(services);
        if (!loaded) return std::unexpected(loaded.error());
        grader = std::move(*loaded);
    }
    return read_typed(session, *grader->recogniser, text, picked);
}

std::expected<TypedReading, Diagnostic> Drill::read(std::string_view text) const {
    return impl_->read(text, std::nullopt);
}

std::expected<void, Diagnostic> Drill::say(std::string_view text, std::optional<std::string_view> picked,
                                           std::int64_t now) {
    auto reading = impl_->read(text, picked);
    if (!reading) return std::unexpected(reading.error());
    return impl_->step(now, [&](Session& s, std::uint32_t ms) { return s.say(std::move(reading->reply), ms); });
}

std::expected<void, Diagnostic> Drill::keep_silent(std::int64_t now) {
    return impl_->step(now, [&](Session& s, std::uint32_t ms) { return s.keep_silent(ms); });
}

std::expected<void, Diagnostic> Drill::turn_to(std::string_view place_id, std::int64_t now) {
    return impl_->step(now, [&](Session& s, std::uint32_t ms) { return s.turn_to(place_id, ms); });
}

std::expected<bool, Diagnostic> Drill::tick(std::int64_t now) {
    if (impl_->stage != Stage::talking || impl_->problem || impl_->clock.paused()) return false;
    const auto left = impl_->clock.silence_in(now);
    if (!left || *left > 0) return false;
    if (auto fallen = keep_silent(now); !fallen) return std::unexpected(fallen.error());
    return true;
}

void Drill::touch(std::int64_t now) { impl_->clock.touch(now); }
void Drill::pause(std::int64_t now) { impl_->clock.pause(now); }
void Drill::resume(std::int64_t now) {
    // What could not be saved keeps the clock standing.
    if (!impl_->problem) impl_->clock.resume(now);
}

ClockView Drill::clock(std::int64_t now) const {
    ClockView view;
    if (impl_->stage != Stage::talking) return view;
    view.reading = impl_->clock.reading(now);
    view.paused = impl_->clock.paused();
    view.reading_left_ms = impl_->clock.reading_left(now);
    view.response_ms = impl_->clock.response_ms(now);
    view.silence_in = impl_->clock.silence_in(now);
    const std::int64_t norm_s = session().first_turn() ? scenario().first_response_s : scenario().response_s;
    if (header().leniency > 0) view.norm_ms = norm_s * 10 * header().leniency;
    return view;
}

std::expected<void, Diagnostic> Drill::abandon(std::int64_t now) {
    if (impl_->stage != Stage::talking) return std::unexpected(Diagnostic::error("attempt_over"));
    if (impl_->any_reply()) return impl_->save({impl_->session, impl_->end_now(impl_->session, true)}, now);
    if (auto removed = impl_->journal->remove(); !removed) {
        impl_->problem = removed.error();
        return removed;
    }
    impl_->journal.reset();
    impl_->problem.reset();
    impl_->pending.reset();
    impl_->stage = Stage::abandoned;
    return {};
}

std::expected<void, Diagnostic> Drill::retry(std::int64_t now) {
    if (impl_->pending) return impl_->save(*impl_->pending, now);
    if (impl_->stage != Stage::talking && impl_->end && !impl_->stored) return impl_->store();
    return {};
}

} // namespace rapport::training
