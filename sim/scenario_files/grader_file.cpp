#include "sim/scenario_files/grader_file.h"

#include "scoring/recogniser/grader_version.h"
#include "sim/scenario_files/cuts_file.h"
#include "sim/scenario_files/files.h"
#include "sim/scenario_files/limits.h"
#include "sim/scenario_files/sign_file.h"

namespace rapport::scenario_files {

namespace fs = std::filesystem;

struct Grader::Parts {
    scoring::SignTable english, chinese;
    std::optional<scoring::LinearModel> model;
    scoring::FusionTable cuts;
    std::string version;
    std::optional<scoring::Recogniser> recogniser;
};

const scoring::Recogniser& Grader::recogniser() const { return *parts_->recogniser; }
std::shared_ptr<const scoring::Recogniser> Grader::shared_recogniser() const { return {parts_, &*parts_->recogniser}; }
const std::string& Grader::version() const { return parts_->version; }
bool Grader::has_model() const { return parts_->model.has_value(); }

namespace {

std::expected<scoring::SignTable, Diagnostic> read_sign_table(const fs::path& path, std::string& all_bytes) {
    auto bytes = read_file(path, Limits{}.bytes);
    if (!bytes) return std::unexpected(bytes.error());
    all_bytes += *bytes;
    auto signs = read_signs(std::move(*bytes), path.string());
    if (!signs.table) return std::unexpected(signs.diagnostics.at(0));
    return std::move(*signs.table);
}

// The bytes of model and cuts; none where neither is there.
std::expected<std::string, Diagnostic> read_learned_layer(const fs::path& models, Grader::Parts& parts) {
    const fs::path model_path = models / "replies.model", cuts_path = models / "replies.cuts.json";
    std::error_code ec;
    if (!fs::exists(model_path, ec) && !fs::exists(cuts_path, ec)) return std::string();
    const auto model_bytes = read_file(model_path, Limits{}.bytes);
    if (!model_bytes) return std::unexpected(model_bytes.error());
    auto cuts_bytes = read_file(cuts_path, Limits{}.bytes);
    if (!cuts_bytes) return std::unexpected(cuts_bytes.error());
    std::string all = *model_bytes + *cuts_bytes;

    auto model = scoring::LinearModel::parse(*model_bytes);
    if (!model) {
        model.error().where.file = model_path.string();
        return std::unexpected(model.error());
    }
    const auto cuts = read_cuts(std::move(*cuts_bytes), cuts_path.string(), *model_bytes);
    if (!cuts.table) return std::unexpected(cuts.diagnostics.at(0));
    parts.model = std::move(*model);
    parts.cuts = *cuts.table;
    return all;
}

} // namespace

std::expected<Grader, Diagnostic> load_grader(const fs::path& folder) {
    auto parts = std::make_shared<Grader::Parts>();
    std::string sign_bytes;
    auto english = read_sign_table(folder / "assets" / "signs" / "en.json", sign_bytes);
    if (!english) return std::unexpected(english.error());
    auto chinese = read_sign_table(folder / "assets" / "signs" / "zh.json", sign_bytes);
    if (!chinese) return std::unexpected(chinese.error());
    const auto learned = read_learned_layer(folder / "assets" / "models", *parts);
    if (!learned) return std::unexpected(learned.error());

    parts->english = std::move(*english);
    parts->chinese = std::move(*chinese);
    if (parts->model) {
        parts->version = scoring::grader_version(sign_bytes, *learned);
        parts->recogniser.emplace(parts->english, parts->chinese, *parts->model, parts->cuts);
    } else {
        parts->version = scoring::grader_version(sign_bytes, std::nullopt);
        parts->recogniser.emplace(parts->english, parts->chinese);
    }
    return Grader(std::move(parts));
}

const std::expected<Grader, Diagnostic>& LazyGrader::get() {
    std::call_once(once_, [this] { grader_ = load_grader(folder_); });
    return *grader_;
}

} // namespace rapport::scenario_files
