#include "hustings/core/problem.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>
#include <utility>

#include "core/told.hpp"

namespace hustings {
namespace {

std::string all_of(const std::vector<Problem>& problems) {
  std::string text;
  for (std::size_t i = 0; i < std::min(problems.size(), kMostTold); ++i) {
    if (i > 0) text += '\n';
    text += format(problems[i]);
  }
  return text;
}

/// Counts as edit_distance does where `a` has at most 64 letters: a column of its table is two
/// words of bits, of where the count rises and where it falls. Source: Hyyrö, "A bit-vector
/// algorithm for computing Levenshtein and Damerau edit distances" (2003).
std::size_t short_edit_distance(std::string_view a, std::string_view b) {
  std::array<std::uint64_t, 256> places{};
  for (std::size_t i = 0; i < a.size(); ++i) {
    places[static_cast<unsigned char>(a[i])] |= std::uint64_t{1} << i;
  }
  std::uint64_t rises = ~std::uint64_t{0};
  std::uint64_t falls = 0;
  std::uint64_t diagonal = 0;
  std::uint64_t before = 0;
  std::size_t distance = a.size();
  for (const char c : b) {
    const std::uint64_t equal = places[static_cast<unsigned char>(c)];
    const std::uint64_t swapped = ((~diagonal & equal) << 1) & before;
    diagonal = (((equal & rises) + rises) ^ rises) | equal | falls | swapped;
    std::uint64_t more = falls | ~(diagonal | rises);
    std::uint64_t less = diagonal & rises;
    distance += more >> (a.size() - 1) & 1;
    distance -= less >> (a.size() - 1) & 1;
    more = more << 1 | 1;
    less <<= 1;
    rises = less | ~(diagonal | more);
    falls = more & diagonal;
    before = equal;
  }
  return distance;
}

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return small;
}

}  // namespace

std::string format(const Problem& problem) {
  std::string text = problem.place.file;
  if (problem.place.line > 0) text += ':' + std::to_string(problem.place.line);
  if (problem.place.line > 0 && problem.place.column > 0) {
    text += ':' + std::to_string(problem.place.column);
  }
  if (!text.empty()) text += ": ";
  text += problem.severity == Severity::error ? "error: " : "warning: ";
  text += problem.problem;
  if (!problem.suggestion.empty()) text += " (" + problem.suggestion + ")";
  if (!problem.path.empty()) text += "\n    at " + problem.path;
  return text;
}

ScenarioError::ScenarioError(std::vector<Problem> problems)
    : std::runtime_error(all_of(problems)), problems_(std::move(problems)) {}

void Problems::error(const Source& where, std::string problem, std::string suggestion) {
  items_.push_back(
      {Severity::error, where.place, where.path, std::move(problem), std::move(suggestion)});
  ++n_errors_;
}

void Problems::warning(const Source& where, std::string problem, std::string suggestion) {
  items_.push_back(
      {Severity::warning, where.place, where.path, std::move(problem), std::move(suggestion)});
}

std::vector<Problem> Problems::sorted() const {
  std::vector<Problem> sorted = items_;
  const std::string main_file = items_.empty() ? "" : items_.front().place.file;
  const auto key = [&](const Problem& p) {
    return std::tuple(p.place.file != main_file, std::cref(p.place.file).get(), p.place.line,
                      p.place.column);
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const Problem& a, const Problem& b) { return key(a) < key(b); });
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return sorted;
}

void Problems::throw_if_errors() const {
  if (has_errors()) throw ScenarioError(sorted());
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  if (!a.empty() && a.size() <= 64) return short_edit_distance(a, b);
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last.back();
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& known) {
  const std::size_t limit = std::max<std::size_t>(1, name.size() / 3);
  std::size_t best = limit + 1;
  std::string nearest;
  const std::string small = in_small_letters(name);
  for (const std::string& candidate : known) {
    if (std::max(candidate.size(), name.size()) - std::min(candidate.size(), name.size()) >= best) {
      continue;
    }
    const std::size_t distance = edit_distance(small, in_small_letters(candidate));
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest.empty() ? "" : "did you mean '" + nearest + "'?";
}

std::string listed(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) {
    if (i > 0) text += ", ";
    text += names[i];
  }
  if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
  return text;
}

std::string unknown_name(const std::string& what, const std::string& name,
                         const std::vector<std::string>& known, std::size_t most) {
  std::string hint = did_you_mean(name, known);
  if (hint.empty()) hint = known.empty() ? "there is none" : "there are: " + listed(known, most);
  return "there is no " + what + " '" + name + "' (" + hint + ")";
}

}  // namespace hustings
