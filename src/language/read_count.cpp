#include <algorithm>

#include "language/read_parts.hpp"
#include "language/table_reader.hpp"

namespace hustings {
namespace {

using scenario::ForCandidate;
using scenario::RankedChoice;

/// Overwrites a number where the key is there and good.
void take_number(const Fields& fields, const char* name, double& number) {
  if (const auto given = fields.number(name)) number = *given;
}

std::vector<double> read_numbers(const Value& list) {
  std::vector<double> numbers;
  for (const Value& item : list.items()) numbers.push_back(item.number().value_or(0));
  return numbers;
}

void read_later_appeal(const Value& value, RankedChoice& rule) {
  const Fields fields(value);
  take_number(fields, "sd", rule.later_appeal_sd);
  const auto means = fields.find("means");
  if (!means) return;
  for (const Value& mean : Fields(*means).named()) {
    rule.later_appeal.push_back({mean.source(), mean.name(), mean.number().value_or(0)});
  }
}

/// Reads a law of lengths, a list or the name of a known one. `ranks` must be read before: a named
/// law is of 5 ranks, cut to fewer, and reaches no further.
void read_lengths(const Value& value, RankedChoice& rule) {
  rule.lengths_source = value.source();
  if (value.is_list()) {
    rule.lengths = read_numbers(value);
    return;
  }
  const std::string name = value.word();
  if (name.empty()) return;
  if (const auto law = scenario::length_law(name, rule.ranks)) {
    rule.lengths = *law;
  } else {
    value.refuse("'" + name + "' is a law of 5 ranks, the ballot has " + std::to_string(rule.ranks),
                 "list the shares of ballots that rank 1, 2 and so on");
  }
}

void read_transfers(const Value& value, RankedChoice& rule, Reading& reading) {
  const auto name = Fields(value).find("table");
  if (!name) return;
  const scenario::SourceFile* file = reading.files.open(*name);
  if (file == nullptr) return;
  TableReader table(*file, reading.files.shown_name(*file), name->key(), reading.problems);
  if (!table.usable()) return;
  while (table.next()) {
    scenario::TransferRow row;
    row.source = table.source();
    row.from = table.text("from");
    row.to = table.text("to");
    row.keys = table.tags();
    row.weight = table.number("weight").value_or(0);
    std::sort(row.keys.begin(), row.keys.end());
    if (table.row_is_good()) rule.transfers.push_back(std::move(row));
  }
}

/// Returns the rule that `count: ranked_choice` alone means.
RankedChoice default_ranked_choice(const Value& value) {
  RankedChoice rule;
  rule.source = value.source();
  rule.transfers_by_source = rule.source;
  rule.lengths_source = rule.source;
  rule.lengths = *scenario::length_law("top_of_ticket", rule.ranks);
  return rule;
}

RankedChoice read_ranked_choice(const Value& value, Reading& reading) {
  RankedChoice rule = default_ranked_choice(value);
  const Fields fields(value);
  if (const auto ranks = fields.whole("ranks")) rule.ranks = static_cast<int>(*ranks);
  if (const auto elimination = fields.find("elimination")) {
    if (elimination->word() == "batch") rule.elimination = scenario::Elimination::batch;
  }
  if (const auto by = fields.find("transfers_by")) {
    rule.transfers_by = by->text();
    rule.transfers_by_source = by->source();
  }
  if (const auto alpha = fields.find("alpha")) {
    const Fields of(*alpha);
    take_number(of, "mean", rule.alpha.mean);
    take_number(of, "sd", rule.alpha.sd);
  }
  take_number(fields, "slate_strength", rule.slate_strength);
  if (const auto appeal = fields.find("later_appeal")) read_later_appeal(*appeal, rule);
  take_number(fields, "transfer_noise", rule.transfer_noise);
  if (const auto lengths = fields.find("lengths")) {
    read_lengths(*lengths, rule);
  } else if (const auto law = scenario::length_law("top_of_ticket", rule.ranks)) {
    rule.lengths = *law;
  } else {
    value.refuse("a ballot of more than 5 ranks needs `lengths`",
                 "list the shares of ballots that rank 1, 2 and so on");
  }
  if (const auto laws = fields.find("lengths_by_candidate")) {
    for (const Value& law : Fields(*laws).named()) {
      rule.lengths_by_candidate.push_back({law.source(), law.name(), read_numbers(law)});
    }
  }
  if (const auto transfers = fields.find("transfers")) read_transfers(*transfers, rule, reading);
  return rule;
}

scenario::Runoff read_runoff(const Value& value) {
  scenario::Runoff rule;
  rule.source = value.source();
  const Fields fields(value);
  take_number(fields, "threshold", rule.threshold);
  if (const auto strict = fields.find("strict")) rule.strict = strict->word() == "true";
  if (const auto ratio = fields.find("turnout_ratio")) {
    const Fields of(*ratio);
    take_number(of, "median", rule.ratio_median);
    take_number(of, "sd", rule.ratio_log_sd);
  }
  if (const auto noise = fields.find("turnout_noise")) {
    const Fields of(*noise);
    take_number(of, "universe", rule.universe_noise);
    take_number(of, "district", rule.district_noise);
  }
  take_number(fields, "eliminated_stay", rule.eliminated_stay);
  take_number(fields, "noise", rule.noise);
  return rule;
}

}  // namespace

/// Reads a rule by its word, all defaults, or as a map with the rule for its key. What cannot be
/// read is plurality, and the contest not readable.
scenario::CountRule read_count(const Value& value, Reading& reading) {
  if (value.is_word("delegates")) {
    value.refuse("delegates are won in pools, which this does not name",
                 "write {delegates: {pools: [...]}}");
    return scenario::Plurality{};
  }
  if (!value.is_map()) {
    const std::string word = value.word();
    if (word == "ranked_choice") return default_ranked_choice(value);
    if (word == "runoff") return scenario::Runoff{value.source()};
    return scenario::Plurality{};
  }
  const std::size_t n_errors = value.problems().n_errors();
  const Fields fields(value);
  if (const auto ranked = fields.find("ranked_choice")) return read_ranked_choice(*ranked, reading);
  if (const auto runoff = fields.find("runoff")) return read_runoff(*runoff);
  if (const auto delegates = fields.find("delegates")) return read_delegates(*delegates, reading);
  const auto plurality = fields.find("plurality");
  if (!plurality) {
    const bool says_nothing = fields.usable() && value.problems().n_errors() == n_errors;
    if (says_nothing && fields.named().empty()) value.refuse("no counting rule is named");
    return scenario::Plurality{};
  }
  const auto seats = Fields(*plurality).whole("seats");
  return scenario::Plurality{plurality->source(), static_cast<int>(seats.value_or(1))};
}

}  // namespace hustings
