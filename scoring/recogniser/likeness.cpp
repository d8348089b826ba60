#include "scoring/recogniser/likeness.h"

#include "scoring/recogniser/slots.h"
#include "scoring/text/fold.h"
#include "scoring/text/words.h"

#include <algorithm>

namespace rapport::scoring {
namespace {

constexpr int content_weight = 3; // on top of 1 for being there

} // namespace

Wording::Wording(std::string_view utf8) {
    const std::vector<Token> tokens = tokens_of(folded(utf8));
    const auto add = [&](const std::string& piece, int weight) {
        pieces_[piece] += weight;
        weight_ += weight;
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        words_.push_back(token.word);
        const bool pair = token.kind == TokenKind::han && i + 1 < tokens.size() &&
                          tokens[i + 1].kind == TokenKind::han && tokens[i + 1].range.start == token.range.end;
        if (pair)
            add(token.word + tokens[i + 1].word, 1);
        else if (token.kind != TokenKind::han)
            add(token.stem, 1);
    }
    for (const std::string& piece : content_pieces(utf8)) add(piece, content_weight);
}

int likeness(const Wording& a, const Wording& b) {
    if (a.words_.empty() || b.words_.empty()) return 0;
    if (a.words_ == b.words_) return 100;
    std::int64_t common = 0;
    for (const auto& [piece, weight] : a.pieces_)
        if (const auto found = b.pieces_.find(piece); found != b.pieces_.end())
            common += std::min(weight, found->second);
    const std::int64_t both = std::int64_t{a.weight_} + b.weight_;
    return both == 0 ? 0 : static_cast<int>(std::min<std::int64_t>(99, (400 * common + both) / (2 * both)));
}

int likeness(std::string_view a, std::string_view b) { return likeness(Wording(a), Wording(b)); }

} // namespace rapport::scoring
