#include "hustings/scenario/used_keys.hpp"

#include <variant>

namespace hustings::scenario {
namespace {

/// The keys found so far; each call adds those of one part of a scenario.
class KeyFinder {
 public:
  void add(const Where& where) {
    for (const auto& [key, values] : where) keys_.insert(key);
  }

  void add(const RowKeys& row) {
    for (const auto& [key, value] : row) keys_.insert(key);
  }

  void add(const Event& event) {
    for (const Event& operand : event.operands) add(operand);
    const auto* compares = std::get_if<Compares>(&event.term);
    if (compares == nullptr) return;
    for (const auto* side : {&compares->left, &compares->right}) {
      for (const Summand& summand : *side) {
        const auto* turnout = std::get_if<TurnoutOf>(&summand.number);
        if (turnout != nullptr && turnout->group == TurnoutGroup::tag) keys_.insert(turnout->name);
      }
    }
  }

  void add(const CountRule& count) {
    const auto* ranked = std::get_if<RankedChoice>(&count);
    if (ranked == nullptr) return;
    keys_.insert(ranked->transfers_by);
    for (const TransferRow& row : ranked->transfers) add(row.keys);
  }

  void add(const Change& change) {
    std::visit([this](const auto& kind) { add_change(kind); }, change.kind);
  }

  void add(const Effect& effect) {
    keys_.insert(effect.by.begin(), effect.by.end());
    for (const Load& load : effect.loads) add(load.where);
  }

  void add(const Contest& contest) {
    add(contest.count);
    for (const SupportRow& row : contest.support) add(row.keys);
    for (const RolloffRow& row : contest.rolloff) add(row.where.keys);
  }

  std::set<std::string> take() && { return std::move(keys_); }

 private:
  template <class Kind>
  void add_change(const Kind& kind) {
    if constexpr (requires { kind.where; }) add(kind.where.keys);
  }
  void add_change(const CountChange& change) { add(change.to); }

  std::set<std::string> keys_;
};

}  // namespace

std::set<std::string> used_keys(const Scenario& scenario) {
  KeyFinder found;
  for (const Contest& contest : scenario.contests) found.add(contest);
  for (const Effect& effect : scenario.effects) found.add(effect);
  for (const Programme& programme : scenario.programmes) found.add(programme.where.keys);
  for (const Shock& shock : scenario.shocks) found.add(shock.where.keys);
  for (const EventDefinition& event : scenario.events) found.add(event.event);
  if (scenario.until) found.add(scenario.until->of.event);
  for (const Expectation& expectation : scenario.expectations) found.add(expectation.event);
  for (const WhatIf& what_if : scenario.what_ifs) {
    for (const Change& change : what_if.changes) found.add(change);
  }
  if (scenario.vary) {
    for (const VaryInput& input : scenario.vary->inputs) found.add(input.change);
  }
  return std::move(found).take();
}

std::set<std::string> tag_names(const Scenario& scenario) {
  std::set<std::string> names;
  const auto add = [&](const Tags& tags) {
    for (const auto& [name, value] : tags) names.insert(name);
  };
  for (const District& district : scenario.districts) add(district.tags);
  for (const Universe& universe : scenario.universes) add(universe.tags);
  for (const Contest& contest : scenario.contests) {
    for (const Candidate& candidate : contest.candidates) add(candidate.tags);
  }
  return names;
}

}  // namespace hustings::scenario
