#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace hustings {

/// Where in the user's files something stands. Lines and columns count from 1; 0 = unknown.
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend bool operator==(const Place&, const Place&) = default;
};

/// A place together with the path of the key that stands there, e.g.
/// `contests[0].support.left.ana`.
struct Source {
  Place place;
  std::string path;
};

enum class Severity { error, warning };

/// One thing wrong with the user's data, said the way a person can act on it.
struct Problem {
  Severity severity = Severity::error;
  Place place;
  std::string path;        ///< key path; empty where there is none
  std::string problem;     ///< what is wrong, lower case, no full stop
  std::string suggestion;  ///< what to do; empty where there is none

  friend bool operator==(const Problem&, const Problem&) = default;
};

/// Formats a problem as `file:line:col: error: problem (suggestion)`, its path on the next line.
std::string format(const Problem& problem);

/// Carries every error found in the user's data at once (never only the first).
class ScenarioError : public std::runtime_error {
 public:
  explicit ScenarioError(std::vector<Problem> problems);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

/// Collects problems while the user's data are read and checked.
class Problems {
 public:
  void error(const Source& where, std::string problem, std::string suggestion = "");
  void warning(const Source& where, std::string problem, std::string suggestion = "");

  bool has_errors() const { return n_errors_ > 0; }
  std::size_t n_errors() const { return n_errors_; }

  /// All problems in the order of their places (main file first, then tables by name).
  std::vector<Problem> sorted() const;

  /// Throws a ScenarioError with everything collected if any of it is an error.
  void throw_if_errors() const;

 private:
  std::vector<Problem> items_;
  std::size_t n_errors_ = 0;
};

/// Counts the letters to insert, drop, replace or swap with their neighbour to turn `a` into `b`.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// Returns `did you mean 'x'?` for the nearest of `known` (edit distance at most a third of the
/// length, at least 1; capital letters as small ones), else an empty string.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& known);

inline constexpr std::size_t kMostListed = 12;

/// Joins names as `a, b, c`, at most `most` of them, then `and N more`.
std::string listed(const std::vector<std::string>& names, std::size_t most = kMostListed);

/// Says that nothing has a name: `there is no contest 'x' (did you mean 'y'?)`, or what there is,
/// at most `most` of it.
std::string unknown_name(const std::string& what, const std::string& name,
                         const std::vector<std::string>& known, std::size_t most = kMostListed);

}  // namespace hustings
