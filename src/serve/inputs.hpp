#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "hustings/results/results_file.hpp"
#include "hustings/scenario/scenario.hpp"

// What a page can change: inputs made from the scenario, each with the change that it writes.
namespace hustings {

/// Inputs that stand together.
struct InputGroup {
  std::string id;
  std::string title;
  std::string hint;
  bool is_folded = false;
  bool has_search = false;

  friend bool operator==(const InputGroup&, const InputGroup&) = default;
};

/// A number that is moved: amount of the change = offset + scale x value.
struct Slider {
  scenario::Change change;  ///< with any amount
  double min = 0;
  double max = 0;
  double step = 1;
  /// Where it changes nothing; nothing = nowhere, as of an effect of several sizes.
  std::optional<double> rest;
  std::string unit;
  double offset = 0;
  double scale = 1;
  int decimals = 2;  ///< of the amount
};

/// Something that holds unless it is changed.
struct Check {
  scenario::Change change;  ///< where it does not
};

/// One of several words; the first is how the scenario has it.
struct Choice {
  struct Option {
    std::string value;
    std::string label;
    std::optional<scenario::Change> change;
  };
  std::vector<Option> options;
};

struct Input {
  std::string id;  ///< made from what it changes, so it stays
  std::string group;
  std::string label;
  std::variant<Slider, Check, Choice> kind;
};

struct InputTable {
  std::vector<InputGroup> groups;  ///< those that have inputs
  std::vector<Input> inputs;
};

/// Most values of a tag that are inputs of their own.
inline constexpr std::size_t kMostTagValues = 12;

/// Makes the inputs of a scenario: its author's own, those of `vary`, first; then turnout,
/// campaigns, support of who has a chance, sizes of errors, who runs, how votes are counted.
/// `first` is a small run, which tells who has a chance.
InputTable inputs_of(const scenario::Scenario& scenario, const Results& first);

/// A district on the map: the place its tags `row` and `col` say.
struct Tile {
  std::string district;
  std::string name;
  int row = 0;
  int column = 0;
  std::vector<std::string> contests;  ///< in which it votes

  friend bool operator==(const Tile&, const Tile&) = default;
};

/// The map of a scenario in which every district has the tags `row` and `col`, whole numbers from 0
/// to 999; else nothing.
std::vector<Tile> tiles_of(const scenario::Scenario& scenario);

}  // namespace hustings
