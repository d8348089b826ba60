#include "tests/records/small_attempt.h"

#include "sim/records/content_hash.h"

#include <stdexcept>

namespace rapport::tests {
namespace {

using namespace dialogue;

constexpr Target to_node(std::uint32_t i) { return {Target::Kind::node, i}; }
constexpr Target to_ending(std::uint32_t i) { return {Target::Kind::ending, i}; }

struct Builder {
    Scenario s;

    void show(Behaviour b, Level level, bool check = false) {
        s.shown.push_back({b, level, check, {}});
        ++s.replies.back().shows.count;
    }
    void reply(std::string_view id, LocalText text, Target to) {
        Reply r;
        r.id = id;
        r.text = text;
        r.to = to;
        r.shows.first = static_cast<std::uint32_t>(s.shown.size());
        s.replies.push_back(r);
        ++s.nodes.back().replies.count;
    }
    void node(std::string_view id, LocalText text) {
        Node n;
        n.id = id;
        n.says = {static_cast<std::uint32_t>(s.lines.size()), 1};
        n.replies.first = static_cast<std::uint32_t>(s.replies.size());
        s.nodes.push_back(n);
        Line line;
        line.id = "l1";
        line.text = text;
        s.lines.push_back(line);
    }
};

Scenario build() {
    Builder b;
    Scenario& s = b.s;
    s.id = "small";
    s.version = 3;
    s.languages = {true, true};
    s.title = {{"A small matter", "一件小事"}};
    s.anger = 80, s.trust = 20, s.start = 0;
    s.grades.add(Behaviour::restate);
    s.grades.add(Behaviour::acknowledge_feeling);

    b.node("opening", {{"Three days!", "三天了!"}});
    s.nodes.back().calls_for.add(Behaviour::acknowledge_feeling);
    s.nodes.back().silence_after_s = 20;
    s.nodes.back().silence_to = to_node(3);
    b.reply("a", {{"Three days is long.", "三天确实太久了。"}}, to_node(2));
    b.show(Behaviour::acknowledge_feeling, 2);
    b.reply("b", {{"One moment.", "请稍等。"}}, to_node(1));
    b.reply("c", {{"Calm down.", "您冷静一下。"}}, to_node(3));
    b.show(Behaviour::dismiss_or_blame, 2);

    b.node("moves", {{"…", "……"}});
    s.nodes.back().otherwise = to_node(2);

    b.node("probe", {{"So what now?", "那现在怎么办?"}});
    s.nodes.back().calls_for.add(Behaviour::restate);
    b.reply("a", {{"You need it by Friday, right?", "您周五前要,对吗?"}}, to_ending(0));
    b.show(Behaviour::restate, 2, true);
    b.reply("b", {{"Tell me again.", "您再说一遍。"}}, to_node(0));

    b.node("silent", {{"Hello?", "喂?"}});
    b.reply("a", {{"I am here.", "我在。"}}, to_node(2));
    b.reply("b", {{"Well…", "嗯……"}}, to_ending(1));

    s.endings.push_back({"resolved", Outcome::resolved, {{"Thank you.", "谢谢。"}}});
    s.endings.push_back({"lost", Outcome::lost, {{"Goodbye.", "再见。"}}});
    return std::move(b.s);
}

} // namespace

std::shared_ptr<const Scenario> small_scenario() {
    static const auto scenario = std::make_shared<const Scenario>(build());
    return scenario;
}

std::shared_ptr<const MoodTable> small_table() {
    static const auto table = [] {
        MoodTable t;
        auto& row = t.rows[static_cast<std::size_t>(Upset::angry)];
        row.shows[scoring::index(Behaviour::acknowledge_feeling)] = {Delta{-4, 2}, Delta{-10, 6}};
        row.shows[scoring::index(Behaviour::restate)] = {Delta{-4, 2}, Delta{-8, 5}};
        row.shows[scoring::index(Behaviour::dismiss_or_blame)] = {Delta{8, -6}, Delta{16, -12}};
        row.silence = {8, -6};
        row.waited_step = {2, -2};
        row.nothing_offered = {3, -2};
        return std::make_shared<const MoodTable>(t);
    }();
    return table;
}

Session small_session(std::uint64_t seed) { return {small_scenario(), small_table(), {.seed = seed}}; }

records::AttemptHeader small_header(const std::string& id) {
    records::AttemptHeader h;
    h.id = id;
    h.started_at = "2026-03-02T09:00:00Z";
    h.mood_hash = records::content_hash("mood");
    h.scenario_hash = records::content_hash(small_bytes);
    h.scenario_id = "small";
    h.scenario_version = 3;
    h.scenario_title = {"A small matter", "一件小事"};
    h.seed = 7;
    h.trainee = "小李 \"Li\"";
    return h;
}

Played play(const std::vector<std::string>& replies, records::AttemptHeader header) {
    Played played{small_session(header.seed), {}, {std::move(header), {}, {}}};
    std::uint32_t ms = 1500;
    for (const std::string& reply : replies) {
        const std::size_t before = played.session.log().size();
        const auto stepped =
            reply == "silence" ? played.session.keep_silent(20000) : played.session.choose(reply, ms += 250);
        if (!stepped) throw std::logic_error(stepped.error().code);
        const auto added = played.session.log().subspan(before);
        played.steps.emplace_back(added.begin(), added.end());
    }
    played.log.turns.assign(played.session.log().begin(), played.session.log().end());
    if (const Ending* e = played.session.ending())
        played.log.end = records::AttemptEnd{"2026-03-02T09:05:00Z", records::Status::finished, std::string(e->id)};
    return played;
}

} // namespace rapport::tests
