#include <algorithm>

#include "language/read_parts.hpp"

namespace hustings {
namespace {

using scenario::ResourceKind;

constexpr ResourceKind kResourceKinds[] = {ResourceKind::money, ResourceKind::staff_hours,
                                           ResourceKind::volunteer_hours, ResourceKind::captains};

scenario::Funnel read_funnel(const Fields& fields) {
  const auto of = [&](const char* key) { return fields.number(key).value_or(0); };
  return {of("asked"),  of("signs_up"), of("first_shift"),
          of("leaves"), of("hours"),    fields.number("per_staff"),
          of("sd")};
}

/// Reads how money makes more; nothing where no key says that it does.
std::optional<scenario::Fundraising> read_fundraising(const Fields& fields) {
  constexpr const char* kRaising[] = {"keep", "pass", "reinvest", "yield", "pool", "pushes"};
  const bool makes_more =
      std::ranges::any_of(kRaising, [&](const char* key) { return fields.find(key).has_value(); });
  if (!makes_more) return std::nullopt;
  scenario::Fundraising raising;
  raising.keep = fields.number("keep").value_or(raising.keep);
  raising.pass = fields.number("pass").value_or(raising.pass);
  raising.reinvest = fields.number("reinvest").value_or(raising.reinvest);
  raising.yield = fields.number("yield").value_or(raising.yield);
  raising.pool = fields.number("pool").value_or(raising.pool);
  const auto pushes = fields.find("pushes");
  if (!pushes) return raising;
  for (const Value& item : pushes->items()) {
    const Fields of(item);
    const auto week = of.whole("week");
    const auto amount = of.number("amount");
    if (week && amount) raising.pushes.push_back({item.source(), static_cast<int>(*week), *amount});
  }
  return raising;
}

std::optional<scenario::Resource> read_resource(const Value& value, ResourceKind kind) {
  if (!value.is_map()) {
    const auto total = value.number();
    if (!total) return std::nullopt;
    return scenario::Resource{value.source(), kind, scenario::Income{*total, 0, 0}};
  }
  const Fields fields(value);
  if (!fields.usable()) return std::nullopt;
  const bool is_funnel =
      kind == ResourceKind::volunteer_hours && (fields.find("asked") || fields.find("signs_up"));
  if (!is_funnel) {
    scenario::Income income{fields.number("start").value_or(0), fields.number("weekly").value_or(0),
                            fields.number("sd").value_or(0)};
    if (kind == ResourceKind::money) income.raising = read_fundraising(fields);
    return scenario::Resource{value.source(), kind, income};
  }
  for (const char* key : {"asked", "signs_up", "first_shift", "leaves", "hours"}) {
    if (!fields.find(key)) value.refuse("'" + std::string(key) + "' is missing");
  }
  return scenario::Resource{value.source(), kind, read_funnel(fields)};
}

}  // namespace

void read_resources(const Value& resources, Reading& reading) {
  for (const Value& value : Fields(resources).named()) {
    scenario::Owner owner;
    owner.source = value.source();
    owner.id = value.name();
    const Fields fields(value);
    if (const auto contests = fields.find("contests")) {
      owner.contests.emplace();
      for (const Value& item : contests->names()) {
        owner.contests->push_back(item.text());
        owner.contest_sources.push_back(item.source());
      }
    }
    if (const auto candidate = fields.find("candidate")) {
      owner.candidate_source = candidate->source();
      read_candidate_name(*candidate, owner.contest, owner.candidate);
    }
    for (const ResourceKind kind : kResourceKinds) {
      const auto found = fields.find(name_of(kind));
      if (!found) continue;
      if (auto resource = read_resource(*found, kind)) {
        owner.resources.push_back(std::move(*resource));
      }
    }
    reading.scenario.owners.push_back(std::move(owner));
  }
}

}  // namespace hustings
