#include "decide/diff_labels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <unordered_map>

namespace hustings {
namespace {

/// What people find in both files by its name. Final pairs follow from the candidates.
constexpr Axis kNamed[] = {Axis::contest, Axis::candidate,     Axis::district, Axis::universe,
                           Axis::slate,   Axis::event,         Axis::total,    Axis::total_name,
                           Axis::shock,   Axis::transfer_group};

using Places = std::unordered_map<std::string, std::size_t>;

Places places_of(const std::vector<std::string>& names) {
  Places places;
  for (std::size_t i = 0; i < names.size(); ++i) places.emplace(names[i], i);
  return places;
}

/// What an item is part of; nothing where it stands for itself.
std::optional<std::string> parent_of(const Labels& labels, Axis axis, std::size_t item) {
  if (axis == Axis::universe) {
    return "district " + labels.districts[labels.universes[item].district].id;
  }
  if (axis == Axis::total_name) {
    return "total " + labels.totals[labels.total_names[item].total].id;
  }
  if (axis == Axis::contest) return std::nullopt;
  const auto contest = contest_of(labels, axis, item);
  if (!contest) return std::nullopt;
  return "contest " + labels.contests[*contest].id;
}

/// What an item of this name is; empty where its name says all.
std::string definition_of(const Labels& labels, Axis axis, std::size_t item) {
  switch (axis) {
    case Axis::event:
      return labels.events[item].text;
    case Axis::slate:
      return members_text(labels, item);
    case Axis::contest:
      return "counted by " + labels.contests[item].rule;
    case Axis::district:
      return labels.districts[item].region.empty() ? "in no region"
                                                   : "in region " + labels.districts[item].region;
    case Axis::universe:
      return "of faction " + labels.factions[labels.universes[item].faction].id;
    default:
      return "";
  }
}

/// A number of an item that the scenario fixes; NaN where it has none.
struct Fact {
  const char* name;
  Axis axis;
  double (*of)(const Labels& labels, std::size_t item);
};

constexpr Fact kFacts[] = {
    {"registered", Axis::contest,
     [](const Labels& labels, std::size_t i) { return labels.contests[i].registered; }},
    {"winners", Axis::contest,
     [](const Labels& labels, std::size_t i) {
       return static_cast<double>(labels.contests[i].seats);
     }},
    {"delegates_awarded", Axis::contest,
     [](const Labels& labels, std::size_t i) {
       return static_cast<double>(labels.contests[i].delegates);
     }},
    {"written_share", Axis::candidate,
     [](const Labels& labels, std::size_t i) {
       constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
       return labels.candidates[i].written_share.value_or(kNone);
     }},
    {"registered", Axis::district,
     [](const Labels& labels, std::size_t i) { return labels.districts[i].registered; }},
    {"registered", Axis::universe,
     [](const Labels& labels, std::size_t i) { return labels.universes[i].registered; }},
    {"delegates_in_all", Axis::total,
     [](const Labels& labels, std::size_t i) {
       return static_cast<double>(labels.totals[i].seats);
     }},
    {"delegates_needed", Axis::total, [](const Labels& labels, std::size_t i) {
       return static_cast<double>(labels.totals[i].majority);
     }}};

/// Whether two facts are one but for the last digits of a sum.
bool is_equal(double a, double b) {
  constexpr double kRounding = 1e-9;
  if (std::isnan(a) || std::isnan(b)) return true;
  return std::abs(b - a) <= kRounding * std::max(std::abs(a), std::abs(b));
}

/// Items of one axis of two runs, matched by name whatever their order; O(n log n). What one side
/// alone has is named once, at the highest axis: a contest that is missing stands for its
/// candidates.
class Matched {
 public:
  Matched(const Labels& a, const Labels& b, Axis axis)
      : axis_(axis),
        names_a_(item_labels(a, axis)),
        names_b_(item_labels(b, axis)),
        in_a_(places_of(names_a_)),
        in_b_(places_of(names_b_)) {}

  /// Calls `each(name, item of a, item of b)`.
  template <class Each>
  void for_each(const Each& each) const {
    for (std::size_t i = 0; i < names_a_.size(); ++i) {
      const auto other = in_b_.find(names_a_[i]);
      if (other != in_b_.end()) each(names_a_[i], i, other->second);
    }
  }

