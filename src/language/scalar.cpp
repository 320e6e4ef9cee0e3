#include "language/scalar.hpp"

#include <algorithm>
#include <charconv>

#include "hustings/core/problem.hpp"
#include "text/shown.hpp"
#include "text/utf8.hpp"

namespace hustings {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// A decimal number taken apart; `digits` without point and underscores.
struct Decimal {
  bool negative = false;
  std::string digits;
  int exponent = 0;   ///< value = digits x 10^exponent
  std::string plain;  ///< the text without underscores
};

/// Cuts digits, with single underscores between them, off the front of a text.
std::string take_digits(std::string_view& text) {
  std::string digits;
  while (!text.empty()) {
    const bool is_gap = text[0] == '_' && !digits.empty() && text.size() > 1 && is_digit(text[1]);
    if (!is_digit(text[0]) && !is_gap) break;
    if (is_digit(text[0])) digits += text[0];
    text.remove_prefix(1);
  }
  return digits;
}

/// Takes a decimal number apart, exactly: sign, digits, point, digits, exponent, the whole text and
/// nothing else. A leading zero is refused, since YAML 1.1 reads 010 as 8.
std::optional<Decimal> taken_apart(std::string_view text) {
  Decimal decimal;
  if (text.starts_with('-') || text.starts_with('+')) {
    decimal.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const std::string before = take_digits(text);
  std::string after;
  const bool has_point = text.starts_with('.');
  if (has_point) {
    text.remove_prefix(1);
    after = take_digits(text);
  }
  if (before.empty() && after.empty()) return std::nullopt;
  if (before.size() > 1 && before[0] == '0') return std::nullopt;  // 010: is it 8 or 10?
  decimal.digits = before + after;
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    const bool down = text.starts_with('-');
    if (down || text.starts_with('+')) text.remove_prefix(1);
    const auto [end, fault] =
        std::from_chars(text.data(), text.data() + text.size(), decimal.exponent);
    if (fault != std::errc() || !is_digit(text[0]) || decimal.exponent > 100'000) {
      return std::nullopt;
    }
    if (down) decimal.exponent = -decimal.exponent;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  }
  if (!text.empty()) return std::nullopt;
  decimal.plain = (decimal.negative ? "-" : "") + (before.empty() ? "0" : before) + "." +
                  (after.empty() ? "0" : after) + "e" + std::to_string(decimal.exponent);
  decimal.exponent -= static_cast<int>(after.size());
  return decimal;
}

/// Says what is wrong with a number as people write them: 27%, 0x1F, 007, 1,000.
Fault not_a_number(std::string_view text, const std::string& wanted) {
  const std::string problem = shown(text) + " is not " + wanted;
  if (text.ends_with('%')) {
    const auto percent = taken_apart(text.substr(0, text.size() - 1));
    if (percent) return {problem, "shares are written as 0.27, not 27%"};
  }
  if (text.starts_with("0x") || text.starts_with("0X") || text.starts_with("0o")) {
    return {problem, "numbers are decimal"};
  }
  if (text.size() > 1 && text[0] == '0' && std::all_of(text.begin(), text.end(), is_digit)) {
    const std::size_t first = std::min(text.find_first_not_of('0'), text.size() - 1);
    return {shown(text) + " begins with a zero", "write " + std::string(text.substr(first))};
  }
  if (text.find(',') != text.npos) {
    return {problem, "thousands are parted by _ as in 1_000, decimals by a point as in 0.5"};
  }
  return {problem, ""};
}

std::string finite_but(std::string_view text) {
  std::string lower;
  for (const char c : text) {
    if (c != '.' && c != '-' && c != '+') lower += static_cast<char>(c | 0x20);
  }
  return lower == "nan" || lower == "inf" || lower == "infinity" ? "a finite number" : "a number";
}

template <class T>
Parsed<T> in_range(Parsed<T> parsed, std::string_view text, const Key& key, std::string_view name) {
  const T* value = std::get_if<T>(&parsed);
  if (value == nullptr) {
    const Fault& fault = std::get<Fault>(parsed);
    const std::string near = did_you_mean(text, words(key));
    return Fault{std::string(name) + " must be " + described(key) + "; " + fault.problem,
                 near.empty() ? fault.suggestion : near};
  }
  if (key.range.holds(static_cast<double>(*value))) return parsed;
  const bool looks_percent = key.types.has(KeyType::number) && key.range.most == 1 &&
                             static_cast<double>(*value) > 1 && static_cast<double>(*value) <= 100;
  return Fault{std::string(name) + " must be " + described(key) + ", not " + std::string(text),
               looks_percent ? "shares are written as 0.27, not 27" : ""};
}

}  // namespace

Parsed<double> parse_number(std::string_view text) {
  const auto decimal = taken_apart(text);
  if (!decimal) return not_a_number(text, finite_but(text));
  double value = 0;
  const char* begin = decimal->plain.data();
  const auto [end, fault] = std::from_chars(begin, begin + decimal->plain.size(), value);
  if (fault != std::errc()) {
    return Fault{shown(text) + " is too large or too small to be held", ""};
  }
  return value;
}

/// Reads a whole number from its digits, without a double on the way: 1e6 and 5.0 are whole,
/// 18446744073709551615 is exact.
Parsed<std::uint64_t> parse_whole(std::string_view text) {
  const auto decimal = taken_apart(text);
  if (!decimal) return not_a_number(text, "a whole number");
  std::string digits = decimal->digits;
  int exponent = decimal->exponent;
  for (; exponent < 0 && !digits.empty() && digits.back() == '0'; ++exponent) digits.pop_back();
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty()) return std::uint64_t{0};
  if (exponent < 0) return not_a_number(text, "a whole number");
  if (decimal->negative) return Fault{shown(text) + " is negative", ""};
  const Fault too_large{shown(text) + " is larger than 18446744073709551615", ""};
  if (exponent > 20) return too_large;
  digits.append(static_cast<std::size_t>(exponent), '0');
  std::uint64_t value = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (fault != std::errc()) return too_large;
  return value;
}

std::optional<Fault> fault_of_text(std::string_view text, const Key& key) {
  const std::string what = key.types.has(KeyType::name) ? "a name" : "a text";
  if (text.empty()) return Fault{what + " is empty", ""};
  const bool is_long_text = key.types.has(KeyType::text);
  if (!is_long_text && n_characters(text) > kLongestName) {
    return Fault{what + " is longer than " + std::to_string(kLongestName) + " characters", ""};
  }
  if (text.find_first_of("\t\n\r") != text.npos || find_control(text) != text.npos) {
    return Fault{what + " holds a line break or a control character", ""};
  }
  if (text.front() == ' ' || text.back() == ' ') {
    return Fault{shown(text) + " begins or ends with a space", ""};
  }
  const char* const refused = key.holds_slash ? "\"" : "/\"";
  const std::size_t odd = key.types.has(KeyType::name) ? text.find_first_of(refused) : text.npos;
  if (odd != text.npos) {
    return Fault{"the name " + shown(text) + " holds a " + text[odd],
                 "'/' joins names as in contest/candidate, and '\"' quotes them in events"};
  }
  return std::nullopt;
}

Parsed<double> number_of(std::string_view text, const Key& key, std::string_view name) {
  return in_range(parse_number(text), text, key, name);
}

Parsed<std::uint64_t> whole_of(std::string_view text, const Key& key, std::string_view name) {
  return in_range(parse_whole(text), text, key, name);
}

}  // namespace hustings
