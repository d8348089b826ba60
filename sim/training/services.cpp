#include "sim/training/services.h"

#include "sim/records/content_hash.h"
#include "sim/records/folders.h"
#include "sim/records/identity.h"
#include "sim/scenario_files/mood_file.h"
#include "sim/scenario_files/product_folder.h"

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

    auto mood = scenario_files::read_mood_file(places.product);
    if (!mood.table) return std::unexpected(std::move(mood.diagnostics));
    services.mood = std::move(mood.table);
    services.mood_hash = records::content_hash(contents(places.product / "assets" / "models" / "mood.json"));

    auto loaded = records::load_preferences(services.data);
    services.preferences = std::move(loaded.preferences);
    services.notices = std::move(loaded.diagnostics);
    open_database(services, places);
    return services;
}

std::expected<fs::path, Diagnostic> product_folder(const fs::path& program) {
    auto found = scenario_files::product_folder();
    std::error_code error;
    const fs::path real = fs::canonical(program, error);
    // Who sets RAPPORT_HOME means it: no looking elsewhere.
    const char* home = std::getenv("RAPPORT_HOME");
    if (found || error || (home != nullptr && *home != '\0')) return found;
    for (fs::path at = real.parent_path();; at = at.parent_path()) {
        if (scenario_files::is_product_folder(at)) return at;
        if (scenario_files::is_product_folder(at / "share" / "rapport")) return at / "share" / "rapport";
        if (at == at.parent_path()) return found;
    }
}

} // namespace rapport::training
