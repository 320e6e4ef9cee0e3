#include <set>

#include "language/read_parts.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using scenario::Design;
using scenario::Vary;
using scenario::VaryInput;

/// Reports an amount that no change of this kind takes.
bool is_amount(const Value& at, double amount, const std::string& over) {
  const Key& key = *find_key("what_if.<what_if>[]." + over);
  if (key.range.holds(amount)) return true;
  at.refuse("'" + over + "' must be " + described(key) + ", not " + number_text(amount));
  return false;
}

/// What tables call an input that has no name: its change, whom it is for, and the amount.
std::string made_name(const Fields& fields, const std::string& over) {
  std::string name = fields.text("change");
  for (const char* key :
       {"id", "owner", "resource", "channel", "what", "contest", "candidate", "of"}) {
    const std::string text = fields.text(key);
    if (!text.empty()) name += " " + text;
  }
  if (const auto where = fields.find("where")) {
    for (const Value& key : Fields(*where).named()) {
      for (const Value& value : key.names()) name += " " + value.text();
    }
  }
  return name + " " + over;
}

/// Returns n amounts at equal distances, both ends exactly. n is at least 2, by the table of keys.
std::vector<double> evenly(double from, double to, std::size_t n) {
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) {
    const double part = static_cast<double>(i) / static_cast<double>(n - 1);
    values.push_back(i + 1 == n ? to : from + (to - from) * part);
  }
  return values;
}

/// Reads the amounts of an input, as its design asks for.
void read_amounts(const Value& at, const Fields& fields, const std::string& over, Design design,
                  VaryInput& input) {
  if (const auto values = fields.find("values")) {
    if (design != Design::grid) {
      values->refuse("a design other than a grid needs `from` and `to`, not values");
      return;
    }
    for (const Value& value : values->items()) {
      const auto amount = value.number();
      if (amount && is_amount(value, *amount, over)) input.values.push_back(*amount);
    }
    if (values->is_list() && values->node().size() == 0) values->refuse("no amount is given");
    return;
  }
  const auto from = fields.find("from");
  const auto to = fields.find("to");
  if (!from || !to) {
    at.refuse("it must be said which amounts: `values`, or `from` and `to`");
    return;
  }
  const auto low = from->number();
  const auto high = to->number();
  if (!low || !high || !is_amount(*from, *low, over) || !is_amount(*to, *high, over)) return;
  input.from = *low;
  input.to = *high;
  if (*low >= *high) to->refuse("`to` must be larger than `from`");
  const auto points = fields.find("points");
  if (design != Design::grid) {
    if (points) points->refuse("the number of points is the design's", "give it beside `design`");
    return;
  }
  if (!points) {
    at.refuse("a grid from `from` to `to` needs `points`");
  } else if (const auto n = points->whole()) {
    input.values = evenly(*low, *high, *n);
  }
}

std::optional<VaryInput> read_input(const Value& value, Design design, Reading& reading) {
  const std::size_t n_errors = value.problems().n_errors();
  const Fields fields(value);
  const auto over = fields.find("over");
  const std::string word = over ? over->word() : "";
  if (!fields.usable() || word.empty()) return std::nullopt;
  auto change = read_change(value, word, reading);
  if (!change) return std::nullopt;
  VaryInput input{value.source(), fields.text("name"), std::move(*change), {}, 0, 0};
  if (input.name.empty()) input.name = made_name(fields, word);
  read_amounts(value, fields, word, design, input);
  if (value.problems().n_errors() > n_errors) return std::nullopt;
  return input;
}

/// Holds the number of points to 4,096; a grid's is the product of its inputs', kept from
/// overflowing.
void check_size(const Value& value, const Vary& vary) {
  std::size_t n = vary.points;
  if (vary.design == Design::grid) {
    n = 1;
    for (const VaryInput& input : vary.inputs)
      n = std::min(n * input.values.size(), 1000 * scenario::kMostPoints);
  }
  if (n > scenario::kMostPoints) {
    value.refuse("these are " + std::to_string(n) + " points, more than " +
                     std::to_string(scenario::kMostPoints),
                 "a Latin hypercube or Sobol's sequence needs fewer");
  }
}

}  // namespace

void read_vary(const Value& value, Reading& reading) {
  const std::size_t n_errors = value.problems().n_errors();
  Vary vary;
  vary.source = value.source();
  std::vector<Value> inputs;
  if (value.is_map()) {
    const Fields fields(value);
    const auto design = fields.find("design");
    const std::string word = design ? design->word() : "grid";
    vary.design = word == "latin" ? Design::latin : word == "sobol" ? Design::sobol : Design::grid;
    const auto points = fields.find("points");
    if (points) vary.points = points->whole().value_or(0);
    if (!points && vary.design != Design::grid) value.refuse("this design needs `points`");
    if (points && vary.design == Design::grid) {
      points->refuse("a grid has the points of its inputs", "give `points` or values per input");
    }
    if (const auto list = fields.find("inputs")) inputs = list->items();
  } else {
    inputs = value.items();
  }
  std::set<std::string> names;
  for (const Value& item : inputs) {
    auto input = read_input(item, vary.design, reading);
    if (!input) continue;
    if (!names.insert(input->name).second) {
      item.refuse("input '" + input->name + "' is given twice", "give one of them a `name`");
    }
    vary.inputs.push_back(std::move(*input));
  }
  if (value.problems().n_errors() > n_errors) return;
  if (vary.inputs.empty()) return value.refuse("no input is given");
  check_size(value, vary);
  reading.scenario.vary = std::move(vary);
}

}  // namespace hustings
