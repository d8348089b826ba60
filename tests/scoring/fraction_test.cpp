#include "scoring/fraction.h"

#include "sim/base/random.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using rapport::Purpose;
using rapport::Random;
using rapport::scoring::Fraction;

namespace {
__extension__ using Wide = __int128;

std::int64_t below(Random& random, std::int64_t bound) {
    return static_cast<std::int64_t>(random.below(static_cast<std::uint32_t>(bound)));
}
} // namespace

TEST_CASE("A fraction is kept in lowest terms", "[scoring][fraction]") {
    CHECK(Fraction(6, 4) == Fraction(3, 2));
    CHECK(Fraction(0, 7) == Fraction());
    CHECK(Fraction(-2, 4).numerator() == -1);
    CHECK(Fraction(-2, 4).denominator() == 2);
}

TEST_CASE("Thirds add up", "[scoring][fraction]") {
    CHECK(Fraction(1, 3) + Fraction(1, 3) + Fraction(1, 3) == Fraction(1));
    CHECK(Fraction(100).divided_by(3) * Fraction(3) == Fraction(100));
    CHECK(Fraction(1, 3) < Fraction(34, 100));
    CHECK_FALSE(Fraction(1, 2) < Fraction(2, 4));
}

TEST_CASE("Hundredths are rounded half up, below zero too", "[scoring][fraction]") {
    CHECK(Fraction(1, 3).hundredths() == 33);
    CHECK(Fraction(2, 3).hundredths() == 67);
    CHECK(Fraction(1, 200).hundredths() == 1);   //  0.5 →  1
    CHECK(Fraction(-1, 200).hundredths() == 0);  // −0.5 →  0
    CHECK(Fraction(-3, 200).hundredths() == -1); // −1.5 → −1
    CHECK(Fraction(-2, 300).hundredths() == -1); // −0.67 → −1
    CHECK(Fraction(100).hundredths() == 10000);
}

TEST_CASE("Sums and products agree with wide integers", "[scoring][fraction][property]") {
    Random random(1, Purpose::test, 11);
    for (int i = 0; i < 20'000; ++i) {
        const std::int64_t a = below(random, 2'000'001) - 1'000'000, b = 1 + below(random, 100'000);
        const std::int64_t c = below(random, 2'000'001) - 1'000'000, d = 1 + below(random, 100'000);
        const Fraction sum = Fraction(a, b) + Fraction(c, d);
        const Fraction product = Fraction(a, b) * Fraction(c, d);
        const bool sum_right = Wide{sum.numerator()} * b * d == (Wide{a} * d + Wide{c} * b) * sum.denominator();
        const bool product_right = Wide{product.numerator()} * b * d == Wide{a} * c * product.denominator();
        const bool order_right = (Fraction(a, b) < Fraction(c, d)) == (Wide{a} * d < Wide{c} * b);
        // floor(100 × a / b + 1 / 2), in wide integers
        Wide n = 200 * Wide{a} + b, q = n / (2 * b);
        if (n % (2 * b) < 0) --q;
        const bool rounded_right = Wide{Fraction(a, b).hundredths()} == q;
        if (!sum_right || !product_right || !order_right || !rounded_right)
            FAIL(a << "/" << b << " and " << c << "/" << d);
    }
    SUCCEED();
}

TEST_CASE("A sum whose denominator outgrows 64 bits is still right to a trillionth", "[scoring][fraction]") {
    Fraction sum;
    long double expected = 0;
    for (const std::int64_t prime :
         {4999, 4993, 4987, 4973, 4969, 4967, 4957, 4951, 4943, 4937, 4933, 4931, 4919, 4909}) {
        sum = sum + Fraction(prime / 2, prime);
        expected += static_cast<long double>(prime / 2) / static_cast<long double>(prime);
    }
    const long double got = static_cast<long double>(sum.numerator()) / static_cast<long double>(sum.denominator());
    CHECK(std::fabs(static_cast<double>(got - expected)) < 1e-11);
    CHECK(sum.denominator() > 0);

    const Fraction falling = Fraction() - sum;
    CHECK(falling < Fraction());
    CHECK(falling + sum < Fraction(1, 100'000'000'000));
}
