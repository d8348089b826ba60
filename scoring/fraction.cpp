#include "scoring/fraction.h"

#include <numeric>

namespace rapport::scoring {

Fraction::Fraction(std::int64_t numerator, std::int64_t denominator) {
    const std::int64_t g = std::gcd(numerator, denominator);
    numerator_ = g == 0 ? 0 : numerator / g;
    denominator_ = g == 0 ? 1 : denominator / g;
}

Fraction Fraction::operator+(const Fraction& o) const {
    const std::int64_t g = std::gcd(denominator_, o.denominator_);
    return {numerator_ * (o.denominator_ / g) + o.numerator_ * (denominator_ / g), denominator_ / g * o.denominator_};
}

Fraction Fraction::operator-(const Fraction& o) const { return *this + Fraction(-o.numerator_, o.denominator_); }

Fraction Fraction::operator*(const Fraction& o) const {
    const Fraction a(numerator_, o.denominator_);
    const Fraction b(o.numerator_, denominator_);
    return {a.numerator_ * b.numerator_, a.denominator_ * b.denominator_};
}

Fraction Fraction::divided_by(std::int64_t n) const { return *this * Fraction(1, n); }

bool Fraction::operator<(const Fraction& o) const { return (*this - o).numerator_ < 0; }

std::int64_t Fraction::hundredths() const {
    const std::int64_t twice = numerator_ * 200 + denominator_; // floor((2·100·n + d) / 2d)
    const std::int64_t divisor = 2 * denominator_;
    const std::int64_t q = twice / divisor;
    return twice % divisor < 0 ? q - 1 : q;
}

} // namespace rapport::scoring
