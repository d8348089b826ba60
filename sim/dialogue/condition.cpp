#include "sim/dialogue/condition.h"

#include "sim/base/text.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace rapport::dialogue {
namespace {

using std::string_view;

// Nesting the parser follows before it gives up; far more than people write, far less than the call stack holds.
constexpr int deepest_nesting = 64;

constexpr std::array<string_view, 5> own_names{"anger", "trust", "ready", "turn", "seconds"};
constexpr std::array<string_view, 3> functions{"seen", "chosen", "shown"};
constexpr std::array<string_view, 5> words{"and", "or", "not", "true", "false"};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }
bool is_id_part(char c) { return is_name_part(c) || c == '-'; }

// Signs other languages use where this one has words, and what to write instead.
struct Slip {
    string_view written, meant;
};
constexpr std::array<Slip, 12> slips{{{"&&", "and"},
                                      {"||", "or"},
                                      {"===", "=="},
                                      {"<>", "!="},
                                      {"=<", "<="},
                                      {"=>", ">="},
                                      {"&", "and"},
                                      {"|", "or"},
                                      {"≤", "<="},
                                      {"≥", ">="},
                                      {"≠", "!="},
                                      {"!", "not"}}};

struct Token {
    enum class Kind : std::uint8_t { end, number, name, sign } kind = Kind::end;
    string_view text;
    std::size_t offset = 0;
};

// Recursive descent, one member a precedence. A step that fails leaves the first error here and returns nothing.
class Compiler {
public:
    Compiler(string_view text, const Names& names, std::vector<Instruction>& out)
        : text_(text), names_(names), out_(out) {
        advance();
    }

    std::optional<Type> expression() { return logical_or(); }

    bool at_end() const { return token_.kind == Token::Kind::end; }
    bool is(string_view sign) const { return token_.text == sign && token_.kind != Token::Kind::end; }
    const Token& token() const { return token_; }

    std::nullopt_t fail(string_view code, const Token& at, string_view expected, string_view suggestion = {}) {
        if (!error_)
            error_ = ExpressionError{std::string(code), at.offset, std::string(at.text), std::string(expected),
                                     std::string(suggestion)};
        return std::nullopt;
    }
    std::nullopt_t wrong_type(const Token& at, Type wanted) {
        return fail("condition_type", at, wanted == Type::boolean ? "boolean" : "integer");
    }
    // What stands here is no way to go on.
    std::nullopt_t unexpected(string_view expected) {
        for (const auto& slip : slips)
            if (text_.substr(token_.offset).starts_with(slip.written)) {
                if (slip.written == "!" && text_.substr(token_.offset).starts_with("!=")) continue;
                Token whole = token_;
                whole.text = text_.substr(token_.offset, slip.written.size());
                return fail("condition_syntax", whole, expected, slip.meant);
            }
        if (token_.text == "=") return fail("condition_syntax", token_, expected, "==");
        if (expected == "operator" && token_.kind == Token::Kind::name) {
            std::string lower(token_.text);
            for (char& c : lower)
                if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
            const std::vector<string_view> joins{"and", "or"};
            return fail("condition_syntax", token_, expected, nearest(lower, joins).value_or(string_view{}));
        }
        return fail("condition_syntax", token_, expected);
    }

    void advance() {
        while (pos_ < text_.size() && is_space(text_[pos_])) ++pos_;
        const std::size_t start = pos_;
        auto kind = Token::Kind::end;
        if (pos_ < text_.size()) {
            const char c = text_[pos_];
            if (is_digit(c)) {
                kind = Token::Kind::number;
                while (pos_ < text_.size() && is_digit(text_[pos_])) ++pos_;
            } else if (is_name_start(c)) {
                kind = Token::Kind::name;
                while (pos_ < text_.size() && is_name_part(text_[pos_])) ++pos_;
            } else {
                kind = Token::Kind::sign;
                const auto two = text_.substr(pos_, 2);
                if (two == "==" || two == "!=" || two == "<=" || two == ">=")
                    pos_ += 2;
                else
                    next_code_point(text_, pos_);
            }
        }
        token_ = {kind, text_.substr(start, pos_ - start), start};
    }

