// The debrief: the same from a live drill and from the database, and every point on the trainee's own words.
#include "sim/base/random.h"
#include "sim/base/text.h"
#include "sim/training/debrief.h"
#include "sim/training/drill.h"
#include "sim/training/library.h"
#include "tests/training/training_desk.h"

#include <catch2/catch.hpp>

#include <sstream>

using namespace rapport;
using namespace rapport::tests;
using scoring::Behaviour;
using training::Debrief;
using training::Drill;
using training::Highlight;

namespace {

void write(std::ostream& out, const LocalText& text) { out << text[Language::en] << "|" << text[Language::zh] << "\n"; }

void write(std::ostream& out, const std::optional<Highlight>& h) {
    if (h) out << int(h->kind) << " " << id(h->behaviour) << " " << int(h->level) << " " << h->turn;
    out << "\n";
}

// Everything a face could show, as one text.
std::string written(const Debrief& d) {
    std::ostringstream out;
    out << records::header_json(d.header) << "\n" << d.ending << "\n" << d.timed << d.need_revealed << "\n";
    write(out, d.ending_text);
    write(out, d.need);
    if (d.end) out << d.end->ended_at << id(d.end->status) << d.end->ending << "\n";
    if (d.outcome) out << id(*d.outcome) << "\n";
    for (const auto& q : d.report.questions) out << q.value_or(-1) << " ";
    out << d.report.total.value_or(-1) << " " << d.report.before_faults << " " << d.report.fault_points
        << d.report.capped << d.report.kpi.csat.value_or(-1) << " " << d.report.kpi.nps.value_or(-1)
        << d.report.kpi.fcr.value_or(false) << " " << d.report.kpi.mean_response_ms.value_or(-1) << "\n";
    for (const auto& b : d.report.behaviours) {
        out << id(b.behaviour) << int(b.standing) << " " << b.score.value_or(-1);
        for (const auto& o : b.opportunities)
            out << " " << o.first_turn << "-" << o.last_turn << ":" << int(o.best) << "@" << o.best_turn << o.checked;
        out << "\n";
    }
    for (const auto& t : d.turns) {
        out << t.number << t.node << t.line << t.reply << int(t.kind) << id(t.spoken) << t.response_ms << t.chose_model
            << t.question_unanswered << "\n";
        write(out, t.customer_text);
        write(out, t.reply_text);
        write(out, t.why);
        for (const Language l : all_languages)
            for (const auto& e : t.evidence_in(l))
                out << id(e.behaviour) << int(e.level) << e.quote << e.start << "+" << e.length << e.reason << "\n";
        for (const auto& f : t.faults) out << id(f.behaviour) << f.turn << int(f.level) << f.points << "\n";
        for (const auto& r : t.reasons)
            out << id(r.code) << id(r.behaviour) << int(r.level) << r.delta.anger << r.delta.trust << "\n";
        for (const auto& c : t.called_for) out << id(c.behaviour) << int(c.level) << c.graded << c.taken << "\n";
        if (t.model) out << t.model->id << t.model->offered << "\n", write(out, t.model->text);
        out << t.before.anger << "," << t.before.trust << t.before.ready << ">" << t.after.anger << "," << t.after.trust
            << t.after.ready << "\n";
    }
    for (const auto& m : d.missed) out << id(m.behaviour) << m.first_turn << m.last_turn << "\n";
    for (const auto& p : d.mood) out << p.turn << ":" << p.mood.anger << "," << p.mood.trust << p.mood.ready << "\n";
    write(out, d.done_well);
    write(out, d.try_again);
    return out.str();
}

Debrief after(Desk& desk, const std::vector<std::string>& story) {
    auto drill = Drill::start(desk.services(), desk.scenario(), seven, 1'000'000);
    REQUIRE(drill.has_value());
    say(*drill, story);
    return training::debrief_of(drill->attempt());
}

} // namespace

