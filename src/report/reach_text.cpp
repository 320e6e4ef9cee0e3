#include "report/reach_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace hustings {
namespace {

/// Most places of a programme that are printed.
constexpr std::size_t kMostReached = 12;

struct Place {
  std::string name;
  float people = 0;
};

std::string people_text(float people) {
  return with_thousands(fmt::format("{:.0f}", people));
}

std::string head_of(const ReplayedProgramme& programme) {
  const std::string people = people_text(programme.reached);
  if (programme.is_endorser) {
    std::string head =
        fmt::format("  {}, endorses {}: {} follow", programme.id, programme.candidate, people);
    if (programme.turned_away > 0) {
      head += fmt::format(", {} turn away", people_text(programme.turned_away));
    }
    return head;
  }
  std::string head =
      fmt::format("  {}, for {}: {} people", programme.id, programme.candidate, people);
  if (programme.left < 1) head += ", " + percent(programme.left) + " of its plan (resources)";
  if (programme.degraded) head += ", a shock took the rest";
  return head;
}

/// Universes with people in them; districts where those are many.
std::vector<Place> places_of(const Labels& labels, const std::vector<ReplayedReach>& reaches) {
  std::vector<Place> places;
  std::map<std::uint32_t, std::size_t> place_of;
  for (const ReplayedReach& at : reaches) {
    const UniverseLabel& universe = labels.universes[at.universe.index()];
    if (reaches.size() <= kMostReached) {
      places.push_back({universe.id, std::fabs(at.people)});
      continue;
    }
    const auto [found, is_new] = place_of.try_emplace(universe.district, places.size());
    if (is_new) places.push_back({labels.districts[universe.district].id, 0});
    places[found->second].people += std::fabs(at.people);
  }
  return places;
}

void add_places(const char* head, std::vector<Place> places, Page& page) {
  const std::size_t n = std::min(places.size(), kMostReached);
  if (n < places.size()) {
    std::ranges::stable_sort(places, std::ranges::greater(), &Place::people);
  }
  std::vector<std::string> words;
  for (std::size_t i = 0; i < n; ++i) {
    words.push_back(places[i].name + " " + people_text(places[i].people));
  }
  if (n < places.size()) {
    words.push_back(fmt::format("and {} more districts (see --json)", places.size() - n));
  }
  if (n > 0) page.line(list_of(words, ", ", head));
}

}  // namespace

void add_reach(const Labels& labels, const Replay& replay, Page& page) {
  if (replay.programmes.empty()) return;
  page.section("reached by programmes");
  for (const ReplayedProgramme& programme : replay.programmes) {
    page.line(head_of(programme));
    std::vector<ReplayedReach> met;
    std::vector<ReplayedReach> turned;
    for (const ReplayedReach& at : programme.reaches) (at.people < 0 ? turned : met).push_back(at);
    add_places(programme.is_endorser ? "    follow: " : "    ", places_of(labels, met), page);
    add_places("    turn away: ", places_of(labels, turned), page);
  }
}

void add_shocks(const Labels& labels, const Replay& replay, Page& page) {
  if (replay.shocks.empty()) return;
  page.section("shocks");
  for (const ReplayedShock& shock : replay.shocks) {
    if (!shock.happened) {
      page.line(fmt::format("  {}, against {}: did not happen", shock.id, shock.candidate));
      continue;
    }
    const std::string moved =
        shock.reaches.empty() ? "" : ", moved " + people_text(shock.moved) + " people";
    page.line(fmt::format("  {}, against {}: happened{}", shock.id, shock.candidate, moved));
    add_places("    ", places_of(labels, shock.reaches), page);
  }
}

}  // namespace hustings
