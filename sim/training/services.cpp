#include "sim/training/services.h"

#include "sim/base/text.h"
#include "sim/records/content_hash.h"
#include "sim/records/desk.h"
#include "sim/records/folders.h"
#include "sim/records/identity.h"
#include "sim/scenario_files/grader_file.h"
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

// Names the folder, too, where it is known but cannot be used: preferences may still be read there.
std::expected<void, Diagnostic> usable_folder(const Places& places, fs::path& named) {
    if (places.data) {
        named = *places.data;
    } else {
        auto folder = records::data_folder();
        if (!folder) return std::unexpected(folder.error());
        named = std::move(*folder);
    }
    return records::make_folder(named);
}

std::string noted_place(const std::string& url, const fs::path& data) {
    const std::string place = records::place_of(url);
    if (!valid_utf8(place)) return {};
    if (records::on_server(url)) return place;
    std::error_code error;
    const auto there = fs::path(place).lexically_relative(fs::weakly_canonical(data, error)).string();
    return there.empty() || there == "." || there.starts_with("..") ? place : there;
}

void open_database(Services& services, const Places& places) {
    const std::string url = places.database.value_or(records::default_database(services.data).string());
    services.database_place = noted_place(url, services.data);
    std::string desk; // a file has a chain of its own; where the desk cannot be named, so has the server
    if (records::on_server(url))
        if (auto named = records::desk_id(services.data)) desk = std::move(*named);
    auto opened = records::Database::open(url, desk);
    if (opened) {
        services.database = std::make_shared<records::Database>(std::move(*opened));
        services.database->show(records::Shown::unlocked); // until somebody signs in (people.h)
        return;
    }
    services.database_problem = opened.error();
    services.notices.push_back(opened.error());
}

// Trouble that journals would meet as well.
bool no_place_for(const Diagnostic& d) { return d.code == "disk_full" || d.code == "folder_unwritable"; }

} // namespace

std::expected<Services, Diagnostics> open_services(const Places& places) {
    Services services;
    services.product = places.product;
    services.utc_now = records::utc_now;
    services.new_attempt_id = records::new_attempt_id;
    services.new_seed = records::new_seed;
    services.grader = grader_in(places.product);
#ifdef SIGXFSZ
    std::signal(SIGXFSZ, SIG_IGN);
#endif

    auto folder = usable_folder(places, services.data);
    if (!folder && !places.kept_or_not) return std::unexpected(Diagnostics{folder.error()});

    auto mood = scenario_files::read_mood_file(places.product);
    if (!mood.table) return std::unexpected(std::move(mood.diagnostics));
    services.mood = std::move(mood.table);
    services.mood_hash = records::content_hash(contents(places.product / "assets" / "models" / "mood.json"));

    auto loaded = records::load_preferences(services.data);
    services.preferences = std::move(loaded.preferences);
    if (folder) {
        services.notices = std::move(loaded.diagnostics);
        open_database(services, places);
        if (const auto problem = services.database_problem; problem && places.kept_or_not && no_place_for(*problem)) {
            services.notices.pop_back(); // said as data_problem
            if (auto passing = play_unkept(services, *problem); !passing) services.notices.push_back(passing.error());
        }
    } else if (auto passing = play_unkept(services, folder.error()); !passing) {
        services.notices.push_back(passing.error());
    }
    return services;
}

std::function<std::expected<ReplyGrader, Diagnostic>()> grader_in(const fs::path& product) {
    const auto lazy = std::make_shared<scenario_files::LazyGrader>(product);
    return [lazy]() -> std::expected<ReplyGrader, Diagnostic> {
        const auto& grader = lazy->get();
        if (!grader) return std::unexpected(grader.error());
        return ReplyGrader{grader->shared_recogniser(), grader->version()};
    };
}

std::expected<void, Diagnostic> play_unkept(Services& services, const Diagnostic& problem) {
    services.data_problem = problem;
    services.person.clear(); // nobody is known there
    services.database = nullptr;
    services.database_problem = problem;
    auto passing = records::PassingFolder::make();
    if (!passing) return std::unexpected(passing.error());
    services.passing = std::move(*passing);
    services.data = services.passing->path();
    services.database_problem.reset();
    open_database(services, {});
    return {};
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
