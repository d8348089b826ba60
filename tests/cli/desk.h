// A desk of one's own for one test: an empty data folder, the program, and scenarios to break.
#pragma once

#include "tests/cli/process.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::tests::cli {

class Desk {
public:
    Desk();
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    Result run(const std::vector<std::string>& arguments, std::string_view input = {}) const;
    // With --json: standard output must be exactly one document.
    nlohmann::ordered_json json(std::vector<std::string> arguments, int exit = 0) const;
    // The code of the one diagnostic a failing call answers with.
    std::string trouble(std::vector<std::string> arguments, int exit = 2) const;

    std::filesystem::path data() const { return folder_ / "data"; }
    std::filesystem::path operator/(std::string_view name) const { return folder_ / name; }
    std::string write(std::string_view name, std::string_view text) const; // the path

    Surroundings surroundings;

private:
    std::filesystem::path folder_;
};

std::filesystem::path program();
std::string library(std::string_view id); // path of a shipped scenario
inline const std::string chat = "late-order-chat";
// A shipped scenario as an exam, or with one of its languages only.
std::string as_exam(const Desk& desk, std::string_view id);
std::string in_one_language(const Desk& desk, std::string_view id, std::string_view language);

// A journal without the sums its lines end with, as one from before there were any: to be changed by a test.
std::string without_sums(std::string journal);

std::vector<std::string> keys(const nlohmann::ordered_json& object);

} // namespace rapport::tests::cli
