// The parser behind quantities_of, one pass from left to right. Private to scoring/text.
#pragma once

#include "scoring/text/numerals.h"
#include "scoring/text/quantities.h"

#include <optional>
#include <string_view>
#include <vector>

namespace rapport::scoring {

class QuantityReader {
public:
    explicit QuantityReader(std::u32string_view text) : text_(text) {}
    std::vector<Quantity> read();

private:
    // Half of the day a word names. `evening` turns 1–4 into the small hours of the night (晚上两点).
    enum class Half : std::uint8_t { unknown, morning, noon, afternoon, evening };

    // Each reads what begins at `at` and returns where it ends, or `at` where nothing does.
    std::size_t read_sign(std::size_t at);    // $30
    std::size_t read_figures(std::size_t at); // 2024-05-03, 14:30, and every number with its unit
    std::size_t read_word(std::size_t at);    // English
    std::size_t read_han(std::size_t at);     // Chinese
    std::size_t read_after_numeral(std::size_t at, const Numeral& n);
    // … by what follows the numeral:
    std::size_t english_unit(std::size_t at, const Numeral& n);
    std::size_t chinese_unit(std::size_t at, const Numeral& n);
    std::size_t percentage(std::size_t at, const Numeral& n);
    std::size_t discount(std::size_t at, const Numeral& n); // 折
    std::size_t chinese_clock(std::size_t at, const Numeral& n, Half half);
    std::size_t chinese_money(std::size_t at, const Numeral& n);
    std::size_t english_date(std::size_t at, std::size_t day_end, std::int64_t day);
    std::size_t english_ordinal(std::size_t at, std::size_t end, std::int64_t value);
    std::size_t day_part(std::size_t at); // 下午3点, 下午2:30

    // English words that begin an amount without a number.
    std::size_t article_duration(std::size_t at); // an hour, half an hour
    std::size_t spoken_clock(std::size_t at);     // half past two, quarter to three
    std::size_t named_day(std::size_t at);        // Wednesday, tomorrow, noon
    std::size_t month_first(std::size_t at);      // May 3rd, in June
    std::size_t money_word_first(std::size_t at); // RMB 30

    // 2 pm, 2:30 in the afternoon; where nothing follows, the half stays open.
    std::size_t clock(std::size_t at, std::size_t end, std::int64_t hour, std::int64_t minute, bool on_24 = false);
    void put_clock(std::size_t at, std::size_t end, std::int64_t hour, std::int64_t minute, Half half, bool on_24);
    std::size_t after_duration(std::size_t end, std::int64_t unit, std::int64_t& seconds) const; // "and a half", 半

    // `factor`: what the plain number before it in a pair ("3 to 5 days") has to be multiplied with, per thousandth.
    void put(Quantity q, std::int64_t unit = 0);
    void put_duration(std::size_t at, std::size_t end, std::int64_t seconds, std::int64_t unit, bool vague,
                      bool working_days = false);
    void adopt_pair(const Quantity& q, std::int64_t unit);
    bool joins(std::size_t from, std::size_t to, bool pair) const;
    void note_since();

    std::u32string_view text_;
    std::vector<Quantity> found_;
    std::vector<bool> tentative_; // beside found_: Chinese numbers without a measure, kept only as half of a pair
    std::int64_t last_unit_ = 0;  // of the last duration, in seconds
};

} // namespace rapport::scoring
