
#include "core/thousands.hpp"
#include "language/read_parts.hpp"
#include "language/read_topology.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using scenario::Shock;

void read_hours(const Value& value, Shock& shock) {
  if (!value.is_list()) {
    shock.hours_low = shock.hours_high = value.number().value_or(0);
    return;
  }
  std::vector<double> hours;
  for (const Value& item : value.items()) hours.push_back(item.number().value_or(0));
  if (hours.size() != 2) {
    value.refuse(hours.empty() ? "it names no hour"
                               : "it names " + counted(hours.size(), "hour") + " in a list",
                 "give one without a list, or two: [20, 60]");
    return;
  }
  if (hours[0] > hours[1]) {
    value.refuse(
        "[" + number_text(hours[0]) + ", " + number_text(hours[1]) + "] has its least last",
        "the hour nearest to the close stands first");
  }
  shock.hours_low = hours[0];
  shock.hours_high = hours[1];
}

/// Reads points; those of 0 need neither base nor error.
std::optional<scenario::LiftPoints> read_points(const Value& value) {
  const Fields fields(value);
  scenario::LiftPoints lift{fields.number("points").value_or(0), fields.number("at").value_or(0.5),
                            fields.number("sd").value_or(0)};
  if (lift.points == 0 && lift.sd == 0) return std::nullopt;
  for (const char* key : {"at", "sd"}) {
    if (!fields.find(key)) value.refuse("'" + std::string(key) + "' is missing");
  }
  const double to = lift.at + lift.points;
  if (to > 0 && to < 1) return lift;
  fields.find("points")->refuse(number_text(lift.points) + " points at a share of " +
                                    number_text(lift.at) + " leave no share above 0 and below 1",
                                "points are shares: three points are 0.03");
  return std::nullopt;
}

void read_effect(const Value& value, Shock& shock) {
  if (!value.is_map()) {
    shock.withdrawn = value.word() == "withdrawn";
    return;
  }
  const Fields fields(value);
  const std::size_t n_errors = value.problems().n_errors();
  if (const auto support = fields.find("support")) shock.effect.support = read_points(*support);
  if (const auto turnout = fields.find("turnout")) shock.effect.turnout = read_points(*turnout);
  if (const auto degrade = fields.find("degrade")) {
    shock.degrade = read_degrade(*degrade, Fields(*degrade));
  }
  const bool does_something = shock.moves_people() || shock.degrade;
  if (does_something || value.problems().n_errors() > n_errors) return;
  value.refuse("it does nothing: neither support nor turnout moves",
               "give {support: {points: -0.03, at: 0.5, sd: 0.02}}, or `withdrawn`");
}

/// Who sees a shock is told of those that move people, and only of those.
void check_seen(const Value& value, const Fields& fields, const Shock& shock) {
  if (shock.moves_people()) {
    const auto exposure = fields.find("exposure");
    if (!exposure) value.refuse("'exposure' is missing", "who would see it: {CHANNEL: 0.2}");
    if (exposure && exposure->is_map() && shock.exposure.empty()) {
      exposure->refuse("it names no channel", "who would see it: {CHANNEL: 0.2}");
    }
    return;
  }
  if (!shock.degrade) return;  // of what does nothing, or cannot be read, is told elsewhere
  for (const char* key :
       {"exposure", "where", "spread_half_life_hours", "effect_half_life_hours", "response"}) {
    const auto found = fields.find(key);
    if (!found) continue;
    found->refuse("it moves nobody who sees it: '" + std::string(key) + "' says nothing",
                  "leave it out, or give the effect support or turnout");
  }
}

/// Reads minutes as hours: a median alone, or with its sd.
void read_minutes(const Value& value, scenario::DrawnHours& hours) {
  std::optional<double> median;
  if (value.is_map()) {
    const Fields fields(value);
    median = fields.number("median");
    hours.log_sd = fields.number("sd").value_or(hours.log_sd);
  } else {
    median = value.number();
  }
  hours.median = median.value_or(0) / scenario::kMinutesPerHour;
}

scenario::ShockResponse read_response(const Value& value) {
  const Fields fields(value);
  scenario::ShockResponse response;
  if (const auto after = fields.find("after_minutes")) {
    read_minutes(*after, response.after);
  }
  scenario::ShockAnswer& answer = response.answer;
  answer.spread_cut = fields.number("spread_cut").value_or(answer.spread_cut);
  answer.reached = fields.number("reached").value_or(answer.reached);
  answer.undone = fields.number("undone").value_or(answer.undone);
  answer.half_life_days = fields.number("half_life_days").value_or(answer.half_life_days);
  return response;
}

void read_chance(const Fields& fields, const Value& value, Shock& shock) {
  shock.probability = fields.number("probability").value_or(0);
  shock.probability_source = fields.source("probability");
  if (const auto group = fields.find("group")) shock.group = group->text();
  const auto follows = fields.find("follows");
  if (!follows && !fields.find("probability")) {
    value.refuse("a shock needs 'probability' or 'follows'",
                 "how often it happens, or which shock it comes after");
  }
  if (!follows) return;
  const Fields of(*follows);
  shock.follows = scenario::FollowedShock{of.source("shock"), of.text("shock"),
                                          of.number("probability").value_or(0)};
  if (const auto probability = of.find("probability")) {
    shock.probability_source = probability->source();
  }
}

Shock read_shock(const Value& value) {
  const Fields fields(value);
  Shock shock;
  shock.source = value.source();
  shock.id = fields.text("id");
  read_chance(fields, value, shock);
  if (const auto hours = fields.find("hours_before_close")) read_hours(*hours, shock);
  shock.against_source = fields.source("against");
  if (const auto against = fields.find("against"))
    read_candidate_name(*against, shock.contest, shock.candidate);
  shock.where_source = fields.source("where");
  if (const auto where = fields.find("where")) {
    read_where(*where, shock.where.keys, shock.where.sources);
  }
  if (const auto exposure = fields.find("exposure")) {
    for (const Value& channel : Fields(*exposure).named()) {
      // One that is no share is told once: it is not nobody besides.
      shock.exposure.emplace(channel.name(), channel.number().value_or(1));
      shock.exposure_sources.emplace(channel.name(), channel.source());
    }
  }
  shock.effect_source = fields.source("effect");
  if (const auto effect = fields.find("effect")) read_effect(*effect, shock);
  note_given(fields, "", {"spread_half_life_hours", "effect_half_life_hours"}, shock.given);
  shock.spread_half_life_hours =
      fields.number("spread_half_life_hours").value_or(shock.spread_half_life_hours);
  shock.effect_half_life_hours =
      fields.number("effect_half_life_hours").value_or(shock.effect_half_life_hours);
  if (const auto response = fields.find("response")) {
    shock.response = read_response(*response);
    note_given(Fields(*response), "response.",
               {"spread_cut", "reached", "undone", "half_life_days"}, shock.given);
    const auto after = Fields(*response).find("after_minutes");
    if (after && after->is_map()) note_given(Fields(*after), "after_minutes.", {"sd"}, shock.given);
  }
  check_seen(value, fields, shock);
  return shock;
}

}  // namespace

void read_shocks(const Value& shocks, Reading& reading) {
  for (const Value& item : shocks.items()) reading.scenario.shocks.push_back(read_shock(item));
}

}  // namespace hustings
