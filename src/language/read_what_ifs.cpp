#include <algorithm>
#include <iterator>

#include "language/change_keys.hpp"
#include "language/read_parts.hpp"
#include "language/read_topology.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using scenario::Change;
using scenario::ChangeKind;
using scenario::Operation;
using scenario::Part;
using scenario::WhatIf;

std::string either(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += (i == 0 ? "'" : i + 1 == names.size() ? " or '" : ", '") + names[i] + "'";
  }
  return text;
}

/// One change with its keys; reports those that do not go with its kind, and what it lacks. Kinds
/// share one flat map of keys (change_keys.hpp says which go together), so that a change is one
/// line of YAML.
class ChangeReader {
 public:
  /// With `over` the amount of that name is left open.
  ChangeReader(const Value& value, std::string over, Reading& reading)
      : value_(value), fields_(value), over_(std::move(over)), reading_(reading) {}

  std::optional<Change> read() {
    const auto kind = fields_.find("change");
    if (!fields_.usable() || !kind) return std::nullopt;
    const std::string word = kind->word();
    const auto* const keys = std::find_if(kChangeKeys.begin(), kChangeKeys.end(),
                                          [&](const auto& of) { return of.change == word; });
    if (keys == kChangeKeys.end() || !has_its_keys(*keys)) return std::nullopt;
    const std::size_t n_errors = value_.problems().n_errors();
    Change change{value_.source(), fields_.source("contest"), read_kind(word)};
    if (value_.problems().n_errors() > n_errors) return std::nullopt;
    return change;
  }

 private:
  /// Tells whether the change has the keys of its kind (change_keys.hpp): of every group of
  /// alternatives exactly one, and none that belongs to other kinds. In a variation the amount
  /// moved counts as given.
  bool has_its_keys(const ChangeKeys& keys) const {
    const std::size_t n_errors = value_.problems().n_errors();
    std::vector<std::string> allowed{"change"};
    for (const std::string& key : split(keys.optional, ' ')) allowed.push_back(key);
    for (const std::string& group : split(keys.required, ' ')) {
      const std::vector<std::string> choice = split(group, '|');
      std::vector<std::string> given;
      for (const std::string& key : choice) {
        allowed.push_back(key);
        if (is_given(key)) given.push_back(key);
      }
      if (given.empty()) {
        refuse_missing(std::string(keys.change), choice);
      } else if (given.size() > 1) {
        fields_.find(given[1])->refuse(
            "'" + given[0] + "' and '" + given[1] + "' exclude each other", "make two changes");
      }
    }
    for (const Key* key : children(value_.key())) {
      const bool is_end_of_range = !over_.empty() && key->last() == "to";
      const bool is_of_change = !is_end_of_range && find_key(std::string(kChangePath) + "." +
                                                             std::string(key->last())) != nullptr;
      const auto found = fields_.find(key->last());
      if (!is_of_change || !found ||
          std::find(allowed.begin(), allowed.end(), key->last()) != allowed.end()) {
        continue;
      }
      found->refuse("'" + std::string(key->last()) + "' does not go with a change of " +
                        std::string(keys.change),
                    "known here: " + listed(allowed));
    }
    return value_.problems().n_errors() == n_errors;
  }

  bool is_given(std::string_view key) const {
    return over_ == key || fields_.find(key).has_value();
  }

  void refuse_missing(const std::string& change, const std::vector<std::string>& choice) const {
    const auto over = over_.empty() ? std::nullopt : fields_.find("over");
    const bool is_amount = over && find_key("vary[]." + choice.front()) == nullptr;
    if (is_amount) {
      const std::vector<std::string> amounts = words(over->key());
      std::vector<std::string> moved;
      std::ranges::copy_if(choice, std::back_inserter(moved), [&](const std::string& one) {
        return std::ranges::count(amounts, one) > 0;
      });
      over->refuse("a change of " + change + " is moved over " + either(moved) + ", not '" + over_ +
                   "'");
    } else {
      value_.refuse("a change of " + change + " needs " + either(choice));
    }
  }

