#include "scoring/fraction.h"

#include <limits>
#include <numeric>

namespace rapport::scoring {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t trillion = 1'000'000'000'000;

Wide gcd(Wide a, Wide b) {
    if (a < 0) a = -a;
    while (b != 0) {
        const Wide r = a % b;
        a = b;
        b = r;
    }
    return a;
}

Wide floor_divide(Wide a, Wide b) { // b > 0
    const Wide q = a / b;
    return a % b < 0 ? q - 1 : q;
}

bool fits(Wide v) {
    return v <= std::numeric_limits<std::int64_t>::max() && v >= -Wide{std::numeric_limits<std::int64_t>::max()};
}

// n / d with d > 0, in lowest terms; to the nearest trillionth where that does not fit into 64 bits.
Fraction fraction(Wide n, Wide d) {
    const Wide g = gcd(n, d);
    n /= g;
    d /= g;
    if (fits(n) && fits(d)) return {static_cast<std::int64_t>(n), static_cast<std::int64_t>(d)};
    const Wide whole = floor_divide(n, d);
    Wide rest = n - whole * d; // 0 ≤ rest < d
    while (d > std::numeric_limits<Wide>::max() / (4 * Wide{trillion})) {
        rest /= 2;
        d /= 2;
    }
    const Wide parts = (2 * rest * trillion + d) / (2 * d);
    return {static_cast<std::int64_t>(whole * trillion + parts), trillion};
}

} // namespace

Fraction::Fraction(std::int64_t numerator, std::int64_t denominator) {
    const std::int64_t g = std::gcd(numerator, denominator);
    numerator_ = g == 0 ? 0 : numerator / g;
    denominator_ = g == 0 ? 1 : denominator / g;
}

Fraction Fraction::operator+(const Fraction& o) const {
    return fraction(Wide{numerator_} * o.denominator_ + Wide{o.numerator_} * denominator_,
                    Wide{denominator_} * o.denominator_);
}

Fraction Fraction::operator-(const Fraction& o) const { return *this + Fraction(-o.numerator_, o.denominator_); }

Fraction Fraction::operator*(const Fraction& o) const {
    return fraction(Wide{numerator_} * o.numerator_, Wide{denominator_} * o.denominator_);
}

Fraction Fraction::divided_by(std::int64_t n) const { return *this * Fraction(1, n); }

bool Fraction::operator<(const Fraction& o) const {
    return Wide{numerator_} * o.denominator_ < Wide{o.numerator_} * denominator_;
}

std::int64_t Fraction::hundredths() const { // floor((2·100·n + d) / 2d)
    return static_cast<std::int64_t>(floor_divide(Wide{numerator_} * 200 + denominator_, Wide{denominator_} * 2));
}

} // namespace rapport::scoring