TEST_CASE("From the database as from the live drill", "[training][debrief]") {
    for (const auto& story : std::vector<std::vector<std::string>>{
             good_story, {"c", "b"}, {"silence", "a", "b", "b", "b", "a", "a", "b"}, {"b", "a", "b"}}) {
        Desk desk;
        auto drill = Drill::start(desk.services(), desk.scenario(), {.seed = 7, .language = Language::zh}, 1'000'000);
        say(*drill, story);
        REQUIRE(drill->stored());
        const auto live = written(training::debrief_of(drill->attempt()));
        desk.restart();
        const auto stored = training::load_attempt(desk.services(), drill->header().id);
        REQUIRE(stored.has_value());
        CHECK(written(training::debrief_of(*stored)) == live);
    }
}

TEST_CASE("From the database as live for every scenario we ship, played at random", "[training][debrief]") {
    Desk desk;
    const auto library = training::read_library(desk.services(), desk.services().library_folder());
    for (const auto& entry : library.entries) {
        if (!entry.usable) continue;
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            INFO(entry.id << " seed " << seed);
            auto drill = Drill::start(desk.services(), entry.path, {.seed = seed}, 0);
            REQUIRE(drill.has_value());
            Random random(seed, Purpose::test, 4);
            std::int64_t now = 0;
            for (int turn = 0; turn < 60 && drill->stage() == training::Stage::talking; ++turn) {
                now += random.below(60'000);
                drill->speak(random.below(2) == 0 ? Language::en : Language::zh);
                const auto offered = drill->session().now().offered_count;
                REQUIRE(drill->choose_at(random.below(offered), now).has_value());
            }
            if (drill->stage() == training::Stage::talking) REQUIRE(drill->abandon(now).has_value());
            const auto live = training::debrief_of(drill->attempt());
            const auto stored = training::load_attempt(desk.services(), drill->header().id);
            REQUIRE(stored.has_value());
            CHECK(written(training::debrief_of(*stored)) == written(live));
            // The reasons add up to the moves, and every span is where it says it is.
            for (const auto& t : live.turns) {
                int anger = t.before.anger, trust = t.before.trust;
                for (const auto& r : t.reasons) anger += r.delta.anger, trust += r.delta.trust;
                CHECK(anger == t.after.anger);
                CHECK(trust == t.after.trust);
                for (const Language l : all_languages)
                    for (const auto& e : t.evidence_in(l))
                        CHECK(code_point_slice(t.reply_text.best(l), e.start, e.length) == e.quote);
            }
        }
    }
}

TEST_CASE("A contact that stopped before its end keeps what has not come out, and shows what was said last",
          "[training][debrief]") {
    Desk desk;
    const auto stopped = after(desk, {"b"});
    CHECK(stopped.ending.empty());
    CHECK(stopped.need.empty());
    CHECK(stopped.unanswered[Language::en] == "It is for Friday.");
    CHECK(stopped.unanswered[Language::zh] == "周五要用。");
    const auto told = after(desk, {"b", "a"});
    CHECK(told.need_revealed);
    CHECK(told.need[Language::en] == "It is a birthday present.");
    CHECK(told.unanswered[Language::en] == "Send it again then.");
    const auto lost = after(desk, {"c", "b"});
    CHECK(lost.ending == "lost");
    CHECK_FALSE(lost.need_revealed);
    CHECK(lost.need[Language::en] == "It is a birthday present.");
    CHECK(lost.unanswered.empty());
    CHECK(after(desk, {}).unanswered.empty());
}

TEST_CASE("A good contact: what was done well, nothing to mend", "[training][debrief]") {
    Desk desk;
    const auto d = after(desk, good_story);
    CHECK(d.ending == "resolved");
    CHECK(d.ending_text[Language::zh] == "谢谢。");
    CHECK(d.outcome == scoring::Outcome::resolved);
    CHECK(d.report.total == 10000);
    CHECK(d.missed.empty());
    CHECK(d.need_revealed);
    CHECK(d.need[Language::en] == "It is a birthday present.");
    CHECK(d.unanswered.empty());
    CHECK_FALSE(d.timed);
    REQUIRE(d.turns.size() == 4); // the second moved on by itself
    REQUIRE(d.mood.size() == 5);
    CHECK(d.mood[0].turn == 0);
    CHECK(d.mood[0].mood == d.turns[0].before);
    CHECK(d.mood[4].mood == d.turns[3].after);
    REQUIRE(d.done_well.has_value());
    CHECK(d.done_well->kind == Highlight::Kind::shown);
    CHECK(d.done_well->level == 2);
    CHECK_FALSE(d.try_again.has_value());

    const auto& first = d.turns[0];
    CHECK(first.reply == "a");
    CHECK(first.chose_model);
    CHECK(first.why[Language::en] == "You named it.");
    REQUIRE(first.evidence_in(Language::en).size() == 1);
    CHECK(first.evidence_in(Language::en)[0].quote == "Three days with no word would worry anyone");
    REQUIRE(first.evidence_in(Language::zh).size() == 1);
    CHECK(first.evidence_in(Language::zh)[0].quote == "三天没有消息,谁都会着急");
    CHECK(first.evidence_in(Language::zh)[0].length == 12);

    const auto& moved = d.turns[1];
    CHECK(moved.kind == scoring::ReplyKind::none);
    CHECK(moved.reply == "otherwise");
    CHECK(moved.reply_text.empty());
    CHECK_FALSE(moved.model.has_value());
    CHECK(moved.called_for.empty());
    CHECK(moved.before == moved.after);
}

