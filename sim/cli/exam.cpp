#include "sim/cli/exam.h"

#include "sim/records/exposure.h"
#include "sim/records/folders.h"
#include "sim/records/identity.h"

namespace rapport::cli {

std::expected<void, Diagnostics> admit(const dialogue::Scenario& scenario, const std::string& scenario_hash,
                                       std::string_view command, const std::string& trainee, bool trainer) {
    if (scenario.use != dialogue::Use::exam) return {};
    const records::Exposure exposure{.at = records::utc_now(),
                                     .scenario = std::string(scenario.id),
                                     .scenario_hash = scenario_hash,
                                     .command = std::string(command),
                                     .trainee = trainee,
                                     .granted = trainer,
                                     .user = records::account_name()};
    std::expected<void, Diagnostic> logged;
    if (const auto data = records::data_folder(); !data)
        logged = std::unexpected(data.error());
    else
        logged = records::log_exposure(*data, exposure);
    Diagnostics problems;
    if (!trainer) problems.push_back(Diagnostic::error("exam_needs_trainer").with("scenario", scenario.id));
    if (!logged) problems.push_back(logged.error());
    if (problems.empty()) return {};
    return std::unexpected(std::move(problems));
}

} // namespace rapport::cli