  ChangeKind read_kind(const std::string& word) {
    if (word == "turnout") {
      const auto [operation, number] = operation_of({{"times", Operation::times},
                                                     {"plus", Operation::plus},
                                                     {"log_odds", Operation::log_scale}});
      return scenario::TurnoutChange{where(), operation, number};
    }
    if (word == "registered") {
      return scenario::RegisteredChange{where(), fields_.number("times").value_or(1),
                                        fields_.whole("set")};
    }
    if (word == "support") {
      const auto [operation, number] =
          operation_of({{"plus", Operation::plus}, {"log_support", Operation::log_scale}});
      return scenario::SupportChange{fields_.text("contest"),
                                     fields_.text("candidate"),
                                     fields_.source("candidate"),
                                     where(),
                                     operation,
                                     number};
    }
    if (word == "rolloff") {
      const auto [operation, number] =
          operation_of({{"times", Operation::times}, {"plus", Operation::plus}});
      return scenario::RolloffChange{fields_.text("contest"), where(), operation, number};
    }
    if (word == "effect") {
      const bool sets_sd = is_given("sd");
      return scenario::EffectChange{fields_.text("id"), fields_.source("id"),
                                    fields_.number(sets_sd ? "sd" : "times").value_or(1), sets_sd};
    }
    if (word == "endorsements") return endorsements();
    if (word == "programme") return programme();
    if (word == "resources") return resources();
    if (word == "shock") return shock();
    if (word == "channel") return channel();
    if (word == "degrade") return degrade();
    if (word == "message") {
      return scenario::MessageChange{fields_.text("id"), fields_.source("id"),
                                     fields_.number("carry").value_or(0)};
    }
    if (word == "count") {
      const Value to = *fields_.find("to");
      refuse_parts(to);
      return scenario::CountChange{fields_.text("contest"), read_count(to, reading_)};
    }
    return fields_.find("remove") ? removal() : addition();
  }

  /// The one of these keys that is there.
  std::pair<Operation, double> operation_of(
      std::initializer_list<std::pair<std::string_view, Operation>> keys) const {
    for (const auto& [key, operation] : keys) {
      if (over_ == key) return {operation, 0};
      if (const auto found = fields_.find(key)) return {operation, found->number().value_or(0)};
    }
    return {};
  }

  ChangeKind programme() const {
    using scenario::ProgrammePart;
    scenario::ProgrammeChange change{fields_.text("id"), fields_.source("id")};
    const auto of = fields_.find("of");
    if (is_given("times")) {
      const std::string what = of ? of->word() : "attempts";
      change.part = what == "lift"   ? ProgrammePart::lift
                    : what == "cost" ? ProgrammePart::cost
                                     : ProgrammePart::attempts;
      change.multiplies = true;
      change.value = fields_.number("times").value_or(1);
      return change;
    }
    if (of) of->refuse("'of' says what `times` multiplies", "use `times`");
    if (const auto off = fields_.find("off")) {
      off->word();
      return change;
    }
    for (const ProgrammePart part : {ProgrammePart::attempts, ProgrammePart::captains,
                                     ProgrammePart::impressions, ProgrammePart::accuracy}) {
      if (!is_given(name_of(part))) continue;
      change.part = part;
      change.value = fields_.number(name_of(part)).value_or(0);
    }
    return change;
  }

  ChangeKind channel() const {
    scenario::ChannelChange change{fields_.text("id"), fields_.source("id"), {}};
    if (const auto use = fields_.find("use")) change.use = read_group_shares(*use);
    return change;
  }

  ChangeKind degrade() const { return scenario::DegradeChange{read_degrade(value_, fields_)}; }

  ChangeKind resources() const {
    scenario::ResourceChange change{fields_.text("owner"), fields_.source("owner")};
    const auto resource = fields_.find("resource");
    change.resource = scenario::resource_named(resource ? resource->word() : "")
                          .value_or(scenario::ResourceKind::money);
    if (is_given("set")) change.set = fields_.number("set").value_or(0);
    change.times = fields_.number("times").value_or(1);
    return change;
  }

  ChangeKind shock() const {
    using scenario::ShockPart;
    scenario::ShockChange change{fields_.text("id"), fields_.source("id")};
    if (const auto off = fields_.find("off")) off->word();
    for (const ShockPart part : {ShockPart::probability, ShockPart::after_minutes}) {
      if (!is_given(name_of(part))) continue;
      change.part = part;
      change.value = fields_.number(name_of(part)).value_or(0);
    }
    return change;
  }

