#include "sim/cli/test.h"

#include "sim/analysis/coverage.h"
#include "sim/cli/exam.h"
#include "sim/cli/files_below.h"
#include "sim/records/content_hash.h"
#include "sim/scenario_files/files.h"
#include "sim/scenario_files/mood_file.h"
#include "sim/scenario_files/read.h"
#include "sim/training/plan_run.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace rapport::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using scenario_files::TestPlan;

// A scenario as several plans use it: read, admitted and counted once.
struct Played {
    std::shared_ptr<const dialogue::Scenario> scenario;
    Diagnostics problems; // where it cannot be played
    bool unreadable = false;
    std::unique_ptr<analysis::Coverage> coverage;
};

class Testing {
public:
    Testing(const Context& context, const TestOptions& options, std::shared_ptr<const dialogue::MoodTable> table)
        : context_(context), options_(options), table_(std::move(table)) {}

    void file(const std::string& path) {
        const auto bytes = scenario_files::read_file(path, scenario_files::largest_plan_file);
        if (!bytes) {
            trouble_ = true;
            return result(path, nullptr, {bytes.error()});
        }
        const auto read = scenario_files::read_test_plan(*bytes, path);
        // What stands above the plans holds for all of them.
        if (!read.mistakes.empty()) return result(path, nullptr, read.mistakes);
        for (const TestPlan& plan : read.plans) result(path, &plan, failures(path, plan));
    }

    Exit finish() {
        const int count = passed_ + failed_;
        if (context_.json) {
            ordered_json all{{"plans", count}, {"passed", passed_}, {"failed", failed_}, {"results", results_}};
            if (options_.coverage) all["coverage"] = coverage_json();
            out_json(all);
        } else {
            out_line(context_.tr("cli.test_summary", {{"plans", std::to_string(count)},
                                                      {"passed", std::to_string(passed_)},
                                                      {"failed", std::to_string(failed_)}}));
            if (options_.coverage) say_coverage();
        }
        if (trouble_) return trouble;
        return failed_ > 0 ? findings : fine;
    }

private:
    Diagnostics failures(const std::string& path, const TestPlan& plan) {
        if (!plan.mistakes.empty()) return plan.mistakes;
        const Played& played = scenario_of(path, plan);
        if (played.scenario == nullptr) {
            trouble_ = trouble_ || played.unreadable;
            Diagnostics problems = played.problems;
            const Location at = plan.settings.scenario_at.line > 0 ? plan.settings.scenario_at : plan.where;
            problems.push_back(
                Diagnostic::error("plan_scenario_unusable").with("path", scenario_path(path, plan).string()).at(at));
            return problems;
        }
        return training::run_plan(plan, played.scenario, table_, played.coverage.get(), grader_).failures;
    }

    static fs::path scenario_path(const std::string& path, const TestPlan& plan) {
        if (plan.settings.scenario.empty()) return fs::path(path).replace_extension(".json");
        return (fs::path(path).parent_path() / plan.settings.scenario).lexically_normal();
    }

    const Played& scenario_of(const std::string& path, const TestPlan& plan) {
        const std::string file = scenario_path(path, plan).string();
        const auto [at, first] = scenarios_.try_emplace(file);
        Played& played = at->second;
        if (!first) return played;
        const auto read = scenario_files::read_scenario_file(file);
        if (!read.scenario) {
            played.problems = read.errors();
            played.unreadable = std::ranges::any_of(read.diagnostics, is_unreadable);
            return played;
        }
        const auto admitted =
            admit(*read.scenario, records::content_hash(read.bytes()), "test", options_.name, options_.trainer);
        if (!admitted) {
            played.problems = admitted.error();
            played.unreadable = true;
            return played;
        }
        played.scenario = read.scenario;
        played.coverage = std::make_unique<analysis::Coverage>(read.scenario);
        return played;
    }

    void result(const std::string& path, const TestPlan* plan, const Diagnostics& failures) {
        const bool passed = failures.empty();
        ++(passed ? passed_ : failed_);
        const int line = plan != nullptr ? plan->where.line : 0;
        if (context_.json) {
            ordered_json list = ordered_json::array();
            for (const Diagnostic& d : failures) list.push_back(failure_json(d));
            results_.push_back({{"file", path},
                                {"plan", plan != nullptr ? ordered_json(plan->name) : ordered_json(nullptr)},
                                {"line", line},
                                {"passed", passed},
                                {"failures", list}});
            return;
        }
        const std::string place = line > 0 ? path + ":" + std::to_string(line) : path;
        out_line(context_.tr(passed ? "cli.test_passed" : "cli.test_failed",
                             {{"place", place}, {"plan", plan != nullptr ? plan->name : std::string()}}));
        print(context_, failures);
    }

    ordered_json failure_json(const Diagnostic& d) const {
        ordered_json json = to_json(context_, d);
        for (const auto& [name, value] : d.args)
            if (!json.contains(name)) json[name] = value;
        return json;
    }

    using Part = std::pair<const char*, const analysis::CoveredPart*>;
    static std::array<Part, 7> parts(const analysis::Covered& covered) {
        return {Part{"nodes", &covered.nodes},        {"lines", &covered.lines},     {"replies", &covered.replies},
                {"silences", &covered.silences},      {"endings", &covered.endings}, {"topics", &covered.topics},
                {"topics_done", &covered.topics_done}};
    }

    ordered_json coverage_json() const {
        ordered_json list = ordered_json::array();
        for (const auto& [file, played] : scenarios_) {
            if (played.coverage == nullptr) continue;
            ordered_json item{{"file", file}, {"scenario", played.scenario->id}};
            const auto covered = played.coverage->covered();
            for (const auto& [name, part] : parts(covered))
                item[name] = {{"visited", part->visited}, {"all", part->all}, {"missing", part->missing}};
            list.push_back(std::move(item));
        }
        return list;
    }

    void say_coverage() const {
        for (const auto& [file, played] : scenarios_) {
            if (played.coverage == nullptr) continue;
            out_line("");
            out_line(context_.tr("cli.coverage_of", {{"file", file}}));
            const auto covered = played.coverage->covered();
            for (const auto& [name, part] : parts(covered)) {
                if (part->all == 0 && std::string_view(name).starts_with("topics")) continue; // most have none
                std::string missing;
                for (const auto& id : part->missing) missing += (missing.empty() ? "" : ", ") + id;
                out_line(context_.tr(missing.empty() ? "cli.coverage_full" : "cli.coverage_part",
                                     {{"part", std::string(context_.tr(std::string("cli.coverage.").append(name)))},
                                      {"visited", std::to_string(part->visited)},
                                      {"all", std::to_string(part->all)},
                                      {"missing", missing}}));
            }
        }
    }

    const Context& context_;
    const TestOptions& options_;
    std::shared_ptr<const dialogue::MoodTable> table_;
    std::function<std::expected<training::ReplyGrader, Diagnostic>()> grader_ = training::grader_in(context_.product);
    std::map<std::string, Played> scenarios_; // by path
    ordered_json results_ = ordered_json::array();
    int passed_ = 0, failed_ = 0;
    bool trouble_ = false;
};

} // namespace

Exit test(const Context& context, const TestOptions& options) {
    const auto files = files_below(options.paths, ".testplan", "folder_without_plans");
    if (!files) return fail(context, files.error());
    const auto mood = scenario_files::read_mood_file(context.product);
    if (!mood.table) return fail(context, mood.diagnostics);
    Testing testing(context, options, mood.table);
    for (const auto& path : *files) testing.file(path);
    return testing.finish();
}

} // namespace rapport::cli
