// The column form Moodle's gradebook imports.
#include "sim/reports/moodle_csv.h"
#include "tests/records/small_attempt.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::reports;

namespace {

Exported result(const std::string& trainee, const std::string& scenario, std::optional<int> total,
                const std::string& day = "01") {
    Exported attempt;
    attempt.row.header = tests::small_header();
    attempt.row.header.trainee = trainee;
    attempt.row.header.scenario_id = scenario;
    attempt.row.header.started_at = "2026-03-" + day + "T09:00:00Z";
    attempt.row.end.status = records::Status::finished;
    attempt.row.total = total;
    return attempt;
}

std::string best(const std::vector<Exported>& attempts) {
    return moodle_csv(attempts, MoodleGrade::best, MoodleUser::username).bytes;
}

} // namespace

TEST_CASE("One line a trainee, one column a scenario, a hyphen where there is no result", "[reports][moodle]") {
    const std::vector attempts{result("liming", "refund", 8750), result("anna", "parcel", 6000),
                               result("liming", "parcel", 10000)};
    CHECK(best(attempts) == "Username,parcel,refund\r\n"
                            "anna,60.00,-\r\n"
                            "liming,100.00,87.50\r\n");
    const auto table = moodle_csv(attempts, MoodleGrade::best, MoodleUser::username);
    CHECK(table.trainees == 2);
    CHECK(table.results == 3);
    CHECK(table.unnamed == 0);
    CHECK(table.no_result == 0);
}

TEST_CASE("The first column is called what Moodle calls it", "[reports][moodle]") {
    const std::vector attempts{result("li@example.com", "parcel", 100)};
    CHECK(moodle_csv(attempts, MoodleGrade::best, MoodleUser::email).bytes ==
          "Email address,parcel\r\nli@example.com,1.00\r\n");
    CHECK(moodle_csv(attempts, MoodleGrade::best, MoodleUser::id_number).bytes.starts_with("ID number,"));
    CHECK(moodle_user_from("username") == MoodleUser::username);
    CHECK(moodle_user_from("email") == MoodleUser::email);
    CHECK(moodle_user_from("idnumber") == MoodleUser::id_number);
    CHECK_FALSE(moodle_user_from("name"));
}

TEST_CASE("Of several results the best, or the latest", "[reports][moodle]") {
    const std::vector attempts{result("li", "parcel", 5000, "01"), result("li", "parcel", 9000, "02"),
                               result("li", "parcel", 7000, "03")};
    CHECK(best(attempts) == "Username,parcel\r\nli,90.00\r\n");
    CHECK(moodle_csv(attempts, MoodleGrade::latest, MoodleUser::username).bytes == "Username,parcel\r\nli,70.00\r\n");
    CHECK(moodle_grade_from("best") == MoodleGrade::best);
    CHECK(moodle_grade_from("latest") == MoodleGrade::latest);
    CHECK_FALSE(moodle_grade_from("first"));
}

TEST_CASE("A result that a person changed is the one that counts", "[reports][moodle]") {
    auto attempt = result("li", "parcel", 5000);
    attempt.total_overruled = 5500;
    CHECK(best({attempt}) == "Username,parcel\r\nli,55.00\r\n");
}

TEST_CASE("What is nobody's own finished try is no result", "[reports][moodle]") {
    auto abandoned = result("li", "parcel", std::nullopt);
    abandoned.row.end.status = records::Status::abandoned;
    auto program = result("li", "parcel", 9900);
    program.row.header.input_mode = records::input_by_program;
    auto what_if = result("li", "parcel", 9900);
    what_if.row.header.branched_from = {"x", 3};
    const std::vector attempts{abandoned, program, what_if, result("li", "talk", std::nullopt)};
    const auto table = moodle_csv(attempts, MoodleGrade::best, MoodleUser::username);
    CHECK(table.bytes == "Username\r\n");
    CHECK(table.no_result == 4);
}

TEST_CASE("A result without a name is left out and counted; blanks around a name are no part of it",
          "[reports][moodle]") {
    const std::vector attempts{result("", "parcel", 5000), result("  ", "parcel", 5000), result("li", "parcel", 5000),
                               result(" li ", "parcel", 6000)};
    const auto table = moodle_csv(attempts, MoodleGrade::best, MoodleUser::username);
    CHECK(table.bytes == "Username,parcel\r\nli,60.00\r\n");
    CHECK(table.unnamed == 2);
    CHECK(table.results == 1);
}

TEST_CASE("A name that a spreadsheet would read as a formula gets an apostrophe, and is counted", "[reports][moodle]") {
    const std::vector attempts{result("-li", "parcel", 5000), result("anna-maria", "parcel", 6000)};
    const auto table = moodle_csv(attempts, MoodleGrade::best, MoodleUser::username);
    CHECK(table.bytes == "Username,parcel\r\n'-li,50.00\r\nanna-maria,60.00\r\n");
    CHECK(table.marked == 1);
}
