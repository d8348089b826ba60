#include "tests/analysis/scenarios.h"

#include "scoring/grader.h"
#include "sim/analysis/best_path.h"
#include "sim/base/random.h"
#include "sim/dialogue/condition.h"
#include "sim/dialogue/transcript.h"

#include <algorithm>
#include <deque>
#include <stdexcept>

namespace rapport::analysis::test {
namespace {

using dialogue::none;
using dialogue::Range;
using dialogue::Scenario;
using dialogue::Target;
using scoring::behaviour_at;

class Maker {
public:
    explicit Maker(const S& s) : source_(s), made_(std::make_shared<Scenario>()) {}

    std::shared_ptr<const Scenario> make() {
        Scenario& s = *made_;
        s.id = "test";
        s.languages = {true, true};
        s.anger = static_cast<std::int16_t>(source_.anger);
        s.trust = static_cast<std::int16_t>(source_.trust);
        for (const Behaviour b : source_.grades) s.grades.add(b);
        for (const auto& [id, outcome] : source_.endings) s.endings.push_back({keep(id), outcome, {}});
        for (const auto& id : source_.variables) s.variables.push_back({keep(id), false, 0, 3, 0});
        number();
        for (const T& t : source_.topics)
            s.topics.push_back({.id = keep(t.id),
                                .title = {},
                                .start = names_.nodes.find(t.start).value(),
                                .when = condition(t.when),
                                .optional = t.optional});
        for (const N& n : source_.nodes) add(n);
        s.start = 0;
        s.storage = words_;
        return made_;
    }

private:
    std::string_view keep(std::string text) { return words_->emplace_back(std::move(text)); }

    // Replies are numbered first, so that conditions may name later ones.
    void number() {
        std::uint32_t reply = 0;
        for (std::uint32_t i = 0; i < source_.nodes.size(); ++i) {
            names_.nodes.emplace(source_.nodes[i].id, i);
            first_reply_.push_back(reply);
            reply += static_cast<std::uint32_t>(source_.nodes[i].replies.size());
        }
        for (std::uint32_t i = 0; i < source_.variables.size(); ++i) names_.variables.emplace(source_.variables[i], i);
        names_.declared = &made_->variables;
        names_.context = this;
        names_.reply = [](const void* context, std::uint32_t node, std::string_view id) -> std::uint32_t {
            const auto& maker = *static_cast<const Maker*>(context);
            const auto& replies = maker.source_.nodes[node].replies;
            for (std::uint32_t i = 0; i < replies.size(); ++i)
                if (replies[i].id == id) return maker.first_reply_[node] + i;
            return none;
        };
    }

    Target target(const std::string& name) const {
        if (name.empty()) return {};
        if (name == "@return") return {Target::Kind::back, none};
        if (name == "@topic_done") return {Target::Kind::topic_done, none};
        if (name.starts_with('!')) {
            for (std::uint32_t i = 0; i < made_->endings.size(); ++i)
                if (made_->endings[i].id == name.substr(1)) return {Target::Kind::ending, i};
            throw std::logic_error("no ending " + name);
        }
        return {Target::Kind::node, names_.nodes.find(name).value()};
    }

    Range condition(const std::string& text) {
        if (text.empty()) return {};
        const auto code = dialogue::compile(text, dialogue::Type::boolean, names_, made_->code);
        if (!code) throw std::logic_error(text + ": " + code.error().code);
        return *code;
    }

    void add(const N& n) {
        Scenario& s = *made_;
        dialogue::Node node;
        node.id = keep(n.id);
        node.urgent = n.urgent;
        for (const Behaviour b : n.calls_for) node.calls_for.add(b);
        node.says = {static_cast<std::uint32_t>(s.lines.size()), 1};
        s.lines.push_back({.text = {}, .id = "l", .when = {}, .feeling = none, .media = {}});
        if (n.asks) {
            node.asks = static_cast<std::uint32_t>(s.slots.size());
            s.slots.push_back({});
        }
        node.silence_to = target(n.silence);
        node.otherwise = target(n.otherwise);
        node.replies = {static_cast<std::uint32_t>(s.replies.size()), static_cast<std::uint32_t>(n.replies.size())};
        for (const R& r : n.replies) add(r);
        s.nodes.push_back(node);
        if (!s.topics.empty())
            s.places.push_back(static_cast<dialogue::Place>(dialogue::position_of(s.topics, n.topic) + 1)); // none: 0
    }

