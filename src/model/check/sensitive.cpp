#include "model/check/sensitive.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace hustings {

bool is_sensitive(std::string_view tag) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"race",    "racial",  "ethnic",   "ethnicity",   "religion",  "religious", "faith",
       "church",  "creed",   "jewish",   "muslim",      "christian", "catholic",  "health",
       "medical", "illness", "disabled", "disability",  "pregnant",  "sexuality", "sexual",
       "lgbt",    "lgbtq",   "gay",      "black",       "white",     "hispanic",  "latino",
       "latina",  "asian",   "caste",    "denomination"});
  std::string word;
  const auto is_one = [&] {
    return std::find(kWords.begin(), kWords.end(), std::string_view(word)) != kWords.end();
  };
  for (const char c : tag) {
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (small >= 'a' && small <= 'z') {
      word += small;
      continue;
    }
    if (is_one()) return true;
    word.clear();
  }
  return is_one();
}

}  // namespace hustings
