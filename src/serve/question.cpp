#include "serve/question.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

#include "core/thousands.hpp"

namespace hustings {
namespace {

constexpr std::size_t kLongestPage = 32;

std::optional<std::uint64_t> whole(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string value_of(const Parameters& parameters, const std::string& name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? "" : found->second;
}

}  // namespace

std::variant<Asked, std::string> question_of(const Parameters& parameters, std::string body,
                                             const ElectionsAllowed& allowed) {
  const std::string page = value_of(parameters, "page");
  const bool is_page =
      !page.empty() && page.size() <= kLongestPage && std::ranges::all_of(page, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0;
      });
  if (!is_page) return "page must be 1 to 32 letters and digits";
  const auto turn = whole(value_of(parameters, "turn"));
  if (!turn) return "turn must be a whole number";
  Asked asked{{page, *turn}, std::min(allowed.usual, allowed.most), std::move(body)};
  if (!parameters.contains("elections")) return asked;
  const auto elections = whole(value_of(parameters, "elections"));
  if (!elections || *elections == 0 || *elections > allowed.most) {
    return "elections must be a whole number from 1 to " + with_thousands(allowed.most);
  }
  asked.elections = *elections;
  return asked;
}

}  // namespace hustings
