// From the tree to a scenario: every value typed, every name resolved, every text a view. Internal to this module; the
// parts of the format are bound in bind_*.cpp.
#pragma once

#include "sim/base/name_table.h"
#include "sim/dialogue/condition.h"
#include "sim/dialogue/scenario.h"
#include "sim/scenario_files/fields.h"
#include "sim/scenario_files/limits.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rapport::scenario_files {

// Beyond so many names, looking for a near one takes too long.
inline constexpr std::size_t most_candidates = 2'000;

// Ids met so far in one list. Short lists are searched, long ones hashed.
class IdsSeen {
public:
    IdsSeen() = default;
    explicit IdsSeen(std::string_view node) : of_node(node) {}
    // The value that had this id before, or no_value.
    ValueIndex add(std::string_view id, ValueIndex v);
    const std::string_view of_node{}; // whose replies these are

private:
    static constexpr std::size_t short_list = 16;
    std::array<std::string_view, short_list> few_;
    std::array<ValueIndex, short_list> few_at_;
    std::size_t count_ = 0;
    NameTable many_;
};

// Where these words begin in the text; npos where they do not occur.
std::size_t offset_of(std::string_view text, std::string_view words);

class Binder : public Values {
public:
    Binder(const Tree& tree, Findings& findings, const Limits& limits, dialogue::Scenario& scenario);

    // Binds the whole document.
    void document();
    // What could be read, so that asking about it makes sense: an error must not bring others of its own with it.
    struct Sound {
        bool names = true;     // of nodes, endings, passages and topics, and where the story starts
        bool ways = true;      // out of every node
        bool outcomes = true;  // of every ending
        bool grades = true;    // the list
        bool calls_for = true; // of every node
        bool models = true, offers = true, reveals = true; // of every reply
        bool people = true;                                // card and customer
    };
    const Sound& sound() const { return sound_; }
    // Every node, reply and target: paths can be told.
    bool story_complete() const { return sound_.names && sound_.ways; }
    enum Part : std::uint8_t { itself = 1, shows_part = 2, all_of_it = 4 };
    // A node: its own keys, and all ways out of it. A reply: its own keys, what it shows, everything.
    std::vector<bool> node_sound, ways_known;
    std::vector<std::uint8_t> reply_sound; // Parts
    bool sound_reply(std::uint32_t reply, Part part = all_of_it) const { return (reply_sound[reply] & part) != 0; }
    std::vector<bool> variable_sound; // type and range

    // The values the parts were read from, in the order of the scenario's lists and pools.
    std::vector<ValueIndex> node_at, ending_at, passage_at, reply_at, line_at, effect_at;
    std::vector<ValueIndex> topic_at; // those that can be taken up
    ValueIndex grades_at = no_value, endings_at = no_value, personas_at = no_value;

private:
    // bind.cpp: names and shared values
    std::optional<std::string_view> id(ValueIndex v);
    std::optional<std::string_view> new_id(ValueIndex v, IdsSeen& seen);
    // copy: what has this name is in everything like what had it before; node: whose reply it is (consequences.h).
    void duplicate(ValueIndex v, std::string_view id, ValueIndex before, bool copy = false, std::string_view node = {});
    enum class Braces : bool { fill, keep };
    LocalText text(ValueIndex v, Braces braces = Braces::fill);
    dialogue::Phrases phrases(ValueIndex owner, ValueIndex en, ValueIndex zh);
    dialogue::Range phrase_list(ValueIndex list, Language l);
    dialogue::Target target(ValueIndex v);
    dialogue::Target onward(ValueIndex v); // a target that is neither "@return" nor "@topic_done"
    enum class Near : std::uint8_t { node, target };
    std::string_view near_name(std::string_view id, Near which);
    scoring::BehaviourSet behaviours(ValueIndex list); // not the faults
    std::optional<scoring::Behaviour> behaviour(ValueIndex at, std::string_view id, bool key);
    dialogue::Range condition(ValueIndex v);
    void expression_error(ValueIndex v, const dialogue::ExpressionError& error);
    // A way out of the node that is being read, or, outside nodes, a name.
    void broken() {
        if (in_node_)
            sound_.ways = ways_known.back() = false;
        else
            sound_.names = false;
    }