  scenario::WhereClause where() const {
    scenario::WhereClause clause;
    if (const auto found = fields_.find("where")) {
      read_where(*found, clause.keys, clause.sources);
    }
    return clause;
  }

  static std::optional<Part> part(const Value& value) {
    if (value.is_word("rest")) return Part{value.source(), value.name(), std::nullopt};
    const auto share = value.number();
    if (!share) return std::nullopt;
    return Part{value.source(), value.name(), share};
  }

  static std::vector<Part> parts(const std::vector<Value>& values) {
    std::vector<Part> read;
    for (const Value& value : values) {
      if (auto one = part(value)) read.push_back(std::move(*one));
    }
    return read;
  }

  /// A rule has no parts: what is not one of its keys is a mistyped rule.
  static void refuse_parts(const Value& to) {
    if (!to.is_map()) return;
    for (const Value& part : Fields(to).named()) {
      part.refuse("there is no counting rule '" + part.name() + "'",
                  did_you_mean(part.name(), words(to.key())));
    }
  }

  /// Reads who leaves the ballot and who gets the support: `to` are candidates here, and rules
  /// elsewhere.
  ChangeKind removal() const {
    const Value removed = *fields_.find("remove");
    if (removed.is_list()) {
      removed.refuse("'remove' takes one candidate", "write one change for each");
    }
    scenario::RemoveCandidate change{fields_.text("contest"),
                                     removed.is_list() ? "" : removed.text(),
                                     fields_.source("remove"),
                                     {}};
    if (const auto support = fields_.find("support")) {
      support->refuse("'support' is of a candidate who is added", "use 'to'");
    }
    const auto to = fields_.find("to");
    if (!to) return change;
    if (!to->is_map()) {
      to->refuse("it must be a map of candidates and their parts");
      return change;
    }
    const Fields of(*to);
    for (const Key* key : children(to->key())) {
      if (const auto rule = of.find(key->last())) {
        rule->refuse("'" + rule->name() + "' is a counting rule, not a candidate",
                     "use change: count");
      }
    }
    change.to = parts(of.named());
    return change;
  }

  ChangeKind addition() const {
    const Value added = *fields_.find("add");
    scenario::AddCandidate change;
    change.contest = fields_.text("contest");
    change.candidate = read_candidate(added, reading_);
    if (const auto to = fields_.find("to")) {
      to->refuse("'to' is of a candidate who is removed", "use 'support'");
    }
    const auto support = fields_.find("support");
    if (!support) {
      value_.refuse("a candidate who is added needs 'support'");
      return change;
    }
    const Fields factions(*support);
    if (factions.usable() && factions.named().empty()) {
      support->refuse("no faction's support is given");
    }
    for (const Value& faction : factions.named()) {
      change.support_sources.emplace(faction.name(), faction.source());
      auto& shares = change.support[faction.name()];
      if (faction.is_map()) {
        shares = parts(Fields(faction).named());
      } else if (const auto share = faction.number()) {
        shares = {{faction.source(), change.candidate.id, share}};
      }
    }
    return change;
  }

  ChangeKind endorsements() const {
    scenario::EndorsementsChange change;
    change.strength = fields_.number("strength");
    if (const auto add = fields_.find("add")) change.add = read_edges(*add);
    if (const auto remove = fields_.find("remove")) change.remove = read_edges(*remove);
    return change;
  }

  const Value& value_;
  Fields fields_;
  std::string over_;
  Reading& reading_;
};

}  // namespace

std::optional<Change> read_change(const Value& value, const std::string& over, Reading& reading) {
  return ChangeReader(value, over, reading).read();
}

void read_what_ifs(const Value& what_ifs, Reading& reading) {
  for (const Value& value : Fields(what_ifs).named()) {
    if (value.name() == ".") value.refuse("'.' is no name for a what-if", "use words");
    if (value.name().find("%2F") != std::string::npos) {
      value.refuse("the name of a what-if cannot hold %2F", "results files write '/' like that");
    }
    WhatIf world{value.source(), value.name(), {}};
    if (value.is_list() && value.node().size() == 0) value.refuse("no change is given");
    for (const Value& item : value.items()) {
      if (auto change = read_change(item, "", reading)) {
        world.changes.push_back(std::move(*change));
      }
    }
    reading.scenario.what_ifs.push_back(std::move(world));
  }
}

}  // namespace hustings
