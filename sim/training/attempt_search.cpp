#include "sim/training/attempt_search.h"

#include "scoring/text/fold.h"

#include <algorithm>

namespace rapport::training {
namespace {

constexpr int batch = 500; // rows read at a time where words are looked for

std::string_view title_in(const records::AttemptHeader& header, Language language) {
    const auto& own = header.scenario_title[static_cast<std::size_t>(language)];
    return own.empty() ? header.scenario_title[1 - static_cast<std::size_t>(language)] : own;
}

} // namespace

bool set_outcome(AttemptFilter& filter, std::string_view id, bool on) {
    if (id == "unfinished") {
        filter.unfinished = on;
    } else if (id == records::id(records::Status::abandoned)) {
        filter.query.abandoned = on;
    } else if (const auto outcome = scoring::outcome_from(id)) {
        auto& all = filter.query.outcomes;
        std::erase(all, *outcome);
        if (on) all.insert(std::ranges::upper_bound(all, *outcome), *outcome);
    } else {
        return false;
    }
    return true;
}

bool has_outcome(const AttemptFilter& filter, std::string_view id) {
    if (id == "unfinished") return filter.unfinished;
    if (id == records::id(records::Status::abandoned)) return filter.query.abandoned;
    const auto outcome = scoring::outcome_from(id);
    const auto& all = filter.query.outcomes;
    return outcome && std::ranges::find(all, *outcome) != all.end();
}

SoughtWords::SoughtWords(std::string_view words, Language language) : language_(language) {
    std::u32string word;
    for (const char32_t c : scoring::folded(words) + U' ') {
        if (c != U' ' && c != U'\n') {
            word += c;
        } else if (!word.empty()) {
            words_.push_back(std::move(word));
            word.clear();
        }
    }
}

bool SoughtWords::in(const records::AttemptHeader& header) const {
    if (words_.empty()) return true;
    // A line each: no word is found across two of them.
    const std::u32string text = scoring::folded(title_in(header, language_)) + U'\n' +
                                scoring::folded(header.scenario_id) + U'\n' + scoring::folded(header.trainee);
    const std::u32string attempt = scoring::folded(header.id);
    return std::ranges::all_of(words_, [&](const std::u32string& word) {
        return text.find(word) != std::u32string::npos || attempt.starts_with(word);
    });
}

bool fits(const AttemptFilter& filter, const SoughtWords& words, const records::AttemptHeader& header) {
    const records::Query& q = filter.query;
    if (!q.scenario_id.empty() && header.scenario_id != q.scenario_id) return false;
    if (q.played && !records::was_played(header, *q.played)) return false;
    if (!q.since.empty() && header.started_at < q.since) return false;
    if (!q.until.empty() && header.started_at > q.until) return false;
    return words.in(header);
}

AttemptSearch::AttemptSearch(AttemptFilter filter, Language language)
    : filter_(std::move(filter)), words_(filter_.words, language) {
    filter_.query.offset = 0;
    filter_.query.after.reset();
    done_ = !filter_.takes_kept();
}

std::expected<void, Diagnostic> AttemptSearch::look(const records::Database& database, int wanted, int most) {
    const std::size_t enough = found_.size() + static_cast<std::size_t>(std::max(wanted, 0));
    for (int looked = 0; !done_ && found_.size() < enough && (most == 0 || looked < most);) {
        const int missing = static_cast<int>(enough - found_.size());
        // Without words every row counts: no more are read than are wanted.
        int rows = words_.empty() ? missing : batch;
        if (most > 0) rows = std::min(rows, most - looked);
        filter_.query.limit = rows;
        auto page = database.page(filter_.query);
        if (!page) return std::unexpected(std::move(page.error()));
        const auto read = static_cast<int>(page->rows.size() + page->unreadable.size());
        looked += read;
        looked_ += read;
        unreadable_.insert(unreadable_.end(), page->unreadable.begin(), page->unreadable.end());
        // Of a batch that has more than are wanted, the rest is found already: nothing is read twice.
        for (records::AttemptRow& row : page->rows)
            if (words_.in(row.header)) found_.push_back(std::move(row));
        if (page->last) filter_.query.after = std::move(page->last);
        done_ = !page->more;
    }
    return {};
}

} // namespace rapport::training
