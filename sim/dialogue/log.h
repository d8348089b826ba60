// The log of an attempt: what each turn was, kept small. A turn takes 32 bytes and 8 for each reason its mood moved
// by (what was typed lies beside them), so that a copy of a session is cheap and a long one stays in the cache; read,
// it is a TurnRecord again.
#pragma once

#include "scoring/transcript.h"
#include "sim/base/language.h"
#include "sim/base/pool.h"
#include "sim/dialogue/mood.h"
#include "sim/dialogue/scenario.h"
#include "sim/dialogue/typed.h"

#include <array>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace rapport::dialogue {

struct TurnRecord {
    std::uint32_t node = none;
    std::uint16_t line = 0; // index within the node's lines
    // Index within the node's replies, for kind typed that of the one followed, or otherwise_branch; for kind none: 0
    // where the story moved on, else the place turned to + 1 (topics.h).
    std::uint8_t reply = 0;
    scoring::ReplyKind kind = scoring::ReplyKind::chosen;
    std::uint8_t offered_count = 0;
    std::array<std::uint8_t, most_replies> offered{}; // in the order shown
    Language language = Language::en;
    bool correction_check = false;
    std::uint32_t response_ms = 0; // from the line (after the reading allowance) to the reply
    scoring::Labels labels;
    Target branch;
    Mood after;
    Reasons reasons;
    TypedPart typed; // kind typed only
    bool operator==(const TurnRecord&) const = default;
};

// The story goes on by one of the node's replies, in the author's words or in the trainee's own.
inline bool follows_reply(const TurnRecord& r) {
    return r.kind == scoring::ReplyKind::chosen || (r.kind == scoring::ReplyKind::typed && r.reply != otherwise_branch);
}

class Log {
public:
    // Whether a record can be kept without loss: replies below most_replies (or otherwise_branch), a mood of 0–100,
    // words where it is typed.
    static bool holds(const TurnRecord& record);
    // The record must be one the log holds.
    void add(const TurnRecord& record);

    std::size_t size() const { return full_.size() * chunk_turns + last_.turns.size(); }
    TurnRecord operator[](std::size_t turn) const;

private:
    // Packed by shifts (log.cpp), not as bit-fields: these would be read back and written again one by one.
    struct Turn {
        std::uint64_t labels_and_end; // Labels::bits; above them, where its reasons end in its chunk
        std::uint32_t node, response_ms, branch;
        std::uint32_t small;            // the mood and what has few values
        std::uint64_t offered_and_line; // four bits a reply, the first in the lowest; the line in the upper sixteen
    };
    static_assert(sizeof(Turn) == 32);
    static std::size_t reasons_end(const Turn& turn) {
        return static_cast<std::size_t>(turn.labels_and_end >> scoring::Labels::bit_count);
    }

    // Turns in succession. Full chunks never change and are shared by the copies of a log.
    static constexpr std::size_t chunk_turns = 65'536;
    static_assert(chunk_turns * most_reasons < std::size_t{1} << (64 - scoring::Labels::bit_count));
    struct Chunk {
        Pool<Turn> turns;
        Pool<Reason> reasons; // of all turns, one after another
    };
    void next_chunk();

    std::vector<std::shared_ptr<const Chunk>> full_;
    Chunk last_;
    // What was typed, beside the turns: which turn, and what. Few or none.
    std::vector<std::pair<std::size_t, TypedPart>> typed_;
};

// A log to look into, valid as long as the session it comes from is neither changed nor gone. Records are made when
// they are asked for: keep one by value (or bind it to a reference), never a pointer into it.
class LogView {
public:
    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using iterator_concept = std::random_access_iterator_tag;
        using value_type = TurnRecord;
        using difference_type = std::ptrdiff_t;
        using reference = TurnRecord;
        using pointer = void;

        Iterator() = default;
        Iterator(const Log* log, difference_type at) : log_(log), at_(at) {}
        TurnRecord operator*() const { return (*log_)[static_cast<std::size_t>(at_)]; }
        TurnRecord operator[](difference_type n) const { return *(*this + n); }
        Iterator& operator+=(difference_type n) {
            at_ += n;
            return *this;
        }
        Iterator& operator-=(difference_type n) { return *this += -n; }
        Iterator& operator++() { return *this += 1; }
        Iterator& operator--() { return *this += -1; }
        Iterator operator++(int) { return {log_, at_++}; }
        Iterator operator--(int) { return {log_, at_--}; }
        friend Iterator operator+(Iterator i, difference_type n) { return i += n; }
        friend Iterator operator+(difference_type n, Iterator i) { return i += n; }
        friend Iterator operator-(Iterator i, difference_type n) { return i -= n; }
        friend difference_type operator-(const Iterator& a, const Iterator& b) { return a.at_ - b.at_; }
        bool operator==(const Iterator& o) const { return at_ == o.at_; }
        auto operator<=>(const Iterator& o) const { return at_ <=> o.at_; }

    private:
        const Log* log_ = nullptr;
        difference_type at_ = 0;
    };

    explicit LogView(const Log& log) : log_(&log) {}

    std::size_t size() const { return log_->size(); }
    bool empty() const { return size() == 0; }
    TurnRecord operator[](std::size_t turn) const { return (*log_)[turn]; }
    TurnRecord front() const { return (*log_)[0]; }
    TurnRecord back() const { return (*log_)[size() - 1]; }
    Iterator begin() const { return {log_, 0}; }
    Iterator end() const { return {log_, static_cast<std::ptrdiff_t>(size())}; }

    // Copies: all of them, the first or last so many, those from one on.
    std::vector<TurnRecord> records() const { return {begin(), end()}; }
    std::vector<TurnRecord> first(std::size_t count) const;
    std::vector<TurnRecord> last(std::size_t count) const;
    std::vector<TurnRecord> subspan(std::size_t from) const;

private:
    const Log* log_;
};

} // namespace rapport::dialogue
