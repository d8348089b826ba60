// Every key of format 1, object by object: what the reader accepts, what the schema in scenarios/schema offers and what
// the guide in scenarios/README.md explains are one list.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace rapport::scenario_files {

struct Key {
    std::string_view name;
    bool required = false;
};

namespace keys {

inline constexpr bool required = true;

inline constexpr std::array scenario{Key{"$schema"},
                                     Key{"format", required},
                                     Key{"id", required},
                                     Key{"version", required},
                                     Key{"languages", required},
                                     Key{"title", required},
                                     Key{"summary"},
                                     Key{"note"},
                                     Key{"industry"},
                                     Key{"channel", required},
                                     Key{"difficulty"},
                                     Key{"minutes"},
                                     Key{"module"},
                                     Key{"family"},
                                     Key{"use"},
                                     Key{"grades", required},
                                     Key{"norms"},
                                     Key{"card"},
                                     Key{"customer", required},
                                     Key{"variables"},
                                     Key{"start", required},
                                     Key{"nodes", required},
                                     Key{"passages"},
                                     Key{"topics"},
                                     Key{"endings", required}};
inline constexpr std::array norms{Key{"first_response_s"}, Key{"response_s"}, Key{"register"}};
inline constexpr std::array card{Key{"cause"}, Key{"customer"}, Key{"facts"}, Key{"policy"}};
inline constexpr std::array card_customer{Key{"name"}, Key{"tier"}, Key{"history"}};
inline constexpr std::array history{Key{"date"}, Key{"text", required}};
inline constexpr std::array fact{Key{"id", required}, Key{"label", required}, Key{"value", required}};
inline constexpr std::array policy{Key{"options"}, Key{"not_allowed"}};
inline constexpr std::array option{Key{"id", required}, Key{"text", required}, Key{"en"}, Key{"zh"}, Key{"fits"}};
inline constexpr std::array not_allowed{Key{"id", required}, Key{"text", required}, Key{"en"}, Key{"zh"}};
inline constexpr std::array customer{Key{"state"},    Key{"mood"},  Key{"temper"},     Key{"patience_s"},
                                     Key{"personas"}, Key{"voice"}, Key{"hidden_need"}};
inline constexpr std::array mood{Key{"anger"}, Key{"trust"}};
inline constexpr std::array persona{Key{"id", required}, Key{"temper"}, Key{"mood"}};
inline constexpr std::array voice{Key{"gender"}, Key{"pitch"}, Key{"rate"}};
inline constexpr std::array hidden_need{Key{"id", required}, Key{"text", required}};
inline constexpr std::array variable{Key{"type", required}, Key{"min"}, Key{"max"}, Key{"start"}};
inline constexpr std::array node{Key{"id", required},   Key{"topic"},    Key{"urgent"},    Key{"asks"},
                                 Key{"says", required}, Key{"slots"},    Key{"calls_for"}, Key{"replies", required},
                                 Key{"silence"},        Key{"otherwise"}};
inline constexpr std::array question{Key{"id", required}, Key{"en"}, Key{"zh"}, Key{"action"}};
inline constexpr std::array line{Key{"id", required}, Key{"when"}, Key{"feeling"}, Key{"text", required}, Key{"media"}};
inline constexpr std::array media{Key{"audio"}};
inline constexpr std::array slots{Key{"facts"}, Key{"feelings"}, Key{"wants"}};
inline constexpr std::array slot{Key{"id", required}, Key{"en"}, Key{"zh"}};
inline constexpr std::array reply{Key{"id", required}, Key{"when"},     Key{"once"},   Key{"text", required},
                                  Key{"shows"},        Key{"solution"}, Key{"offers"}, Key{"answers"},
                                  Key{"reveals"},      Key{"do"},       Key{"mood"},   Key{"to"},
                                  Key{"call"},         Key{"then"},     Key{"why"},    Key{"model"}};
inline constexpr std::array shown{Key{"level", required}, Key{"en"}, Key{"zh"}, Key{"check"}};
inline constexpr std::array silence{Key{"after_s", required}, Key{"to", required}};
inline constexpr std::array passage{Key{"id", required}, Key{"start", required}};
inline constexpr std::array topic{Key{"id", required}, Key{"title"}, Key{"start"}, Key{"when"}, Key{"optional"}};
inline constexpr std::array ending{Key{"id", required}, Key{"outcome", required}, Key{"text", required}};
inline constexpr std::array text{Key{"en"}, Key{"zh"}};

} // namespace keys

// The objects by the names the schema gives them under "$defs" ("scenario" is the document itself).
struct KeyTable {
    std::string_view name;
    std::span<const Key> keys;
};
inline constexpr std::array key_tables{KeyTable{"scenario", keys::scenario},
                                       KeyTable{"norms", keys::norms},
                                       KeyTable{"card", keys::card},
                                       KeyTable{"card_customer", keys::card_customer},
                                       KeyTable{"history", keys::history},
                                       KeyTable{"fact", keys::fact},
                                       KeyTable{"policy", keys::policy},
                                       KeyTable{"option", keys::option},
                                       KeyTable{"not_allowed", keys::not_allowed},
                                       KeyTable{"customer", keys::customer},
                                       KeyTable{"mood", keys::mood},
                                       KeyTable{"persona", keys::persona},
                                       KeyTable{"voice", keys::voice},
                                       KeyTable{"hidden_need", keys::hidden_need},
                                       KeyTable{"variable", keys::variable},
                                       KeyTable{"node", keys::node},
                                       KeyTable{"line", keys::line},
                                       KeyTable{"media", keys::media},
                                       KeyTable{"slots", keys::slots},
                                       KeyTable{"slot", keys::slot},
                                       KeyTable{"question", keys::question},
                                       KeyTable{"reply", keys::reply},
                                       KeyTable{"shown", keys::shown},
                                       KeyTable{"silence", keys::silence},
                                       KeyTable{"passage", keys::passage},
                                       KeyTable{"topic", keys::topic},
                                       KeyTable{"ending", keys::ending},
                                       KeyTable{"text", keys::text}};

// The ranges of numbers, shared with the schema.
struct WholeRange {
    std::int64_t least, most;
};
namespace ranges {
inline constexpr WholeRange version{1, 1'000'000};
inline constexpr WholeRange difficulty{1, 5};
inline constexpr WholeRange minutes{1, 240};
inline constexpr WholeRange seconds{1, 604'800}; // up to a week: e-mail has slow norms
inline constexpr WholeRange mood{0, 100};
inline constexpr WholeRange mood_change{-100, 100};
inline constexpr WholeRange temper{10, 300};
inline constexpr WholeRange fits{0, 3};
inline constexpr WholeRange voice{-50, 50};
inline constexpr WholeRange level{1, 2};
inline constexpr WholeRange variable{-1'000'000'000, 1'000'000'000};
} // namespace ranges

} // namespace rapport::scenario_files
