#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/html/marks.hpp"
#include "report/html/told.hpp"

namespace hustings {

/// How a headline differs from that of the base.
struct HeadlineMove {
  std::string base;  ///< what that is called
  std::string before;
  std::string change;  ///< with its error
  std::string tone;    ///< up, down or quiet
};

/// What a page says first: a sentence, how it has moved, facts (a title and a text), and a hundred
/// dots with their keys.
struct HeadlineCard {
  struct Dots {
    DotGroup group;
    std::string key;  ///< classes of its dot; empty = it has no key
  };

  std::string text;
  std::optional<HeadlineMove> moved;
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<Dots> dots;
};
std::string written(const HeadlineCard& card);

/// The colour of what the run's headline is of: a letter of report.css.
std::string headline_colour(const Told& told);

}  // namespace hustings