TEST_CASE("A fault is the first thing to mend, beside the better line", "[training][debrief]") {
    Desk desk;
    const auto d = after(desk, {"c", "a", "a", "b"});
    REQUIRE(d.try_again.has_value());
    CHECK(d.try_again->kind == Highlight::Kind::fault);
    CHECK(d.try_again->behaviour == Behaviour::dismiss_or_blame);
    CHECK(d.try_again->level == 2);
    CHECK(d.try_again->turn == 1);
    const auto& turn = d.turns[0];
    REQUIRE(turn.faults.size() == 1);
    CHECK(turn.faults[0].points == 10);
    REQUIRE(turn.model.has_value());
    CHECK(turn.model->id == "a");
    CHECK(turn.model->offered);
    CHECK(turn.model->text[Language::zh].starts_with("三天没有消息"));
    CHECK_FALSE(turn.chose_model);
    REQUIRE(d.done_well.has_value()); // there was something all the same
    CHECK(d.done_well->behaviour == Behaviour::restate);
}

TEST_CASE("What came along with a fault is not what was done well, where there is anything else",
          "[training][debrief]") {
    // The blaming reply acknowledges the feeling in full as well; the next one does in part, and blames nobody.
    Desk desk;
    const auto file = desk.scenario("blames.json", R"("shows": {"dismiss_or_blame": 2}, "to": "hello")",
                                    R"("shows": {"dismiss_or_blame": 2, "acknowledge_feeling": 2}, "to": "hello")");
    auto drill = Drill::start(desk.services(), file, seven, 1'000'000);
    REQUIRE(drill.has_value());
    say(*drill, {"c"});
    const auto nothing_else = training::debrief_of(drill->attempt());
    REQUIRE(nothing_else.done_well.has_value());
    CHECK(nothing_else.done_well->turn == 1);

    auto longer = Drill::start(desk.services(), file, seven, 1'000'000);
    REQUIRE(longer.has_value());
    say(*longer, {"c", "a"});
    const auto d = training::debrief_of(longer->attempt());
    REQUIRE(d.done_well.has_value());
    CHECK(d.done_well->turn == 2);
    CHECK(d.done_well->level == 1);
}

TEST_CASE("A missed opening: what was called for, where, and what would have been said", "[training][debrief]") {
    Desk desk;
    const auto d = after(desk, {"b", "a", "a"});
    REQUIRE(d.missed.size() == 1);
    CHECK(d.missed[0].behaviour == Behaviour::acknowledge_feeling);
    CHECK(d.missed[0].first_turn == 1);
    REQUIRE(d.try_again.has_value());
    CHECK(d.try_again->kind == Highlight::Kind::missed);
    CHECK(d.try_again->turn == 1);
    CHECK(d.turns[0].question_unanswered);
    REQUIRE(d.turns[0].called_for.size() == 1);
    CHECK(d.turns[0].called_for[0].behaviour == Behaviour::acknowledge_feeling);
    CHECK(d.turns[0].called_for[0].graded);
    CHECK_FALSE(d.turns[0].called_for[0].taken);
    CHECK(d.turns[1].called_for[0].taken);
}

