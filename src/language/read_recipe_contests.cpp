#include <algorithm>
#include <cmath>

#include "language/read_parts.hpp"
#include "language/recipe_parts.hpp"
#include "language/yaml_text.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using recipe::Candidate;
using recipe::Contest;
using recipe::Lean;

constexpr double kSumTolerance = 1e-6;

void read_like(const Value& like, Candidate& candidate) {
  double sum = 0;
  for (const Value& past : Fields(like).named()) {
    for (const Value& weight : Fields(past).named()) {
      const double part = weight.number().value_or(0);
      candidate.like.push_back({weight.source(), past.name(), weight.name(), part});
      sum += part;
    }
  }
  if (candidate.like.empty() || std::abs(sum - 1) < kSumTolerance) return;
  like.refuse("the weights add up to " + number_text(sum) + ", not to 1");
}

Candidate read_candidate(const Value& value, std::vector<std::string>& polled_as) {
  Candidate candidate;
  candidate.source = value.source();
  candidate.id = value.name();
  const Fields fields(value);
  candidate.name = fields.text("name");
  polled_as = {candidate.id};
  if (const auto polled = fields.find("polled_as")) {
    polled_as.clear();
    for (const Value& name : polled->names()) polled_as.push_back(name.text());
  }
  if (const auto like = fields.find("like")) read_like(*like, candidate);
  if (const auto shift = fields.find("shift")) {
    const Fields of(*shift);
    candidate.shift =
        recipe::Judged{shift->source(), of.number("log_odds").value_or(0), of.text("because")};
  }
  for (const Value& tag : fields.named()) candidate.tags.emplace(tag.name(), tag.text());
  return candidate;
}

/// Refuses shares that do not add up to 1.
void check_sum(const std::map<std::string, double>& shares, const std::string& of,
               const Value& value) {
  double sum = 0;
  for (const auto& [name, share] : shares) sum += share;
  const bool is_off = !shares.empty() && std::abs(sum - 1) > kSumTolerance;
  if (!is_off) return;
  const std::string shown_sum = number_text(std::round(sum * 1e6) / 1e6);
  value.refuse("the shares" + of + " add up to " + shown_sum + ", not to 1");
}

/// Reads shares by name, which add up to 1.
std::map<std::string, double> read_shares(const Value& value) {
  std::map<std::string, double> shares;
  for (const Value& share : Fields(value).named()) {
    shares.emplace(share.name(), share.number().value_or(0));
  }
  check_sum(shares, "", value);
  return shares;
}

/// Adds a row of prepared shares to those of the whole contest or of its faction.
void add_lean_row(TableReader& table, Lean& lean) {
  const std::string candidate = table.text("candidate");
  const std::string faction = table.has("faction") ? table.text("faction") : "";
  const double share = table.number("share").value_or(0);
  if (candidate.empty() || !table.row_is_good()) return;
  auto& shares = faction.empty() ? lean.shares : lean.factions[faction];
  if (shares.emplace(candidate, share).second) return;
  table.refuse("candidate", "'" + candidate + "' has a share" +
                                (faction.empty() ? "" : " of faction '" + faction + "'") +
                                " already");
}

/// Reads prepared shares of a contest, of all its factions or as a whole.
void read_lean_table(const Value& name, const std::string& contest, RecipeReading& reading,
                     Lean& lean) {
  const scenario::SourceFile* const file = reading.files.open(name);
  if (file == nullptr) return;
  TableReader table(*file, reading.files.shown_name(*file), name.key(), reading.problems);
  const bool has_contests = table.has_column("contest");
  while (table.usable() && table.next()) {
    if (!has_contests || table.raw("contest") == contest) add_lean_row(table, lean);
  }
  if (!table.usable()) return;
  if (lean.shares.empty() && lean.factions.empty()) {
    name.refuse("no row of '" + file->name + "' is of contest '" + contest + "'");
  } else if (!lean.shares.empty() && !lean.factions.empty()) {
    name.refuse("the table has shares of factions and of the whole contest", "keep one of them");
  }
  check_sum(lean.shares, "", name);
  for (const auto& [faction, shares] : lean.factions) {
    check_sum(shares, " of faction '" + faction + "'", name);
  }
}