    // An id as the scenario spells it (hyphens allowed), where ids stand: inside the brackets of a function.
    Token take_id() {
        Token id = token_;
        std::size_t end = id.offset;
        while (end < text_.size() && is_id_part(text_[end])) ++end;
        id.text = text_.substr(id.offset, end - id.offset);
        id.kind = id.text.empty() ? Token::Kind::end : Token::Kind::name;
        if (!id.text.empty()) {
            pos_ = end;
            advance();
        }
        return id;
    }

    std::optional<ExpressionError> take_error() { return std::move(error_); }

    std::optional<std::uint32_t> variable(const Token& name) {
        if (const auto index = names_.variables.find(name.text)) return index;
        return unknown_name(name, false);
    }

private:
    struct Nested { // counts nesting for as long as it lives
        explicit Nested(int& depth) : depth_(depth) { ++depth_; }
        ~Nested() { --depth_; }
        Nested(const Nested&) = delete;
        Nested& operator=(const Nested&) = delete;
        int& depth_;
    };

    std::nullopt_t unknown_name(const Token& name, bool anything) {
        if (!names_.suggest) return fail("condition_unknown_name", name, "name");
        std::vector<string_view> candidates;
        for (const auto& [id, index] : names_.variables) candidates.push_back(id);
        if (anything) {
            candidates.insert(candidates.end(), own_names.begin(), own_names.end());
            candidates.insert(candidates.end(), functions.begin(), functions.end());
            candidates.insert(candidates.end(), words.begin(), words.end());
        }
        std::sort(candidates.begin(), candidates.end()); // the same suggestion on every machine
        return fail("condition_unknown_name", name, "name", nearest(name.text, candidates).value_or(string_view{}));
    }

    std::nullopt_t unknown_node(const Token& name) {
        if (!names_.suggest) return fail("condition_unknown_name", name, "name");
        std::vector<string_view> candidates;
        for (const auto& [id, index] : names_.nodes) candidates.push_back(id);
        std::sort(candidates.begin(), candidates.end());
        return fail("condition_unknown_name", name, "name", nearest(name.text, candidates).value_or(string_view{}));
    }

    bool push(Op op, std::int32_t operand, const Token& at) {
        out_.push_back({static_cast<std::uint8_t>(op), operand});
        if (++slots_ > deepest_expression) {
            fail("condition_too_deep", at, "end");
            return false;
        }
        return true;
    }
    void apply(Op op, bool two) {
        out_.push_back({static_cast<std::uint8_t>(op), 0});
        if (two) --slots_;
    }

    std::optional<Type> logical_or() { return junction("or", Op::logical_or, &Compiler::logical_and); }
    std::optional<Type> logical_and() { return junction("and", Op::logical_and, &Compiler::logical_not); }

    std::optional<Type> junction(string_view word, Op op, std::optional<Type> (Compiler::*part)()) {
        const Token first = token_;
        auto left = (this->*part)();
        while (left && is(word)) {
            if (*left != Type::boolean) return wrong_type(first, Type::boolean);
            advance();
            const Token second = token_;
            const auto right = (this->*part)();
            if (!right) return std::nullopt;
            if (*right != Type::boolean) return wrong_type(second, Type::boolean);
            apply(op, true);
        }
        return left;
    }

    std::optional<Type> logical_not() {
        if (!is("not")) return comparison();
        const Nested nested(depth_);
        if (depth_ > deepest_nesting) return fail("condition_too_deep", token_, "end");
        advance();
        const Token operand = token_;
        const auto type = logical_not();
        if (!type) return std::nullopt;
        if (*type != Type::boolean) return wrong_type(operand, Type::boolean);
        apply(Op::logical_not, false);
        return Type::boolean;
    }

    std::optional<Op> comparison_here() const {
        if (is("==")) return Op::equal;
        if (is("!=")) return Op::not_equal;
        if (is("<")) return Op::less;
        if (is("<=")) return Op::less_equal;
        if (is(">")) return Op::greater;
        if (is(">=")) return Op::greater_equal;
        return std::nullopt;
    }

