#include "hustings/tally/paired_tally.hpp"

#include <map>
#include <string>

namespace hustings {
namespace {

/// Finds the base's items by what `name` says of an item.
template <class IdType, class T, class Name>
std::vector<IdType> link(const ById<IdType, T>& base, const ById<IdType, T>& world, Name name) {
  std::map<std::string, IdType> known;
  for (std::size_t i = 0; i < base.size(); ++i) known.emplace(name(base[IdType(i)]), IdType(i));
  std::vector<IdType> links;
  for (const T& item : world) {
    const auto found = known.find(name(item));
    links.push_back(found == known.end() ? IdType() : found->second);
  }
  return links;
}

std::string name_of(const Model& model, const ModelSlate& slate) {
  std::string name = slate.id;
  for (const CandidateId member : slate.members) name += '\n' + model.candidates[member].label;
  return name;
}

std::vector<SlateId> link_slates(const Model& base, const Model& world) {
  std::map<std::string, SlateId> known;
  for (std::size_t s = 0; s < base.slates.size(); ++s) {
    known.emplace(name_of(base, base.slates[SlateId(s)]), SlateId(s));
  }
  std::vector<SlateId> links;
  for (const ModelSlate& slate : world.slates) {
    const auto found = known.find(name_of(world, slate));
    links.push_back(found == known.end() ? SlateId() : found->second);
  }
  return links;
}

std::vector<TotalNameId> link_total_names(const Model& base, const Model& world) {
  const auto name_of = [](const Model& model, const ModelTotalName& name) {
    return model.totals[name.total].id + "/" + name.name;
  };
  std::map<std::string, TotalNameId> known;
  for (std::size_t i = 0; i < base.total_names.size(); ++i) {
    known.emplace(name_of(base, base.total_names[TotalNameId(i)]), TotalNameId(i));
  }
  std::vector<TotalNameId> links;
  for (const ModelTotalName& name : world.total_names) {
    const auto found = known.find(name_of(world, name));
    links.push_back(found == known.end() ? TotalNameId() : found->second);
  }
  return links;
}

template <class T>
void add(std::vector<T>& to, const std::vector<T>& from) {
  HUSTINGS_REQUIRE(to.size() == from.size());
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

}  // namespace

WorldLinks link_worlds(const Model& base, const Model& world) {
  return {
      link(base.contests, world.contests, [](const ModelContest& contest) { return contest.id; }),
      link(base.candidates, world.candidates, [](const ModelCandidate& c) { return c.label; }),
      link(base.districts, world.districts, [](const ModelDistrict& d) { return d.id; }),
      link(base.universes, world.universes,
           [](const ModelUniverse& universe) { return universe.label; }),
      link_slates(base, world),
      link(base.events, world.events, [](const ModelEvent& event) { return event.name; }),
      link(base.totals, world.totals, [](const ModelTotal& total) { return total.id; }),
      link_total_names(base, world),
  };
}

PairedTally::PairedTally(const Model& world)
    : wins(world.candidates.size()),
      recounts(world.contests.size()),
      seats(world.slates.size()),
      events(world.events.size()),
      share(world.candidates.size()),
      votes(world.candidates.size()),
      total_delegates(world.total_names.size()),
      majority(world.total_names.size()),
      lead(world.total_names.size()),
      no_majority(world.totals.size()),
      margin(world.contests.size()),
      turnout(world.contests.size()),
      district_turnout(world.districts.size()),
      universe_turnout(world.universes.size()) {
  for (const ModelSlate& slate : world.slates) at_least.emplace_back(slate.members.size());
  const RoundsTally rounds(world);
  eliminated.resize(rounds.eliminated.size());
  led_but_lost.resize(rounds.led_but_lost.size());
  final_pair.resize(rounds.final_pair.size());
  exhausted.resize(rounds.exhausted.size());
  if (DelegatesTally(world).most > 0) delegates.resize(world.candidates.size());
}

PairedTally& PairedTally::operator+=(const PairedTally& other) {
  elections += other.elections;
  add(wins, other.wins);
  add(recounts, other.recounts);
  HUSTINGS_REQUIRE(at_least.size() == other.at_least.size());
  for (std::size_t s = 0; s < at_least.size(); ++s) add(at_least[s], other.at_least[s]);
  add(seats, other.seats);
  add(events, other.events);
  add(eliminated, other.eliminated);
  add(led_but_lost, other.led_but_lost);
  add(final_pair, other.final_pair);
  add(share, other.share);
  add(votes, other.votes);
  add(delegates, other.delegates);
  add(total_delegates, other.total_delegates);
  add(majority, other.majority);
  add(lead, other.lead);
  add(no_majority, other.no_majority);
  add(margin, other.margin);
  add(turnout, other.turnout);
  add(exhausted, other.exhausted);
  add(district_turnout, other.district_turnout);
  add(universe_turnout, other.universe_turnout);
  return *this;
}

}  // namespace hustings