    // bind_fill.cpp: {order} in a text is the card's fact of that id
    void placeholder(std::string_view name, const LocalText& value);
    std::string_view filled(ValueIndex at, std::string_view words, Language l);
    std::string_view put(ValueIndex at, std::string_view words, std::size_t open, std::string_view name, Language l);
    bool append(ValueIndex at, std::string& out, std::string_view part);
    void unknown_placeholder(ValueIndex at, std::size_t open, std::string_view name);
    void wide_braces(ValueIndex at, std::string_view words);

    // Where the languages themselves are wrong or missing, that is said once and not at every text.
    bool undeclared(Language l) const { return !s_.speaks(l) && (s_.speaks(Language::en) || s_.speaks(Language::zh)); }

    // bind_document.cpp
    void start(ValueIndex v);
    bool languages(ValueIndex v);
    void norms(ValueIndex v);
    void variables(ValueIndex v);
    void variable(ValueIndex v, dialogue::Variable& variable);
    void passages(ValueIndex v);
    void topics(ValueIndex v);
    void topic(ValueIndex v, std::string_view id);
    void endings(ValueIndex v);
    bool index_nodes(ValueIndex v);

    // bind_people.cpp
    void card(ValueIndex v);
    void card_customer(ValueIndex v);
    void history(ValueIndex v);
    void facts(ValueIndex v);
    void policy(ValueIndex v);
    template <const auto& Table>
    void options(ValueIndex list, std::vector<dialogue::Option>& out, IdsSeen& seen);
    void customer(ValueIndex v);
    void personas(ValueIndex v);
    void voice(ValueIndex v);

    // bind_node.cpp
    void nodes(ValueIndex v);
    void node(ValueIndex v, dialogue::Node& node);
    void lines(ValueIndex v, dialogue::Node& node);
    LocalText media(ValueIndex v);
    std::string_view media_path(ValueIndex v);
    dialogue::Range slots(ValueIndex list);
    std::uint32_t question(ValueIndex v, dialogue::Node& node);
    void silence(ValueIndex v, dialogue::Node& node);

    // bind_reply.cpp
    void replies(ValueIndex v, dialogue::Node& node);
    dialogue::Reply reply(ValueIndex v, IdsSeen& seen);
    void where_it_leads(const Fields<keys::reply>& f, ValueIndex v, dialogue::Reply& reply, bool known_keys);
    void shows(ValueIndex v, dialogue::Reply& reply);
    std::optional<std::int64_t> shown_level(ValueIndex v, ValueIndex member);
    void shown(ValueIndex member, const dialogue::Reply& reply);
    void offers(ValueIndex v, dialogue::Reply& reply);
    void effects(ValueIndex v, dialogue::Reply& reply);

    // derive.cpp: what the author left to be understood
    void wordings_of_options();
    void derive_offers(dialogue::Reply& reply);
    bool derive_check(const dialogue::Reply& reply) const;
    bool derive_answers(const dialogue::Reply& reply) const;
    bool derive_solution_first(const dialogue::Reply& reply) const;

    int line_of(ValueIndex v);
    static std::uint32_t reply_named(const void* binder, std::uint32_t node, std::string_view id);

    const Limits& limits_;
    dialogue::Scenario& s_;
    dialogue::Names names_;
    NameTable endings_, passages_;
    std::unordered_map<std::string_view, dialogue::Place> topics_; // the main thread: only groups nodes
    static constexpr std::uint32_t not_allowed = dialogue::none;
    std::unordered_map<std::string_view, std::uint32_t> options_; // not_allowed: of the other list
    std::vector<std::uint32_t> first_reply_;                      // one a node
    mutable std::unordered_map<std::uint32_t, std::vector<std::string_view>> reply_names_; // of nodes asked about
    std::vector<std::size_t> line_starts_; // of the file, once asked for
    struct Wording {
        std::uint32_t option;
        Language language;
        std::string words; // in small letters
    };
    std::vector<Wording> wordings_; // of what policy allows, option by option
    std::unordered_map<std::string_view, LocalText> placeholders_;
    std::size_t filled_bytes_ = 0;
    Sound sound_;
    bool in_node_ = false;
    int suggestions_left_ = 50;
};

} // namespace rapport::scenario_files