TEST_CASE("One opportunity over two turns is taken if either turn took it", "[training][debrief]") {
    Desk desk;
    const auto d = after(desk, {"silence", "a", "a", "a"}); // opening and hello both call for the feeling
    REQUIRE(d.turns[0].called_for.size() == 1);
    CHECK(d.turns[0].called_for[0].level == 0);
    CHECK(d.turns[0].called_for[0].taken);
    CHECK(d.turns[1].called_for[0].level == 1);
    CHECK(d.missed.empty());
    // The silence that cost goes before what came only in part.
    REQUIRE(d.try_again.has_value());
    CHECK(d.try_again->turn == 1);
    CHECK(d.try_again->cost == dialogue::ReasonCode::silence);
    CHECK(d.try_again->behaviour == Behaviour::acknowledge_feeling); // what the moment asked for
    CHECK(d.turns[0].reply == "silence");
    CHECK(d.turns[0].reply_text.empty());
}

TEST_CASE("What is praised is never what to mend", "[training][debrief]") {
    Desk desk;
    // The feeling at half level is the best there is; the silence before it cost.
    const auto d = after(desk, {"silence", "a"});
    REQUIRE(d.done_well.has_value());
    CHECK(d.done_well->behaviour == Behaviour::acknowledge_feeling);
    CHECK(d.done_well->turn == 2);
    REQUIRE(d.try_again.has_value());
    CHECK(d.try_again->turn == 1);
    CHECK(d.try_again->cost == dialogue::ReasonCode::silence);
}

TEST_CASE("Where something cost the customer's mood there is something to mend", "[training][debrief]") {
    for (const auto& story : std::vector<std::vector<std::string>>{
             {"silence"}, {"silence", "a"}, {"b"}, {"b", "b"}, {"c"}, {"silence", "a", "a", "a"}, good_story}) {
        Desk desk;
        const auto d = after(desk, story);
        bool cost = false;
        for (const auto& t : d.turns)
            for (const auto& r : t.reasons)
                cost = cost || (!t.chose_model &&
                                (r.code == dialogue::ReasonCode::silence || r.code == dialogue::ReasonCode::waited ||
                                 r.code == dialogue::ReasonCode::question_unanswered));
        CHECK(d.try_again.has_value() == (cost || story == std::vector<std::string>{"c"}));
        if (d.done_well && d.try_again && !d.try_again->cost)
            CHECK_FALSE((d.done_well->turn == d.try_again->turn && d.done_well->behaviour == d.try_again->behaviour));
    }
}

TEST_CASE("Lost early: what was never reached is told apart from what is not graded", "[training][debrief]") {
    Desk desk;
    const auto d = after(desk, {"c", "b"});
    CHECK(d.outcome == scoring::Outcome::lost);
    CHECK(d.with(scoring::Standing::never_reached) == std::vector{Behaviour::restate, Behaviour::check_satisfaction});
    CHECK(d.with(scoring::Standing::not_graded).size() == 14 - 3);
    CHECK_FALSE(d.done_well.has_value()); // no behaviour was shown at all
}

TEST_CASE("An abandoned attempt has a debrief and no outcome", "[training][debrief]") {
    Desk desk;
    auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
    say(*drill, {"b"});
    REQUIRE(drill->abandon(0).has_value());
    const auto d = training::debrief_of(*training::load_attempt(desk.services(), drill->header().id));
    CHECK_FALSE(d.outcome.has_value());
    CHECK(d.ending.empty());
    CHECK_FALSE(d.report.kpi.csat.has_value());
    CHECK(d.end->status == records::Status::abandoned);
    CHECK(d.turns.size() == 1);
}

TEST_CASE("A stored attempt whose scenario was tampered with is refused", "[training][debrief]") {
    Desk desk;
    auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
    say(*drill, good_story);
    auto played = drill->attempt();
    const auto other = std::make_shared<const std::string>(short_drill + " ");
    const auto refused = training::replay_attempt(desk.services(), played.log, played.session.scenario_ptr(), other);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "log_damaged");
    played.log.header.persona = "somebody-else";
    const auto mismatch =
        training::replay_attempt(desk.services(), played.log, played.session.scenario_ptr(), played.scenario_bytes);
    REQUIRE_FALSE(mismatch.has_value());
    CHECK(mismatch.error().code == "log_mismatch");
    CHECK(training::load_attempt(desk.services(), "none").error().code == "attempt_not_found");
}