    std::optional<Type> comparison() {
        const Token first = token_;
        const auto left = sum();
        if (!left) return std::nullopt;
        const auto op = comparison_here();
        if (!op) return left;
        if (unexpected_pair()) return unexpected("operator");
        const bool ordered = *op != Op::equal && *op != Op::not_equal;
        if (ordered && *left != Type::integer) return wrong_type(first, Type::integer);
        advance();
        const Token second = token_;
        const auto right = sum();
        if (!right) return std::nullopt;
        if (*right != *left) return wrong_type(second, *left);
        apply(*op, true);
        if (comparison_here()) return fail("condition_syntax", token_, "end"); // a < b < c
        return Type::boolean;
    }

    // "===", "<>" and the like: two signs in a row that mean one.
    bool unexpected_pair() const {
        const auto rest = text_.substr(token_.offset);
        return rest.starts_with("===") || rest.starts_with("<>");
    }

    std::optional<Type> sum() {
        const Token first = token_;
        auto left = product();
        while (left && (is("+") || is("-"))) {
            const Op op = is("+") ? Op::add : Op::subtract;
            left = arithmetic(first, *left, op, &Compiler::product);
        }
        return left;
    }

    std::optional<Type> product() {
        const Token first = token_;
        auto left = factor();
        while (left && is("*")) left = arithmetic(first, *left, Op::multiply, &Compiler::factor);
        return left;
    }

    std::optional<Type> arithmetic(const Token& first, Type left, Op op, std::optional<Type> (Compiler::*part)()) {
        if (left != Type::integer) return wrong_type(first, Type::integer);
        advance();
        const Token second = token_;
        const auto right = (this->*part)();
        if (!right) return std::nullopt;
        if (*right != Type::integer) return wrong_type(second, Type::integer);
        apply(op, true);
        return Type::integer;
    }

    std::optional<Type> factor() {
        const Nested nested(depth_);
        if (depth_ > deepest_nesting) return fail("condition_too_deep", token_, "end");
        if (is("-")) {
            advance();
            const Token operand = token_;
            const auto type = factor();
            if (!type) return std::nullopt;
            if (*type != Type::integer) return wrong_type(operand, Type::integer);
            apply(Op::negate, false);
            return Type::integer;
        }
        if (is("(")) {
            advance();
            const auto inside = logical_or();
            if (!inside) return std::nullopt;
            if (!is(")")) return unexpected("operator");
            advance();
            return inside;
        }
        if (token_.kind == Token::Kind::number) return number();
        if (token_.kind == Token::Kind::name) return name();
        return unexpected("operand");
    }

    std::optional<Type> number() {
        const Token at = token_;
        std::int64_t value = 0;
        for (const char c : at.text) {
            value = value * 10 + (c - '0');
            if (value > std::numeric_limits<std::int32_t>::max()) return fail("condition_number_range", at, "integer");
        }
        advance();
        if (!push(Op::number, static_cast<std::int32_t>(value), at)) return std::nullopt;
        return Type::integer;
    }

    std::optional<Type> name() {
        const Token at = token_;
        if (at.text == "and" || at.text == "or" || at.text == "not") return unexpected("operand");
        if (std::find(functions.begin(), functions.end(), at.text) != functions.end()) return function(at);
        advance();
        const auto leaf = [&](Op op, Type type, std::int32_t operand = 0) -> std::optional<Type> {
            if (!push(op, operand, at)) return std::nullopt;
            return type;
        };
        if (at.text == "true") return leaf(Op::number, Type::boolean, 1);
        if (at.text == "false") return leaf(Op::number, Type::boolean, 0);
        if (at.text == "anger") return leaf(Op::anger, Type::integer);
        if (at.text == "trust") return leaf(Op::trust, Type::integer);
        if (at.text == "ready") return leaf(Op::ready, Type::boolean);
        if (at.text == "turn") return leaf(Op::turn, Type::integer);
        if (at.text == "seconds") return leaf(Op::seconds, Type::integer);
        const auto index = names_.variables.find(at.text);
        if (!index) return unknown_name(at, true);
        const bool boolean = names_.declared != nullptr && (*names_.declared)[*index].boolean;
        return leaf(Op::variable, boolean ? Type::boolean : Type::integer, static_cast<std::int32_t>(*index));
    }

