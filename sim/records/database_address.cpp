#include "sim/records/database_address.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <libpq-fe.h>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace rapport::records {
namespace {

constexpr std::string_view sqlite_scheme = "sqlite3://";
constexpr std::array<std::string_view, 2> server_schemes{"postgresql://", "postgres://"};

using Options = std::map<std::string, std::string>;

// SOCI takes the path out of a string of options; quotes keep blanks together, and nothing can escape a quote there.
std::expected<Address, Diagnostic> file_address(const std::string& path) {
    if (path.empty() || path.find('"') != std::string::npos || path.find('\0') != std::string::npos)
        return std::unexpected(Diagnostic::error("database_failed").with("path", path).with("reason", "file_name"));
    return Address{Engine::sqlite, path, "dbname=\"" + path + "\" timeout=5"};
}

// Empty: libpq cannot read it. Its words are not passed on: they may quote what was meant as a password.
std::optional<Options> parsed(const std::string& url) {
    if (url.find('\0') != std::string::npos) return std::nullopt;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> list(PQconninfoParse(url.c_str(), nullptr),
                                                                            &PQconninfoFree);
    if (!list) return std::nullopt;
    Options options;
    for (const PQconninfoOption* o = list.get(); o->keyword != nullptr; ++o)
        if (o->val != nullptr) options[o->keyword] = o->val;
    return options;
}

std::string value(const Options& options, const char* name) {
    const auto found = options.find(name);
    return found == options.end() ? std::string() : found->second;
}

std::vector<std::string> parts(const std::string& list) {
    std::vector<std::string> all{""};
    for (const char c : list) {
        if (c == ',')
            all.emplace_back();
        else
            all.back() += c;
    }
    return all;
}

// A password with a bare / in it turns into pieces of host, port and database: those must look like what they are.
bool plausible(const Options& options) {
    const std::string ports = value(options, "port");
    return ports.find_first_not_of("0123456789,") == std::string::npos &&
           value(options, "host").find('@') == std::string::npos &&
           value(options, "dbname").find('@') == std::string::npos;
}

std::string shown(const Options& options) {
    std::string text = "postgresql://";
    if (const std::string user = value(options, "user"); !user.empty()) text.append(user).append("@");
    const auto hosts = parts(value(options, options.contains("host") ? "host" : "hostaddr"));
    const auto ports = parts(value(options, "port"));
    for (std::size_t i = 0; i < std::max(hosts.size(), ports.size()); ++i) {
        if (i > 0) text += ',';
        // A socket's folder would read as the database.
        for (const char c : i < hosts.size() ? hosts[i] : std::string())
            text.append(c == '/' ? "%2F" : std::string(1, c));
        if (i < ports.size() && !ports[i].empty()) text.append(":").append(ports[i]);
    }
    text.append("/").append(value(options, "dbname"));
    if (const std::string service = value(options, "service"); !service.empty())
        text.append("?service=").append(service);
    return text;
}

// What the URL does not say itself. Seconds, but for tcp_user_timeout (milliseconds): a server that has gone silent is
// given up after 15 s to 25 s, whether or not it owes an answer.
void add_defaults(Options& options) {
    const char* own = std::getenv("PGCONNECT_TIMEOUT");
    if (own == nullptr || *own == '\0') options.try_emplace("connect_timeout", "5");
    options.try_emplace("keepalives_idle", "10");
    options.try_emplace("keepalives_interval", "5");
    options.try_emplace("keepalives_count", "3");
    options.try_emplace("tcp_user_timeout", "15000");
    options.try_emplace("fallback_application_name", "rapport");
    options["client_encoding"] = "UTF8";
}

// A URL again, with every sign that is no letter, digit, - . _ ~ written as %XX: SOCI takes what it connects with apart
// at blanks and quotes.
std::string joined(const Options& options) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text = "postgresql:///?";
    for (const auto& [name, given] : options) {
        if (!text.ends_with('?')) text += '&';
        text.append(name).append("=");
        for (const char c : given) {
            const auto byte = static_cast<unsigned char>(c);
            const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                               std::string_view("-._~").find(c) != std::string_view::npos;
            if (plain)
                text += c;
            else
                text.append("%").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
        }
    }
    return text;
}

std::expected<Address, Diagnostic> server_address(const std::string& url) {
    auto options = parsed(url);
    if (!options || !plausible(*options)) return std::unexpected(Diagnostic::error("server_address_invalid"));
    if (options->contains("password") || options->contains("sslpassword")) {
        const std::string name = shown(*options);
        return std::unexpected(Diagnostic::error("password_in_address").with("server", name).at({name, 0, 0, {}}));
    }
    const std::string name = shown(*options);
    add_defaults(*options);
    return Address{Engine::postgresql, name, joined(*options)};
}

// "host=server password=…": begins with a word that libpq knows, and an equals sign.
bool in_keywords(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) return false;
    std::string word = text.substr(0, equals);
    word.erase(0, word.find_first_not_of(" \t\n"));
    word.erase(word.find_last_not_of(" \t\n") + 1);
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> known(PQconndefaults(), &PQconninfoFree);
    for (const PQconninfoOption* o = known.get(); o != nullptr && o->keyword != nullptr; ++o)
        if (word == o->keyword) return true;
    return false;
}

} // namespace

std::expected<Address, Diagnostic> address_of(const std::string& url) {
    if (url.starts_with(sqlite_scheme)) return file_address(url.substr(sqlite_scheme.size()));
    if (std::ranges::any_of(server_schemes, [&](std::string_view scheme) { return url.starts_with(scheme); }))
        return server_address(url);
    if (const std::size_t colon = url.find("://"); colon != std::string::npos)
        return std::unexpected(Diagnostic::error("database_kind_unsupported").with("kind", url.substr(0, colon)));
    if (in_keywords(url)) return std::unexpected(Diagnostic::error("server_address_invalid"));
    return file_address(url);
}

} // namespace rapport::records