    void add(const R& r) {
        Scenario& s = *made_;
        dialogue::Reply reply;
        reply.id = keep(r.id);
        reply.when = condition(r.when);
        reply.once = r.once;
        reply.solution = r.solution;
        reply.model = r.model;
        reply.reveals = r.reveals;
        reply.anger = static_cast<std::int16_t>(r.anger);
        reply.trust = static_cast<std::int16_t>(r.trust);
        reply.shows = {static_cast<std::uint32_t>(s.shown.size()), static_cast<std::uint32_t>(r.shows.size())};
        for (const auto& [b, level] : r.shows)
            s.shown.push_back({b, static_cast<scoring::Level>(level), r.check && b == Behaviour::restate, {}});
        std::vector<dialogue::Assignment> effects;
        for (const auto& text : r.effects) {
            const auto effect = dialogue::compile_assignment(text, names_, s.code);
            if (!effect) throw std::logic_error(text + ": " + effect.error().code);
            effects.push_back(*effect);
        }
        reply.effects = {static_cast<std::uint32_t>(s.effects.size()), static_cast<std::uint32_t>(effects.size())};
        s.effects.insert(s.effects.end(), effects.begin(), effects.end());
        if (r.call.empty()) {
            reply.to = target(r.to);
            reply.then = target(r.then);
        } else {
            reply.passage = static_cast<std::uint32_t>(s.passages.size());
            s.passages.push_back({reply.id, names_.nodes.find(r.call).value()});
            reply.then = target(r.to);
        }
        s.replies.push_back(reply);
    }

