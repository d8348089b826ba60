// bench_records SOURCE FOLDER [--attempts N] [--desks N] [--seconds N] [append|file|server|desks…]: what keeping
// attempts costs, as rows of a table. tests/bench/records/README.md.
#include "tests/bench/records/bench.h"
#include "tests/records/postgres_server.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>

namespace rapport::bench {

double now_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void print_head() {
    fmt::print(
        "| what | in | times | median, ms | 99 of 100, ms | slowest, ms | aim, ms |\n|---|---|---|---|---|---|---|\n");
}

void print_row(const std::string& what, const std::string& engine, std::vector<double> times, double aim) {
    std::ranges::sort(times);
    const auto at = [&](double part) {
        const auto rank = static_cast<std::size_t>(std::ceil(part * static_cast<double>(times.size())));
        return times[std::max<std::size_t>(rank, 1) - 1];
    };
    fmt::print("| {} | {} | {} | {:.2f} | {:.2f} | {:.2f} | {} |\n", what, engine, times.size(), at(0.5), at(0.99),
               times.back(), aim > 0 ? fmt::format("{:.0f}", aim) : "");
    std::fflush(stdout);
}

} // namespace rapport::bench

int main(int argc, char** argv) {
    using namespace rapport;
    using tests::PostgresServer;
    std::int64_t attempts = 1'000'000;
    int desks = 500, seconds = 60;
    std::vector<std::string_view> parts;
    for (int i = 3; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word.starts_with("--") && i + 1 < argc) {
            const long long n = std::atoll(argv[++i]);
            if (word == "--attempts")
                attempts = n;
            else
                (word == "--desks" ? desks : seconds) = static_cast<int>(n);
        } else {
            parts.push_back(word);
        }
    }
    if (argc < 3) {
        fmt::print(stderr, "usage: bench_records SOURCE FOLDER [--attempts N] [--desks N] [--seconds N] "
                           "[append|file|server|desks...]\n");
        return 2;
    }
    const auto wants = [&](std::string_view part) {
        return parts.empty() || std::ranges::find(parts, part) != parts.end();
    };
    const std::string source = argv[1], folder = argv[2];
    std::filesystem::create_directories(folder);
    bench::print_head();
    if (wants("append")) bench::bench_append(source, folder);
    if (wants("file")) {
        const std::string path = folder + "/bench.db";
        { // made by the product, filled by SQLite itself
            const auto made = records::Database::open(path);
            if (!made) return 2;
        }
        const auto direct = bench::direct_file(path);
        bench::bench_queries(source, path, *direct, attempts);
    }
    if (!wants("server") && !wants("desks")) return 0;
    try {
        PostgresServer::as_for_a_team();
        auto& server = PostgresServer::instance();
        const std::string name = server.new_database();
        const std::string url = server.url(name);
        const auto made = records::Database::open(url);
        if (!made) return 2;
        const auto direct = bench::direct_server(url);
        if (wants("server")) bench::bench_queries(source, url, *direct, attempts);
        if (wants("desks")) bench::bench_desks(source, url, desks, seconds);
    } catch (const std::exception& e) {
        fmt::print(stderr, "{}\n", e.what());
        return 2;
    }
    return 0;
}
