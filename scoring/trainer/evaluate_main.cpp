// rapport-evaluate [--errors ID] SIGNS_FOLDER CORPUS…: how well the recogniser grades the development part of a corpus
// (labelled_replies.h; what is locked is never read), per language and id. With --errors it lists the replies an id is
// graded differently in. Exit 0; 2 where the arguments or a file are at fault.
#include "scoring/recogniser/recogniser.h"
#include "scoring/trainer/agreement_text.h"
#include "scoring/trainer/labelled_replies.h"

#include <fstream>
#include <iostream>
#include <stdexcept>

using namespace rapport;
using namespace rapport::scoring;

namespace {

std::ifstream opened(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error(path + ": cannot be read");
    return in;
}

void print_errors(const LabelledReply& line, const Recognition& given, Behaviour b) {
    if (line.labels[b] == given.labels[b]) return;
    std::cout << line.id << "  true " << int{line.labels[b]} << " given " << int{given.labels[b]};
    for (const Observation& o : given.observations)
        if (o.behaviour == b) std::cout << " [" << o.reason << ": " << o.quote << ']';
    std::cout << "\n    " << line.reply << '\n';
}

int evaluate(const std::vector<std::string>& args) {
    std::size_t at = 0;
    std::optional<Behaviour> errors;
    if (args.size() > 1 && args[0] == "--errors") {
        errors = behaviour_from(args[1]);
        if (!errors) throw std::runtime_error(args[1] + ": no id of the checklist");
        at = 2;
    }
    if (args.size() < at + 2) throw std::runtime_error("usage: rapport-evaluate [--errors ID] SIGNS_FOLDER CORPUS...");
    auto english = opened(args[at] + "/en.json"), chinese = opened(args[at] + "/zh.json");
    const SignTable en = sign_table(english), zh = sign_table(chinese);
    const Recogniser recogniser(en, zh);
    AgreementTables tables;
    std::array<std::array<int, 2>, 2> scorable{}; // [truth][given]
    for (++at; at < args.size(); ++at) {
        auto file = opened(args[at]);
        for (const LabelledReply& line : labelled_replies(file)) {
            const Recognition given = recogniser.read(line.reply, line.moment);
            const bool as_scorable = given.not_scorable == NotScorable::scorable;
            ++scorable[line.scorable ? 1 : 0][as_scorable ? 1 : 0];
            if (errors) print_errors(line, given, *errors);
            if (line.scorable != as_scorable && !errors)
                std::cout << line.id << (as_scorable ? " taken as scorable: " : " not taken as scorable: ")
                          << id(given.not_scorable) << ' ' << line.reply << '\n';
            for (std::size_t i = 0; i < behaviour_count; ++i)
                tables[static_cast<std::size_t>(line.moment.language)][i].add(line.labels[behaviour_at(i)],
                                                                             given.labels[behaviour_at(i)]);
        }
    }
    for (const Language language : all_languages) std::cout << agreement_text(language, tables);
    std::cout << "not scorable: " << scorable[0][0] << " found, " << scorable[0][1] << " missed, " << scorable[1][0]
              << " wrongly so\n";
    return 0;
}

} // namespace

int main(int argc, char** argv) try {
    return evaluate({argv + 1, argv + argc});
} catch (const std::runtime_error& e) {
    std::cerr << e.what() << '\n';
    return 2;
}