    const S& source_;
    std::shared_ptr<Scenario> made_;
    std::shared_ptr<std::deque<std::string>> words_ = std::make_shared<std::deque<std::string>>();
    dialogue::Names names_;
    std::vector<std::uint32_t> first_reply_;
};

std::string numbered(char letter, std::uint32_t i) {
    std::string name(1, letter);
    name += std::to_string(i);
    return name;
}

std::string random_condition(Random& random, const S& s, std::size_t node) {
    const auto& other = s.nodes[random.below(static_cast<std::uint32_t>(node + 1))];
    const std::string number = std::to_string(random.below(4));
    switch (random.below(10)) {
    case 0:
        return "anger > " + std::to_string(40 + random.below(50));
    case 1:
        return "trust >= " + std::to_string(20 + random.below(40));
    case 2:
        return "ready";
    case 3:
        return "x > " + number;
    case 4:
        return "not (x + y < " + number + ")";
    case 5:
        return "seen(" + other.id + ")";
    case 6:
        return "chosen(" + other.id + ".a) or y == " + number;
    case 7:
        return "shown(restate) == " + std::to_string(random.below(3));
    case 8:
        return "turn > " + std::to_string(1 + random.below(4));
    default:
        return "seconds < " + std::to_string(10 + random.below(60));
    }
}

// One or two topics of one to three nodes. Without circles they lead on only, and back by being closed.
void add_topics(S& s, Random& random, std::uint32_t mains, bool circles) {
    const auto ending = [&] { return std::string(random.below(3) > 0 ? "!resolved" : "!lost"); };
    for (std::uint32_t k = 0, count = 1 + random.below(2); k < count; ++k) {
        const std::string id = numbered('t', k);
        const std::uint32_t length = 1 + random.below(3);
        const auto name = [&](std::uint32_t i) { return std::string(id).append(numbered('n', i)); };
        T topic{.id = id, .start = name(0), .optional = random.below(2) == 0};
        if (random.below(3) == 0) topic.when = random_condition(random, s, mains - 1);
        s.topics.push_back(topic);
        for (std::uint32_t i = 0; i < length; ++i) {
            N n{.id = name(i), .topic = id};
            for (const Behaviour b : s.grades)
                if (random.below(3) == 0) n.calls_for.push_back(b);
            for (std::uint32_t r = 0, replies = 1 + random.below(2); r < replies; ++r) {
                R reply{.id = std::string(1, static_cast<char>('a' + r))};
                if (i + 1 < length && random.below(2) == 0)
                    reply.to = name(i + 1);
                else if (circles && random.below(4) == 0)
                    reply.to = numbered('n', random.below(mains));
                else
                    reply.to = random.below(6) == 0 ? ending() : "@topic_done";
                if (reply.to == "@topic_done")
                    reply.then = circles && random.below(2) == 0 ? numbered('n', random.below(mains)) : ending();
                if (!s.grades.empty() && random.below(2) == 0)
                    reply.shows.emplace_back(s.grades[random.below(static_cast<std::uint32_t>(s.grades.size()))],
                                             static_cast<int>(1 + random.below(2)));
                if (r > 0 && random.below(2) == 0) reply.when = random_condition(random, s, mains - 1);
                if (random.below(3) == 0) reply.effects.push_back("x = x + 1");
                reply.solution = random.below(4) == 0;
                n.replies.push_back(reply);
            }
            if (random.below(4) == 0) n.silence = ending();
            n.otherwise = ending();
            s.nodes.push_back(n);
        }
        // The story may lead there by itself, too.
        if (random.below(3) == 0) {
            N& from = s.nodes[random.below(mains)];
            R& r = from.replies[random.below(static_cast<std::uint32_t>(from.replies.size()))];
            if (r.call.empty() && r.to != "@return") r.to = topic.start;
        }
    }
}

} // namespace

std::shared_ptr<const Scenario> make(const S& scenario) { return Maker(scenario).make(); }

std::shared_ptr<const dialogue::MoodTable> mood_table() {
    static const auto table = [] {
        dialogue::MoodTable t;
        for (auto& row : t.rows) {
            for (std::size_t b = 0; b < scoring::behaviour_count; ++b)
                for (int level = 1; level <= 2; ++level) {
                    const bool fault = scoring::is_fault(behaviour_at(b));
                    row.shows[b][static_cast<std::size_t>(level - 1)] = {
                        static_cast<std::int16_t>(fault ? 5 * level : -4 * level - static_cast<int>(b % 3)),
                        static_cast<std::int16_t>(fault ? -4 * level : 3 * level + static_cast<int>(b % 2))};
                }
            row.fits = {{{0, 0}, {-1, 1}, {-4, 3}, {-8, 6}}};
            row.solution_too_early = {4, -2};
            row.question_unanswered = {3, -2};
            row.sympathy_without_progress = {5, -3};
            row.waited_step = {2, -1};
            row.silence = {6, -4};
            row.need_revealed = {-5, 5};
            row.nothing_offered = {3, -1};
        }
        return std::make_shared<const dialogue::MoodTable>(t);
    }();
    return table;
}

std::shared_ptr<const Scenario> random_scenario(std::uint64_t index, std::uint32_t nodes, bool circles, bool topics) {
    Random random(99, Purpose::test, index);
    S s;
    s.variables = {"x", "y"};
    s.endings = {{"resolved", scoring::Outcome::resolved}, {"lost", scoring::Outcome::lost}};
    s.anger = 50 + static_cast<int>(random.below(50));
    for (std::size_t b = 0; b < scoring::first_fault; ++b)
        if (random.below(3) == 0) s.grades.push_back(behaviour_at(b));
    const std::uint32_t count = nodes / 2 + random.below(nodes / 2 + 1);
    for (std::uint32_t i = 0; i < count; ++i) s.nodes.push_back({.id = numbered('n', i)});
    const auto somewhere = [&](std::uint32_t from) -> std::string {
        const std::uint32_t first = circles ? 0 : from + 1;
        const std::uint32_t choice = count + 2 - first;
        // Mostly a near node, so that contacts become long enough to differ.
        const std::uint32_t to = first + random.below(circles || random.below(6) == 0 ? choice : std::min(choice, 3U));
        return to < count ? numbered('n', to) : to == count ? "!resolved" : "!lost";
    };
    for (std::uint32_t i = 0; i < count; ++i) {
        N& n = s.nodes[i];
        for (const Behaviour b : s.grades)
            if (random.below(2) == 0) n.calls_for.push_back(b);
        n.urgent = random.below(6) == 0;
        n.asks = random.below(6) == 0;
        const std::uint32_t replies = 1 + random.below(4);
        for (std::uint32_t r = 0; r < replies; ++r) {
            R reply{.id = std::string(1, static_cast<char>('a' + r)), .to = somewhere(i)};
            for (std::uint32_t k = random.below(5); k > 0; --k)
                reply.shows.emplace_back(s.grades.empty()
                                             ? Behaviour::restate
                                             : s.grades[random.below(static_cast<std::uint32_t>(s.grades.size()))],
                                         static_cast<int>(1 + random.below(2)));
            if (random.below(4) == 0)
                reply.shows.emplace_back(behaviour_at(scoring::first_fault + 1 + random.below(5)),
                                         static_cast<int>(1 + random.below(2)));
            if (r > 0 && random.below(2) == 0) reply.when = random_condition(random, s, i);
            if (random.below(3) == 0) reply.effects.push_back(random.below(2) == 0 ? "x = x + 1" : "y = x - y + 2");
            reply.once = random.below(4) == 0;
            reply.solution = random.below(3) == 0;
            reply.check = random.below(2) == 0;
            reply.reveals = random.below(6) == 0;
            reply.anger = static_cast<int>(random.below(21)) - 10;
            n.replies.push_back(reply);
        }
        if (random.below(3) == 0) n.silence = somewhere(i);
        n.otherwise = somewhere(i);
    }
    // A passage: the last node may be called from earlier ones and returns.
    if (count > 3 && random.below(2) == 0) {
        R& call = s.nodes[random.below(count - 2)].replies[0];
        call.call = s.nodes.back().id;
        call.to = circles ? somewhere(0) : "!resolved";
        s.nodes.back().replies[0].to = "@return";
        s.nodes.back().replies[0].when = "seen(" + s.nodes.back().id + ") or true";
        // Reached without a call it would have nowhere to return to: only the call leads here.
        for (N& n : s.nodes) {
            const std::string last = s.nodes.back().id;
            for (R& r : n.replies)
                if (r.to == last) r.to = "!lost";
            if (n.silence == last) n.silence.clear();
            if (n.otherwise == last) n.otherwise = "!lost";
        }
    }
    if (topics) add_topics(s, random, count - (s.nodes.back().replies[0].to == "@return" ? 1 : 0), circles);
    return make(s);
}

std::int32_t graded(const dialogue::Session& session) {
    return scoring::grade(dialogue::transcript(session, dialogue::Detail::labels_only)).total.value_or(0);
}

dialogue::Session played(std::shared_ptr<const Scenario> scenario, const dialogue::Settings& settings,
                         const std::vector<std::string>& replies) {
    dialogue::Session session(std::move(scenario), mood_table(), settings);
    for (const std::string& id : replies) {
        const auto moved = id.starts_with(dialogue::turn_prefix)
                               ? session.turn_to(std::string_view(id).substr(dialogue::turn_prefix.size()),
                                                 scripted_response_ms(session.scenario()))
                           : id == "silence"
                               ? session.keep_silent(scripted_silence_ms(session.scenario(), session.node()))
                               : session.choose(id, scripted_response_ms(session.scenario()));
        if (!moved) throw std::logic_error(moved.error().code + " at " + id);
    }
    return session;
}

} // namespace rapport::analysis::test