  /// Names what one side alone has, but for parts of what is named already.
  void add_missing(const Labels& a, const Labels& b, RunDifference& to) const {
    add_missing(a, names_a_, in_b_, to.only_a);
    add_missing(b, names_b_, in_a_, to.only_b);
  }

 private:
  void add_missing(const Labels& labels, const std::vector<std::string>& names, const Places& there,
                   std::vector<std::string>& missing) const {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (there.count(names[i]) > 0) continue;
      const auto parent = parent_of(labels, axis_, i);
      if (parent && std::ranges::find(missing, *parent) != missing.end()) continue;
      missing.push_back(std::string(axis_word(axis_)) + " " + names[i]);
    }
  }

  Axis axis_;
  std::vector<std::string> names_a_;
  std::vector<std::string> names_b_;
  Places in_a_;
  Places in_b_;
};

void compare_facts(const Labels& a, const Labels& b, const Matched& matched, Axis axis,
                   RunDifference& to) {
  for (const Fact& fact : kFacts) {
    if (fact.axis != axis) continue;
    matched.for_each([&](const std::string& name, std::size_t i, std::size_t j) {
      ComparedNumber number{.quantity = fact.name,
                            .axis = axis,
                            .item = name,
                            .measure = Measure::exact,
                            .a = fact.of(a, i),
                            .b = fact.of(b, j)};
      if (is_equal(number.a, number.b)) return;
      number.z = std::copysign(std::numeric_limits<double>::infinity(), number.b - number.a);
      number.differs = true;
      to.numbers.push_back(std::move(number));
    });
  }
}

/// Adds what a world alone has to what its run has.
void add_new(const std::vector<std::string>& of_world, const std::string& world,
             std::vector<std::string>& to) {
  std::vector<std::string> more;
  for (const std::string& name : of_world) {
    if (std::ranges::find(to, name) == to.end()) more.push_back(name + " of '" + world + "'");
  }
  to.insert(to.end(), more.begin(), more.end());
}

std::string exact_item(const ComparedNumber& number) {
  return number.quantity + "\n" + std::string(axis_word(number.axis)) + "\n" + number.item;
}

/// The numbers that the runs themselves fix otherwise.
std::set<std::string> exact_items(const RunDifference& difference) {
  std::set<std::string> items;
  for (const ComparedNumber& number : difference.numbers) {
    const bool is_of_run = number.measure == Measure::exact && number.world.empty();
    if (is_of_run) items.insert(exact_item(number));
  }
  return items;
}

}  // namespace

std::string_view axis_word(Axis axis) {
  constexpr std::string_view kWords[kAxes] = {
      "contest", "candidate", "district",   "universe",   "slate",
      "event",   "total",     "total name", "final pair", "transfer group"};
  return kWords[static_cast<std::size_t>(axis)];
}

void compare_labels(const Labels& a, const Labels& b, RunDifference& difference) {
  for (const Axis axis : kNamed) {
    const Matched matched(a, b, axis);
    matched.add_missing(a, b, difference);
    matched.for_each([&](const std::string& name, std::size_t i, std::size_t j) {
      const std::string before = definition_of(a, axis, i);
      const std::string after = definition_of(b, axis, j);
      if (before == after) return;
      difference.redefined.push_back({std::string(axis_word(axis)) + " " + name, before, after});
    });
    compare_facts(a, b, matched, axis, difference);
  }
}

void compare_world_labels(const std::string& world, const Labels& a, const Labels& b,
                          RunDifference& difference) {
  RunDifference of_world{.only_a = difference.only_a, .only_b = difference.only_b};
  for (const Axis axis : kNamed) {
    const Matched matched(a, b, axis);
    if (axis == Axis::candidate) matched.add_missing(a, b, of_world);
    compare_facts(a, b, matched, axis, of_world);
  }
  add_new(of_world.only_a, world, difference.only_a);
  add_new(of_world.only_b, world, difference.only_b);
  const std::set<std::string> known = exact_items(difference);
  for (ComparedNumber& number : of_world.numbers) {
    if (known.count(exact_item(number)) > 0) continue;
    number.world = world;
    difference.numbers.push_back(std::move(number));
  }
}

}  // namespace hustings
