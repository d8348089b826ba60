#include "sim/dialogue/topics.h"

#include "sim/dialogue/session.h"

#include <algorithm>

namespace rapport::dialogue {

std::vector<Place> places_in(PlaceSet set) {
    std::vector<Place> found;
    for (Place p = 0; p <= most_topics; ++p)
        if (has_place(set, p)) found.push_back(p);
    return found;
}

std::string_view place_id(const Scenario& scenario, Place place) {
    return place == main_thread ? main_id : scenario.topics[place - 1U].id;
}

std::optional<Place> place_named(const Scenario& scenario, std::string_view id) {
    if (id == main_id) return main_thread;
    const std::uint32_t topic = position_of(scenario.topics, id);
    if (topic == none) return std::nullopt;
    return static_cast<Place>(topic + 1);
}

std::string turn_id(const Scenario& scenario, Place place) {
    return std::string(turn_prefix).append(place_id(scenario, place));
}

std::optional<Place> turned_to(const TurnRecord& record) {
    if (record.kind != scoring::ReplyKind::none || record.reply == 0) return std::nullopt;
    return static_cast<Place>(record.reply - 1);
}

const Threads::Parked* Threads::parked_at(Place place) const {
    const auto found = std::ranges::find(parked, place, &Parked::place);
    return found == parked.end() ? nullptr : &*found;
}

void Threads::arrive(Place place) {
    here = place;
    std::erase_if(parked, [&](const Parked& p) { return p.place == place; });
}

std::string Threads::bytes() const {
    std::string out;
    const auto put = [&](std::uint32_t value, unsigned bytes) {
        for (unsigned i = 0; i < bytes; ++i) out.push_back(static_cast<char>((value >> (8 * i)) & 0xFFU));
    };
    put(here, 1), put(turned ? 1 : 0, 1), put(done, 2), put(static_cast<std::uint32_t>(parked.size()), 1);
    for (const Parked& p : parked) put(p.place, 1), put(p.node, 4);
    return out;
}

// A node has been entered. Inside a passage the place stays that of its caller.
void Session::enter_place() {
    if (returns_.empty()) threads_.arrive(scenario_->place_of(now_.node));
    for (std::size_t k = 0; k < scenario_->topics.size(); ++k)
        if (holds(scenario_->topics[k].when)) now_.open_topics |= place_bit(static_cast<Place>(k + 1));
}

PlaceSet Session::places() const {
    if (scenario_->topics.empty() || over() || threads_.turned || !returns_.empty()) return 0;
    PlaceSet found = now_.open_topics & static_cast<PlaceSet>(~threads_.done);
    for (const Threads::Parked& p : threads_.parked) found |= place_bit(p.place);
    return found & static_cast<PlaceSet>(~place_bit(threads_.here));
}

// Where turning to a place leads, its condition left aside; nowhere if it is no place to turn to.
Target Session::turned(Place place) const {
    if (over() || threads_.turned || !returns_.empty() || place == threads_.here) return {};
    if (const Threads::Parked* left = threads_.parked_at(place)) return {Target::Kind::node, left->node};
    if (place == main_thread || place > scenario_->topics.size() || has_place(threads_.done, place)) return {};
    return {Target::Kind::node, scenario_->topics[place - 1U].start};
}

std::expected<std::size_t, Diagnostic> Session::turn_to(std::string_view id, std::uint32_t response_ms) {
    if (over()) return std::unexpected(Diagnostic::error("attempt_over"));
    const auto place = place_named(*scenario_, id);
    if (!place || !has_place(places(), *place))
        return std::unexpected(Diagnostic::error("topic_not_open").with("topic", id).with("node", node().id));
    return turn_to(*place, response_ms);
}

std::expected<std::size_t, Diagnostic> Session::turn_to(Place place, std::uint32_t response_ms) {
    if (over()) return std::unexpected(Diagnostic::error("attempt_over"));
    if (place > scenario_->topics.size() || !has_place(places(), place))
        return std::unexpected(
            Diagnostic::error("topic_not_open")
                .with("topic", place > scenario_->topics.size() ? std::string_view("?") : place_id(*scenario_, place))
                .with("node", node().id));
    TurnRecord record = record_of(scoring::ReplyKind::none, static_cast<std::uint8_t>(place + 1), response_ms);
    record.branch = turned(place);
    return commit(record);
}

bool Session::turn_fits(const TurnRecord& record) const {
    const Target to = turned(*turned_to(record));
    return to.kind == Target::Kind::node && to == record.branch;
}

void Session::follow_threads(const TurnRecord& record) {
    if (turned_to(record)) {
        threads_.parked.push_back({threads_.here, record.node});
        threads_.turned = true;
        return;
    }
    if (record.kind == scoring::ReplyKind::none) return;
    threads_.turned = false;
    if (!follows_reply(record) || threads_.here == main_thread) return;
    const Reply& reply = scenario_->replies_of(scenario_->nodes[record.node])[record.reply];
    if (reply.to.kind == Target::Kind::topic_done) threads_.done |= place_bit(threads_.here);
}

Target Session::after_topic(const Reply& reply) const {
    if (!threads_.parked.empty()) return {Target::Kind::node, threads_.parked.back().node};
    for (std::size_t k = 0; k < scenario_->topics.size(); ++k) {
        const auto place = static_cast<Place>(k + 1);
        const Topic& topic = scenario_->topics[k];
        if (!topic.optional && place != threads_.here && !has_place(threads_.done, place) &&
            has_place(now_.open_topics, place))
            return {Target::Kind::node, topic.start};
    }
    return reply.then;
}

} // namespace rapport::dialogue
