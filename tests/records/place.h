// The same test on both engines: a place of its own for one database, in a file or on a server.
//
// PLACE_TEST_CASE("What holds", "[records][database]") { auto database = place.open(); … }
// makes two tests, the one on the server with the tag [postgres] beside the others.
#pragma once

#include "sim/records/database.h"
#include "tests/records/folder.h"

#include <catch2/catch.hpp>

#include <memory>
#include <string>

namespace rapport::tests {

enum class On { file, server };

class Place {
public:
    explicit Place(On on);

    // What Database::open takes.
    const std::string& url() const { return url_; }
    records::Database open() const;                    // must succeed
    std::string url_of(const std::string& user) const; // on a server: as somebody else
    bool on_server() const { return on_ == On::server; }

    // From outside, without the product: SQLite itself, or the server's administrator with our schema in the path.
    // `value`: the first column of the first row, "" where there is none or it is null.
    void run(const std::string& sql) const;
    std::string value(const std::string& sql) const;
    // The same, where the keys are kept (table person_keys).
    void run_keys(const std::string& sql) const;
    std::string key_value(const std::string& sql) const;
    // Takes back what later versions of the schema brought: as `version` (from 1) left it.
    void back_to(int version) const;
    // Everything in it, for telling whether anything has changed.
    std::string everything() const;
    // Another program that writes and does not let go until what is returned is gone.
    std::shared_ptr<void> hold() const;

private:
    On on_;
    Folder folder_;
    std::string url_, database_;
};

} // namespace rapport::tests

#define RAPPORT_PLACE_TEST_CASE(body, name, tags)                                                                      \
    static void body(const rapport::tests::Place& place);                                                              \
    TEST_CASE(name ", in a file", tags) { body(rapport::tests::Place(rapport::tests::On::file)); }                     \
    TEST_CASE(name ", on a server", tags "[postgres]") { body(rapport::tests::Place(rapport::tests::On::server)); }    \
    static void body([[maybe_unused]] const rapport::tests::Place& place)
#define PLACE_TEST_CASE(name, tags) RAPPORT_PLACE_TEST_CASE(INTERNAL_CATCH_UNIQUE_NAME(rapport_place_test_), name, tags)
