#include "sim/analysis/trainees.h"

#include "sim/analysis/best_path.h"
#include "sim/analysis/ground.h"
#include "sim/analysis/progress.h"
#include "sim/analysis/quality.h"
#include "sim/base/random.h"

#include <algorithm>
#include <numeric>

namespace rapport::analysis {
namespace {

using dialogue::Reply;
using dialogue::Scenario;
using dialogue::Session;
using scoring::Behaviour;

constexpr std::size_t longest_talk = 1000;

// One turn in so many is taken at random; 0: none.
constexpr std::uint32_t slips(Trainee t) {
    switch (t) {
    case Trainee::novice:
        return 4;
    case Trainee::script_reader:
    case Trainee::warm_but_vague:
        return 8;
    case Trainee::random:
        return 1;
    case Trainee::expert:
        break;
    }
    return 0;
}

class Taste {
public:
    Taste(const Session& session, bool apologised) : session_(session), apologised_(apologised) {}

    // The higher the sooner.
    int of(Trainee trainee, const Reply& reply) const {
        using enum Behaviour;
        const Scenario& s = session_.scenario();
        const auto level = [&](Behaviour b) -> int { return level_shown(s, reply, b); };
        const auto any = [&](Behaviour b) { return level(b) > 0 ? 1 : 0; };
        const auto generic = [&](Behaviour b) { return level(b) == 1 ? 1 : 0; };
        int severe = 0, faults = 0, specific = 0;
        for (std::size_t i = 0; i < scoring::behaviour_count; ++i) {
            const Behaviour b = scoring::behaviour_at(i);
            if (scoring::is_fault(b)) {
                faults += b == over_promise ? 0 : level(b);
                severe += level(b) == 2 ? 1 : 0;
            } else {
                specific += level(b) == 2 ? 1 : 0;
            }
        }
        const int solution = reply.solution ? 1 : 0;
        switch (trainee) {
        case Trainee::novice:
            return 3 * solution + any(take_ownership) + any(offer_options) + generic(ask_open) + generic(apologise) +
                   generic(explain_steps) - 3 * severe;
        case Trainee::script_reader:
            return (session_.first_turn() ? 4 * any(open_contact) : 0) + 3 * generic(apologise) +
                   2 * generic(acknowledge_feeling) + generic(check_satisfaction) + generic(close_with_follow_up) +
                   (apologised_ ? 3 * solution : 0) - specific - 4 * severe;
        case Trainee::warm_but_vague:
            return 2 * level(acknowledge_feeling) + 2 * level(let_speak) + level(apologise) + level(open_contact) -
                   2 * any(restate) - 2 * any(explain_steps) - level(take_ownership) - level(offer_options) -
                   3 * faults;
        case Trainee::expert: {
            const Quality quality = quality_of(s, session_.node(), reply);
            return 1000 * quality.overall + 2 * quality.called + (reply.model ? 1 : 0);
        }
        case Trainee::random:
            break;
        }
        return 0;
    }

private:
    const Session& session_;
    bool apologised_;
};

// The position of the reply taken.
std::size_t pick(Trainee trainee, const Session& session, bool apologised) {
    const auto& now = session.now();
    Random random(session.settings().seed, Purpose::policy, static_cast<std::uint64_t>(now.turn));
    const std::uint32_t rate = slips(trainee);
    if (rate > 0 && random.below(rate) == 0) return random.below(now.offered_count);
    const Taste taste(session, apologised);
    std::vector<std::size_t> liked;
    int highest = 0;
    for (std::size_t i = 0; i < now.offered_count; ++i) {
        const int value = taste.of(trainee, session.offered_reply(i));
        if (!liked.empty() && value < highest) continue;
        if (value > highest) liked.clear();
        highest = value;
        liked.push_back(i);
    }
    if (trainee == Trainee::expert)
        return *std::ranges::min_element(liked, {}, [&](std::size_t i) { return now.offered[i]; });
    return liked[random.below(static_cast<std::uint32_t>(liked.size()))];
}

// The expert takes up what else there is to talk about, except while the customer waits for an answer or for help; who
// answers at random turns at random; the others follow the customer.
std::optional<dialogue::Place> turn(Trainee trainee, const Session& session) {
    const auto places = dialogue::places_in(session.places());
    if (places.empty()) return std::nullopt;
    if (trainee == Trainee::random) {
        Random random(session.settings().seed, Purpose::policy, static_cast<std::uint64_t>(session.now().turn));
        const auto replies = session.now().offered_count;
        const std::uint32_t drawn = random.below(replies + static_cast<std::uint32_t>(places.size()));
        return drawn < replies ? std::nullopt : std::optional(places[drawn - replies]);
    }
    if (trainee != Trainee::expert || session.node().asks != dialogue::none || session.node().urgent)
        return std::nullopt;
    for (const dialogue::Place place : places)
        if (place != dialogue::main_thread && session.threads().parked_at(place) == nullptr) return place;
    return std::nullopt;
}

struct Run {
    std::int32_t total = 0;
    const dialogue::Ending* ending = nullptr;
    std::uint64_t work = 0;
    bool cut = false; // by the work it would take
};

Run run(Trainee trainee, const Ground& ground, std::uint64_t seed, std::uint64_t most) {
    Session session = ground.begin(seed);
    const Scenario& s = session.scenario();
    Progress progress(s.grades);
    bool apologised = false;
    Run one{.work = ground.effort.of_copy(0) + ground.effort.since(session, 0)};
    for (std::size_t turns = 0; !session.over() && turns < longest_talk; ++turns) {
        if (one.work >= most) {
            one.cut = true;
            break;
        }
        const std::size_t answered = session.log().size();
        if (const auto place = turn(trainee, session)) {
            (void)session.turn_to(*place, scripted_response_ms(s));
            one.work += 1 + ground.effort.since(session, answered);
            continue;
        }
        progress.face(session.node().calls_for);
        const bool moved =
            session.now().offered_count > 0
                ? session.choose_at(pick(trainee, session, apologised), scripted_response_ms(s)).has_value()
                : session.keep_silent(scripted_silence_ms(s, session.node())).has_value();
        if (!moved) break;
        one.work += 1 + ground.effort.since(session, answered);
        const dialogue::TurnRecord& record = session.log()[answered];
        progress.take(record.labels, record.correction_check);
        apologised = apologised || record.labels[Behaviour::apologise] > 0;
    }
    progress.close();
    one.total = scoring::scores(s.grades, progress.tally()).total.value_or(0);
    one.ending = session.ending();
    return one;
}

std::int32_t half_up(std::int64_t sum, std::int64_t n) { return static_cast<std::int32_t>((2 * sum + n) / (2 * n)); }

Distribution distribution_of(std::vector<std::int32_t> totals) {
    std::ranges::sort(totals);
    const std::size_t n = totals.size();
    const std::int64_t sum = std::accumulate(totals.begin(), totals.end(), std::int64_t{0});
    return {totals.front(), half_up(std::int64_t{totals[(n - 1) / 2]} + totals[n / 2], 2), totals.back(),
            half_up(sum, static_cast<std::int64_t>(n))};
}

} // namespace

std::vector<TraineeResult> simulate(const Ground& ground, std::size_t runs, std::uint64_t work) {
    std::vector<TraineeResult> results;
    const std::uint64_t most = work / trainee_ids.size();
    for (std::size_t t = 0; t < trainee_ids.size(); ++t) {
        TraineeResult result;
        result.trainee = static_cast<Trainee>(t);
        std::vector<std::int32_t> totals;
        for (std::uint64_t seed = ground.settings.seed; result.runs < runs; ++seed) {
            const Run one = run(result.trainee, ground, seed, most - std::min(most, result.work));
            result.work += one.work;
            if (one.cut) break;
            ++result.runs;
            totals.push_back(one.total);
            if (one.ending == nullptr) continue;
            ++result.finished;
            if (one.ending->outcome == scoring::Outcome::resolved) ++result.resolved;
        }
        if (!totals.empty() && !ground.scenario->grades.empty()) result.totals = distribution_of(std::move(totals));
        results.push_back(result);
    }
    return results;
}

std::vector<TraineeResult> simulate(const std::shared_ptr<const Scenario>& scenario,
                                    const std::shared_ptr<const dialogue::MoodTable>& table,
                                    const dialogue::Settings& settings, std::size_t runs) {
    return simulate(Ground(scenario, table, settings), runs);
}

std::optional<std::int32_t> expert_above(const std::vector<TraineeResult>& results, Trainee other) {
    const auto median = [&](Trainee t) -> std::optional<std::int32_t> {
        for (const TraineeResult& r : results)
            if (r.trainee == t && r.totals) return r.totals->median;
        return std::nullopt;
    };
    const auto expert = median(Trainee::expert), theirs = median(other);
    if (!expert || !theirs) return std::nullopt;
    return *expert - *theirs;
}

} // namespace rapport::analysis
