// What bench_records shares: times, the two engines asked directly, and attempts to store.
#pragma once

#include "scoring/report.h"
#include "sim/records/database.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rapport::bench {

// Milliseconds of a steady clock.
double now_ms();

// Prints one row of the table: what, engine, how many, median, 99th percentile, the most, the aim (0: none).
void print_row(const std::string& what, const std::string& engine, std::vector<double> times_ms, double aim_ms);
void print_head();

// SQLite or PostgreSQL without the product in between.
class Direct {
public:
    virtual ~Direct() = default;
    virtual std::string engine() const = 0;
    // How many rows came; ends the program with the database's words where it refuses.
    virtual std::size_t ask(const std::string& sql) = 0;
    virtual std::string value(const std::string& sql) = 0; // first column of the first row
    // Dialects, in SQL over the number i: a UUID, a moment in ISO 8601, all numbers from 1 to n as i.
    virtual std::string id_of_i() const = 0;
    virtual std::string moment_of_i() const = 0;
    virtual std::string numbers(std::int64_t n) const = 0;
    // Sets memory and promises for filling it once, and for measuring.
    virtual void fill_quickly(bool quickly) = 0;
};
std::unique_ptr<Direct> direct_file(const std::string& path);
std::unique_ptr<Direct> direct_server(const std::string& url);

// An attempt at a shipped scenario, always answered with the first reply.
struct Sample {
    std::shared_ptr<const dialogue::Scenario> scenario;
    std::string scenario_bytes;
    std::vector<std::vector<dialogue::TurnRecord>> steps;
    records::AttemptLog log;
    scoring::Report report;
};
Sample sample(const std::string& source, const std::string& scenario);

void bench_append(const std::string& source, const std::string& folder);
void bench_queries(const std::string& source, const std::string& url, Direct& direct, std::int64_t attempts);
void bench_desks(const std::string& source, const std::string& url, int desks, int seconds);

} // namespace rapport::bench
