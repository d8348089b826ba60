// The library while files come, change and go.
#include "sim/training/library.h"
#include "tests/training/training_desk.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::tests;
using training::LibraryWatch;

namespace {

std::string named(const std::string& id, const std::string& title = "A late parcel") {
    std::string text = short_drill;
    text.replace(text.find("short-drill"), 11, id);
    return text.replace(text.find("A late parcel"), 13, title);
}

struct Shelf {
    Desk desk;
    std::filesystem::path folder = desk.folder() / "library";
    training::Library library;
    LibraryWatch watch;

    Shelf() {
        std::filesystem::create_directory(folder);
        put(folder / "a.json", named("a"));
        put(folder / "b.json", named("b"));
        library = training::read_library(desk.services(), folder);
    }
    LibraryWatch::Changes look() { return watch.poll(desk.services(), library, folder); }
    // Twice: what moves is left alone once.
    LibraryWatch::Changes settled() {
        const auto first = look();
        CHECK_FALSE(first.any());
        return look();
    }
    std::vector<std::string> ids() const {
        std::vector<std::string> found;
        for (const auto& e : library.entries) found.push_back(e.usable ? e.id : "broken");
        return found;
    }
};

using Paths = std::vector<std::filesystem::path>;

} // namespace

TEST_CASE("A library at rest stays as it is", "[training][library][watch]") {
    Shelf shelf;
    CHECK_FALSE(shelf.settled().any());
    CHECK_FALSE(shelf.watch.unsettled());
}

TEST_CASE("Files that come, change and go", "[training][library][watch]") {
    Shelf shelf;
    put(shelf.folder / "c.json", named("c"));
    put(shelf.folder / "a.json", named("a", "Parcels, parcels"));
    std::filesystem::remove(shelf.folder / "b.json");
    CHECK_FALSE(shelf.look().any());
    CHECK(shelf.watch.unsettled());
    const auto changes = shelf.look();
    CHECK(changes.added == Paths{shelf.folder / "c.json"});
    CHECK(changes.changed == Paths{shelf.folder / "a.json"});
    CHECK(changes.gone == Paths{shelf.folder / "b.json"});
    CHECK(changes.broken.empty());
    CHECK(shelf.ids() == std::vector<std::string>{"a", "c"});
    CHECK(shelf.library.find("a")->title.best(Language::en) == "Parcels, parcels");
    CHECK_FALSE(shelf.settled().any());
}

TEST_CASE("A broken file says why and mends", "[training][library][watch][fault]") {
    Shelf shelf;
    put(shelf.folder / "a.json", named("a").substr(0, 500));
    CHECK(shelf.settled().broken == Paths{shelf.folder / "a.json"});
    CHECK(shelf.ids() == std::vector<std::string>{"b", "broken"});
    CHECK(shelf.library.entries.back().diagnostics.front().where.line > 0);
    put(shelf.folder / "a.json", named("a"));
    CHECK(shelf.settled().changed == Paths{shelf.folder / "a.json"});
    CHECK(shelf.ids() == std::vector<std::string>{"a", "b"});
}

TEST_CASE("What is just being written is left alone", "[training][library][watch]") {
    Shelf shelf;
    for (const std::size_t bytes : {0U, 100U, 2000U}) {
        put(shelf.folder / "c.json", named("c").substr(0, bytes));
        CHECK_FALSE(shelf.look().any());
    }
    put(shelf.folder / "c.json", named("c"));
    CHECK(shelf.settled().added.size() == 1);
    // Away for a moment while an editor renames.
    std::filesystem::rename(shelf.folder / "a.json", shelf.folder / "a.json~");
    CHECK_FALSE(shelf.look().any());
    std::filesystem::rename(shelf.folder / "a.json~", shelf.folder / "a.json");
    CHECK_FALSE(shelf.look().any());
    CHECK(shelf.ids() == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE("Two files of one id are told of", "[training][library][watch][fault]") {
    Shelf shelf;
    put(shelf.folder / "c.json", named("a"));
    CHECK(shelf.settled().added.size() == 1);
    CHECK(codes(shelf.library.diagnostics) == std::vector<std::string>{"library_id_twice"});
    std::filesystem::remove(shelf.folder / "c.json");
    CHECK(shelf.settled().gone.size() == 1);
    CHECK(shelf.library.diagnostics.empty());
}

TEST_CASE("A folder that is away has not lost its files", "[training][library][watch][fault]") {
    Shelf shelf;
    std::filesystem::rename(shelf.folder, shelf.desk.folder() / "elsewhere");
    CHECK_FALSE(shelf.settled().any());
    CHECK(shelf.library.entries.size() == 2);
}
