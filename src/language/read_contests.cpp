#include <cmath>

#include "language/read_parts.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using scenario::Candidate;
using scenario::Contest;
using scenario::SupportKind;
using scenario::SupportRow;

void read_contest_districts(const Value& value, Contest& contest) {
  contest.districts_source = value.source();
  if (!value.is_list()) {
    contest.all_districts = value.word() == "all";
    return;
  }
  for (const Value& item : value.names()) {
    contest.districts.push_back(item.text());
    contest.district_sources.push_back(item.source());
  }
}

/// Reads shares of a faction as support rows with one key; a number that cannot be read leaves its
/// row out.
void read_shares(const Value& faction, Contest& contest) {
  const Fields shares(faction);
  for (const Value& share : shares.named()) {
    SupportRow row;
    row.source = share.source();
    row.candidate = share.name();
    row.keys = {{"faction", faction.name()}};
    if (share.is_word("rest")) {
      row.kind = SupportKind::rest;
    } else if (const auto number = share.number()) {
      row.value = *number;
    } else {
      continue;
    }
    contest.support.push_back(std::move(row));
  }
}

void read_support(const Value& value, Contest& contest, std::size_t index,
                  std::vector<SupportTableUse>& uses) {
  contest.support_source = value.source();
  const Fields fields(value);
  if (!fields.usable()) return;
  if (const auto table = fields.find("table")) {
    uses.push_back({index, *table});
    return;
  }
  if (fields.named().empty()) value.refuse("no faction's support is given");
  for (const Value& faction : fields.named()) read_shares(faction, contest);
}

scenario::Recount read_recount(const Value& value) {
  const Fields fields(value);
  if (fields.usable() && !fields.find("share") && !fields.find("votes")) {
    value.refuse("it must say 'share' or 'votes'", "of the margin at which is counted again");
  }
  return {fields.number("share").value_or(0), fields.whole("votes").value_or(0)};
}

std::optional<scenario::Salience> read_salience(const Value& value) {
  if (value.is_word("high")) return scenario::Salience{value.source(), 0.5};
  if (value.is_word("medium")) return scenario::Salience{value.source(), 0.75};
  if (value.is_word("low")) return scenario::Salience{value.source(), 1};
  const auto kept = value.number();
  if (!kept) return std::nullopt;
  return scenario::Salience{value.source(), *kept};
}

/// Reads a row of roll-off. An sd from sqrt(mean (1 - mean)) on is refused, as that of a turnout.
scenario::RolloffRow read_rolloff_row(const Value& value) {
  const Fields fields(value);
  scenario::RolloffRow row{value.source(), {}, fields.number("mean").value_or(0), 0};
  if (const auto where = fields.find("where")) {
    read_where(*where, row.where.keys, row.where.sources);
  }
  const auto sd = fields.find("sd");
  row.sd = fields.number("sd").value_or(0);
  const double limit = std::sqrt(row.mean * (1 - row.mean));
  if (sd && fields.number("mean") && row.sd > 0 && row.sd >= limit) {
    sd->refuse("no roll-off with mean " + number_text(row.mean) + " has sd " + number_text(row.sd),
               row.mean == 0
                   ? "where nobody leaves it blank, the sd is 0"
                   : "the sd must be below " + number_text(std::floor(limit * 1e4) / 1e4));
  }
  return row;
}

std::vector<scenario::RolloffRow> read_rolloff(const Value& value) {
  std::vector<scenario::RolloffRow> rows;
  if (value.is_map()) return {read_rolloff_row(value)};
  for (const Value& item : value.items()) rows.push_back(read_rolloff_row(item));
  if (value.is_list() && rows.empty()) value.refuse("no row is given");
  return rows;
}

/// Reads a contest; tables of support are noted and read after all contests, since several may take
/// theirs from one. After an error in it shares are not added up: what is missing may have been
/// meant.
Contest read_contest(const Value& value, std::size_t index, std::vector<SupportTableUse>& uses,
                     Reading& reading) {
  const std::size_t n_errors = value.problems().n_errors();
  Contest contest;
  contest.source = value.source();
  const Fields fields(value);
  contest.id = fields.text("id");
  contest.name = fields.text("name");
  if (const auto districts = fields.find("districts")) read_contest_districts(*districts, contest);
  if (const auto count = fields.find("count")) contest.count = read_count(*count, reading);
  if (const auto recount = fields.find("recount")) contest.recount = read_recount(*recount);
  if (const auto salience = fields.find("salience")) contest.salience = read_salience(*salience);
  if (const auto rolloff = fields.find("rolloff")) contest.rolloff = read_rolloff(*rolloff);
  if (const auto candidates = fields.find("candidates")) {
    for (const Value& item : candidates->items()) {
      contest.candidates.push_back(read_candidate(item, reading));
    }
  }
  const auto support = fields.find("support");
  if (support) {
    read_support(*support, contest, index, uses);
  } else if (fields.usable() && contest.candidates.size() != 1) {
    value.refuse("'support' is missing");
  }
  contest.readable = value.problems().n_errors() == n_errors;
  return contest;
}

}  // namespace

Candidate read_candidate(const Value& value, Reading& reading) {
  Candidate candidate;
  candidate.source = value.source();
  if (!value.is_map()) {
    candidate.id = value.text();
    return candidate;
  }
  const Fields fields(value);
  candidate.id = fields.text("id");
  candidate.name = fields.text("name");
  candidate.tags = read_tags(fields, TagOwner::candidate, reading);
  for (const Value& tag : fields.named()) {
    const bool is_odd = tag.name() == "incumbent" && !tag.is_word("true") && !tag.is_word("false");
    if (!is_odd || !candidate.tags.contains("incumbent")) continue;
    reading.problems.warning(tag.source(),
                             "incumbent is " + shown(candidate.tags.at("incumbent")) +
                                 ": only true marks who holds the seat",
                             "write incumbent: true");
  }
  return candidate;
}

void read_contests(const Value& contests, Reading& reading) {
  std::vector<SupportTableUse> uses;
  for (const Value& item : contests.items()) {
    const std::size_t index = reading.scenario.contests.size();
    reading.scenario.contests.push_back(read_contest(item, index, uses, reading));
  }
  read_support_tables(uses, reading);
}

void read_slates(const Value& slates, Reading& reading) {
  for (const Value& value : Fields(slates).named()) {
    scenario::Slate slate;
    slate.source = value.source();
    slate.id = value.name();
    std::optional<Value> members = value;
    if (value.is_map()) {
      const Fields fields(value);
      slate.name = fields.text("name");
      members = fields.find("members");
    }
    for (const Value& member : members ? members->names() : std::vector<Value>()) {
      slate.members.push_back(member.text());
      slate.member_sources.push_back(member.source());
    }
    reading.scenario.slates.push_back(std::move(slate));
  }
}

}  // namespace hustings