    std::optional<Type> function(const Token& what) {
        advance();
        if (!is("(")) return unexpected("operand");
        advance();
        const Token id = take_id();
        if (id.text.empty()) return fail("condition_syntax", token_, "name");
        Op op = Op::seen;
        std::int32_t operand = 0;
        Type type = Type::boolean;
        if (what.text == "shown") {
            const auto behaviour = scoring::behaviour_from(id.text);
            if (!behaviour) {
                const auto& ids = scoring::behaviour_ids();
                return fail("condition_unknown_name", id, "name",
                            nearest(id.text, {ids.begin(), ids.end()}).value_or(string_view{}));
            }
            op = Op::shown, type = Type::integer;
            operand = static_cast<std::int32_t>(scoring::index(*behaviour));
        } else {
            const auto node = names_.nodes.find(id.text);
            if (!node) return unknown_node(id);
            operand = static_cast<std::int32_t>(*node);
            if (what.text == "chosen") {
                op = Op::chosen;
                if (!is(".")) return fail("condition_syntax", token_, "name");
                advance();
                const Token reply_id = take_id();
                if (reply_id.text.empty()) return fail("condition_syntax", token_, "name");
                const auto reply = names_.reply == nullptr ? none : names_.reply(names_.context, *node, reply_id.text);
                if (reply == none) return fail("condition_unknown_name", reply_id, "name");
                operand = static_cast<std::int32_t>(reply);
            }
        }
        if (!is(")")) return unexpected("operator");
        advance();
        if (!push(op, operand, what)) return std::nullopt;
        return type;
    }

    string_view text_;
    const Names& names_;
    std::vector<Instruction>& out_;
    std::size_t pos_ = 0;
    Token token_;
    std::optional<ExpressionError> error_;
    std::size_t slots_ = 0;
    int depth_ = 0;
};

std::optional<Type> whole_expression(Compiler& c, Type wanted) {
    const Token first = c.token();
    const auto type = c.expression();
    if (!type) return std::nullopt;
    if (!c.at_end()) return c.unexpected("operator");
    if (*type != wanted) return c.wrong_type(first, wanted);
    return type;
}

Range since(std::size_t start, const std::vector<Instruction>& out) {
    return {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(out.size() - start)};
}

} // namespace

std::expected<Range, ExpressionError> compile(string_view text, Type wanted, const Names& names,
                                              std::vector<Instruction>& out) {
    const std::size_t start = out.size();
    Compiler c(text, names, out);
    if (whole_expression(c, wanted)) return since(start, out);
    out.resize(start);
    return std::unexpected(c.take_error().value_or(ExpressionError{}));
}

std::expected<Assignment, ExpressionError> compile_assignment(string_view text, const Names& names,
                                                              std::vector<Instruction>& out) {
    const std::size_t start = out.size();
    Compiler c(text, names, out);
    const auto work = [&]() -> std::optional<Assignment> {
        const Token target = c.token();
        if (target.kind != Token::Kind::name) return c.fail("condition_syntax", target, "assignment");
        c.advance();
        if (!c.is("=")) return c.fail("condition_syntax", c.token(), "assignment", c.is("==") ? "=" : "");
        const auto variable = c.variable(target);
        if (!variable) return std::nullopt;
        c.advance();
        const bool boolean = names.declared != nullptr && (*names.declared)[*variable].boolean;
        if (!whole_expression(c, boolean ? Type::boolean : Type::integer)) return std::nullopt;
        return Assignment{*variable, since(start, out)};
    };
    if (const auto done = work()) return *done;
    out.resize(start);
    return std::unexpected(c.take_error().value_or(ExpressionError{}));
}

} // namespace rapport::dialogue
