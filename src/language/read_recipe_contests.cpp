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

/// Reads shares by name, which add up to 1.
std::map<std::string, double> read_shares(const Value& value) {
  std::map<std::string, double> shares;
  double sum = 0;
  for (const Value& share : Fields(value).named()) {
    const double part = share.number().value_or(0);
    shares.emplace(share.name(), part);
    sum += part;
  }
  const bool is_off = !shares.empty() && std::abs(sum - 1) > kSumTolerance;
  if (is_off) value.refuse("the shares add up to " + number_text(sum) + ", not to 1");
  return shares;
}

Lean read_lean(const Value& value) {
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
  } else if (fields.usable()) {
    value.refuse("it says neither `two_way` nor `shares` nor `factions`");
  }
  return lean;
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
  if (const auto lean = fields.find("lean")) contest.lean = read_lean(*lean);
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
