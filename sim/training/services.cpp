#include "sim/training/services.h"

#include "sim/records/content_hash.h"
#include "sim/records/folders.h"
#include "sim/records/identity.h"
#include "sim/scenario_files/mood_file.h"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace rapport::training {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool is_product(const fs::path& folder) {
    std::error_code error;
    return fs::exists(folder / "assets" / "models" / "mood.json", error) &&
           fs::is_directory(folder / "scenarios", error);
}

void open_database(Services& services, const Places& places) {
    auto opened = records::Database::open(places.database.value_or(records::default_database(services.data).string()));
    if (opened) {
        services.database = std::make_shared<records::Database>(std::move(*opened));
        return;
    }
    services.database_problem = opened.error();
    services.notices.push_back(opened.error());
}

} // namespace

std::expected<Services, Diagnostics> open_services(const Places& places) {
    Services services;
    services.product = places.product;
    services.utc_now = records::utc_now;
    services.new_attempt_id = records::new_attempt_id;
    services.new_seed = records::new_seed;
#ifdef SIGXFSZ
    std::signal(SIGXFSZ, SIG_IGN);
#endif

    if (places.data) {
        services.data = *places.data;
    } else {
        auto folder = records::data_folder();
        if (!folder) return std::unexpected(Diagnostics{folder.error()});
        services.data = std::move(*folder);
    }
    if (auto made = records::make_folder(services.data); !made) return std::unexpected(Diagnostics{made.error()});

    const fs::path mood_file = places.product / "assets" / "models" / "mood.json";
    auto mood = scenario_files::read_mood_file(mood_file);
    if (!mood) return std::unexpected(mood.error());
    services.mood = std::make_shared<const dialogue::MoodTable>(std::move(*mood));
    services.mood_hash = records::content_hash(contents(mood_file));

    auto loaded = records::load_preferences(services.data);
    services.preferences = std::move(loaded.preferences);
    services.notices = std::move(loaded.diagnostics);
    open_database(services, places);
    return services;
}

std::expected<fs::path, Diagnostic> product_folder(const fs::path& program) {
    if (const char* home = std::getenv("RAPPORT_HOME"); home && *home) return fs::path(home);
    std::error_code error;
    const fs::path real = fs::weakly_canonical(program, error);
    const fs::path start = (error ? program : real).parent_path();
    for (fs::path folder = start;; folder = folder.parent_path()) {
        if (is_product(folder)) return folder;
        if (folder == folder.parent_path()) break;
    }
    if (const fs::path shared = start.parent_path() / "share" / "rapport"; is_product(shared)) return shared;
    return std::unexpected(Diagnostic::error("product_folder_unknown").with("program", program.string()));
}

} // namespace rapport::training