Lean read_lean(const Value& value, const std::string& contest, RecipeReading& reading) {
  Lean lean;
  lean.source = value.source();
  const Fields fields(value);
  lean.sd = fields.number("sd").value_or(1);
  lean.because = fields.text("because");
  if (const auto pair = fields.find("two_way")) {
    const std::vector<Value> two = pair->names();
    if (two.size() == 2) {
      lean.two_way = {two[0].text(), two[1].text()};
    } else if (pair->is_list()) {
      pair->refuse("it must be two candidates");
    }
    const auto log_odds = fields.find("log_odds");
    if (!log_odds) pair->refuse("'log_odds' is missing beside it");
    lean.log_odds = log_odds ? log_odds->number().value_or(0) : 0;
  } else if (const auto shares = fields.find("shares")) {
    lean.shares = read_shares(*shares);
  } else if (const auto factions = fields.find("factions")) {
    for (const Value& faction : Fields(*factions).named()) {
      lean.factions.emplace(faction.name(), read_shares(faction));
    }
  } else if (const auto table = fields.find("table")) {
    read_lean_table(*table, contest, reading, lean);
  } else if (fields.usable()) {
    value.refuse("it says neither `two_way` nor `shares`, `factions` or `table`");
  }
  return lean;
}

/// Reads what has happened since the polls.
recipe::Change read_change(const Value& value) {
  recipe::Change change;
  change.source = value.source();
  const Fields fields(value);
  change.candidate = fields.text("candidate");
  change.keeps = fields.number("keeps");
  change.log_odds = fields.number("log_odds").value_or(0);
  change.because = fields.text("because");
  const auto to = fields.find("to");
  if (to) change.to = read_shares(*to);
  if (fields.usable() && !fields.find("keeps") && !fields.find("log_odds")) {
    value.refuse("it says neither `keeps` nor `log_odds`");
  } else if (fields.find("keeps") && !to) {
    value.refuse("'to' is missing", "say whom the rest goes to");
  }
  return change;
}

void read_support_rows(const Value& value, Contest& contest) {
  for (const Value& item : value.items()) {
    const Fields fields(item);
    contest.support.push_back({item.source(), fields.text("candidate"), fields.text("faction"),
                               fields.text("place"), fields.number("share").value_or(0),
                               fields.text("because")});
  }
}

/// Reads further keys of the contest, which the reader of scenarios checks.
void read_contest_rest(const Value& value, Contest& contest, RecipeReading& reading) {
  scenario::Scenario scratch;
  Reading check{scratch, reading.rest_files, reading.problems};
  static const std::vector<std::string> kAllowed{"count", "recount"};
  for (const Value& key : Fields(value).named()) {
    const std::string name = key.name();
    if (std::find(kAllowed.begin(), kAllowed.end(), name) == kAllowed.end()) {
      key.refuse("'" + name + "' of a contest is not passed on", "count and recount are");
      continue;
    }
    const Key& of = *find_key("contests[]." + name);
    if (name == "count")
      read_count(Value(key.node(), of, key.source().path, reading.problems), check);
    contest.rest += "    " + name + ":" + yaml_block(key.node(), 6);
  }
}

Contest read_contest(const Value& value, RecipeReading& reading) {
  const std::size_t n_errors = reading.problems.n_errors();
  Contest contest;
  contest.source = value.source();
  const Fields fields(value);
  contest.id = fields.text("id");
  contest.name = fields.text("name");
  if (const auto where = fields.find("where")) {
    for (const Value& key : Fields(*where).named()) {
      for (const Value& one : key.names()) contest.where[key.name()].push_back(one.text());
    }
  }
  std::vector<std::vector<std::string>> polled_as;
  if (const auto candidates = fields.find("candidates")) {
    for (const Value& candidate : Fields(*candidates).named()) {
      polled_as.emplace_back();
      contest.candidates.push_back(read_candidate(candidate, polled_as.back()));
    }
  }
  if (const auto polls = fields.find("polls")) {
    contest.polls = read_polls(*polls, polled_as, reading);
    contest.polls_source = polls->source();
    if (const auto day = Fields(*polls).find("day")) contest.day = day_of(day->text());
  }
  if (const auto lean = fields.find("lean")) contest.lean = read_lean(*lean, contest.id, reading);
  const auto since = fields.find("since");
  for (const Value& change : since ? since->items() : std::vector<Value>()) {
    contest.since.push_back(read_change(change));
  }
  if (const auto turnout = fields.find("turnout")) contest.turnout = read_level(*turnout);
  if (const auto support = fields.find("support")) read_support_rows(*support, contest);
  if (const auto rest = fields.find("scenario")) read_contest_rest(*rest, contest, reading);
  contest.readable = reading.problems.n_errors() == n_errors;
  return contest;
}

}  // namespace

void read_contest_recipes(const Value& contests, RecipeReading& reading) {
  for (const Value& item : contests.items()) {
    reading.recipe.contests.push_back(read_contest(item, reading));
  }
}

}  // namespace hustings
