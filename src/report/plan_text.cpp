#include "report/plan_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/coverage_text.hpp"
#include "report/messages_text.hpp"
#include "report/page.hpp"

namespace hustings {
namespace {

using Cell = TextGrid::Cell;

constexpr auto kMoney = static_cast<std::size_t>(scenario::ResourceKind::money);
constexpr auto kStaff = static_cast<std::size_t>(scenario::ResourceKind::staff_hours);
constexpr auto kVolunteers = static_cast<std::size_t>(scenario::ResourceKind::volunteer_hours);

std::string whole(double number) {
  return with_thousands(fmt::format("{:.0f}", std::fabs(number) < 0.5 ? 0.0 : number));
}

/// A number down to the digits that its error leaves: whole ones, tenths where the error is below
/// 10, hundredths where it is below 1.
std::string down_to(double number, double error) {
  if (error >= 10 || (error == 0 && std::fabs(number) >= 10)) return whole(number);
  const std::string text = fmt::format("{:.{}f}", number, error >= 1 ? 1 : 2);
  return text.find_first_not_of("-0.") == std::string::npos ? "0" : with_thousands(text);
}

/// Money for one of something; "-" where there is none of it.
std::string price(double money, double of) {
  if (of < 0.005 || money <= 0) return "-";
  return with_thousands(fmt::format("{:.2f}", money / of));
}

/// What people call a candidate.
const std::string& called(const CampaignPlan& plan, const std::string& candidate) {
  const auto found = plan.called.find(candidate);
  return found == plan.called.end() ? candidate : found->second;
}

Cell ballots(const Expected& expected) {
  if (expected.mean == 0 && expected.sd == 0) return {"-"};
  const double error = expected.sd;
  return {down_to(expected.mean, error) + "\t±\t" + down_to(error, error)};
}

void add_row(const ProgrammePlan& plan, TextGrid& grid) {
  const double money = plan.cost[kMoney];
  grid.add_row(plan.name, {{plan.attempts > 0 && plan.is_of_one_mode ? whole(plan.attempts) : "-"},
                           {plan.is_told ? whole(plan.reached) : "-"},
                           ballots(plan.ballots),
                           {whole(money)},
                           {whole(plan.cost[kStaff] + plan.cost[kVolunteers])},
                           {price(money, plan.ballots.mean)},
                           {price(money, plan.reached)}});
}

TextGrid programme_grid(const CampaignPlan& plan) {
  TextGrid grid("programme");
  grid.add_column("attempts");
  grid.add_column("reached");
  grid.add_column("ballots");
  grid.add_column("money");
  grid.add_column("hours");
  grid.add_column("a ballot");
  grid.add_column("a person");
  for (const ProgrammePlan& programme : plan.programmes) add_row(programme, grid);
  // Below a heading, since a programme may be called so, too.
  grid.add_heading("owners");
  for (ProgrammePlan owner : plan.owners) {
    owner.name = "all of " + owner.name;
    add_row(owner, grid);
  }
  return grid;
}

/// Says of which programmes and owners it is not told whom they reach.
void note_untold(const CampaignPlan& plan, Page& page) {
  std::vector<std::string> names;
  for (const ProgrammePlan& one : plan.programmes) {
    if (!one.is_told) names.push_back(one.name);
  }
  for (const ProgrammePlan& owner : plan.owners) {
    if (!owner.is_told) names.push_back("all of " + owner.name);
  }
  if (names.empty()) return;
  page.note(fmt::format(
      "{}: reached and ballots are not told; beside the rest they would tell of fewer than {:.0f} "
      "registered voters",
      listed(names), plan.least));
}

/// Says what the table cannot: whose totals hold rivals, what resources do not allow, and whom
/// endorsers turn away.
void add_notes(const CampaignPlan& plan, Page& page) {
  note_untold(plan, page);
  for (const ProgrammePlan& one : plan.programmes) {
    if (one.turned_away > 0) {
      page.note(fmt::format("{}: {} turn away from {}, beside those who follow", one.name,
                            whole(one.turned_away), called(plan, one.candidate)));
    }
    if (one.left < 1 - 1e-9) {
      page.note(
          fmt::format("{}: {} of its plan, since resources may run out; reached, ballots and "
                      "costs are means over what comes in",
                      one.name, percent(one.left)));
    }
  }
  for (const ProgrammePlan& owner : plan.owners) {
    if (owner.rivals.empty()) continue;
    page.note(fmt::format("all of {}: for rivals, {}, added up; `owner` says who does a programme",
                          owner.name, listed(owner.rivals)));
  }
}

TextGrid dose_grid(const CampaignPlan& plan) {
  TextGrid grid("programme");
  grid.add_words("mode");
  grid.add_words("for");
  grid.add_column("turnout");
  grid.add_column("support");
  for (const ProgrammePlan& programme : plan.programmes) {
    const auto dose = [](double value) {
      return Cell{value == 0 ? "-" : fmt::format("{:+.3f}", value)};
    };
    grid.add_row(programme.name, {{programme.mode},
                                  {called(plan, programme.candidate)},
                                  dose(programme.turnout_dose),
                                  dose(programme.support_dose)});
  }
  return grid;
}

TextGrid mesh_grid(const CampaignPlan& plan) {
  TextGrid grid("programme");
  grid.add_column("captains");
  grid.add_column("tell");
  grid.add_column("told in all");
  grid.add_column("per told");
  grid.add_column("reached");
  for (const MeshPlan& mesh : plan.meshes) {
    if (!mesh.is_told) {
      grid.add_row(mesh.name, {{whole(mesh.told.captains)}, {"-"}, {"-"}, {"-"}, {"-"}});
      continue;
    }
    const double ratio = mesh.told_per_told();
    grid.add_row(mesh.name, {{whole(mesh.told.captains)},
                             {whole(mesh.told.told_first)},
                             {whole(mesh.told.told)},
                             {ratio > 0 ? fmt::format("{:.2f}", ratio) : "-"},
                             ballots(mesh.reached)});
  }
  return grid;
}

TextGrid broadcast_grid(const CampaignPlan& plan) {
  TextGrid grid("programme");
  grid.add_words("channel");
  grid.add_column("impressions");
  grid.add_column("use it");
  grid.add_column("seen");
  grid.add_column("reached");
  for (const BroadcastPlan& one : plan.broadcasts) {
    grid.add_row(one.name,
                 {{one.seen.channel.empty() ? "-" : one.seen.channel},
                  {whole(one.impressions)},
                  {one.is_told ? whole(one.seen.users) : "-"},
                  {one.is_told ? with_thousands(fmt::format("{:.2f}", one.seen.seen)) : "-"},
                  {one.is_told ? whole(one.reached) : "-"}});
  }
  return grid;
}

void add_topologies(const CampaignPlan& plan, Page& page) {
  if (!plan.meshes.empty()) {
    page.section("captains", "  whom they tell, and whom those tell");
    page.add(mesh_grid(plan));
    page.remark(
        "per told: people told per person told by a captain. reached: as they count, a friend of a "
        "friend less than a friend, ± 1 sd of chance.");
  }
  for (const MeshPlan& mesh : plan.meshes) {
    if (!mesh.told.takes_off) continue;
    page.remark(fmt::format(
        "{} takes off: whoever is told tells one more at least. In {} generations it reaches what "
        "time and the number of people allow; that is set by assumption.",
        mesh.name, mesh.told.generations));
  }
  if (plan.broadcasts.empty()) return;
  page.section("broadcasts", "  seen: times, a user of the medium, on average");
  page.add(broadcast_grid(plan));
}

TextGrid shock_grid(const CampaignPlan& plan) {
  TextGrid grid("shock");
  grid.add_words("against");
  grid.add_column("happens");
  grid.add_column("would see");
  grid.add_column("moved");
  grid.add_column("no answer");
  for (const ShockPlan& shock : plan.shocks) {
    const bool is_seen = shock.would_see > 0;
    const auto people = [&](double number) { return Cell{is_seen ? whole(number) : "-"}; };
    grid.add_row(shock.id, {{called(plan, shock.candidate)},
                            {percent(shock.probability)},
                            people(shock.would_see),
                            people(shock.moved),
                            people(shock.unanswered)});
  }
  return grid;
}

void add_shocks(const CampaignPlan& plan, Page& page) {
  if (plan.shocks.empty()) return;
  page.section("shocks", "  who would see them, and whom they still move on the day they vote");
  page.add(shock_grid(plan));
  for (const ShockPlan& shock : plan.shocks) {
    if (!shock.follows.empty()) {
      page.note(fmt::format("{}: its chance is where '{}' happens", shock.id, shock.follows));
    }
    if (!shock.takes.empty()) {
      page.note(fmt::format("{}: from then on {} of {} is left", shock.id, percent(shock.keep),
                            shock.takes));
    }
  }
  page.remark(
      "people, on the mean over when it begins and when it is answered, were everybody to vote; no "
      "answer: moved if nobody answered. All else here is of elections without shocks.");
}

std::string words_of(scenario::ResourceKind kind) {
  return replaced(std::string(name_of(kind)), "_", " ");
}

/// What one owner uses and what is left, a week a row.
TextGrid week_grid(const CampaignPlan& plan, const std::string& owner) {
  TextGrid grid("week");
  std::vector<const ResourceWeeks*> resources;
  for (const ResourceWeeks& resource : plan.resources) {
    if (resource.owner != owner) continue;
    resources.push_back(&resource);
    grid.add_column(words_of(resource.resource));
    grid.add_column("left");
  }
  for (int week = 0; week < plan.weeks; ++week) {
    std::vector<Cell> cells;
    for (const ResourceWeeks* resource : resources) {
      const auto at = static_cast<std::size_t>(week);
      cells.push_back({whole(resource->used[at])});
      cells.push_back({whole(resource->left[at])});
    }
    grid.add_row(fmt::format("{}", week + 1), std::move(cells));
  }
  return grid;
}

std::vector<std::string> owners_with_resources(const CampaignPlan& plan) {
  std::vector<std::string> owners;
  for (const ResourceWeeks& resource : plan.resources) {
    if (std::ranges::find(owners, resource.owner) == owners.end()) {
      owners.push_back(resource.owner);
    }
  }
  return owners;
}

void add_programmes(const CampaignPlan& plan, Page& page) {
  page.section("programmes");
  page.add(programme_grid(plan));
  add_notes(plan, page);
  page.remark(
      "reached: people expected to be met, or to follow; ballots: more than without, each "
      "programme alone, ± 1 "
      "sd of what the evidence leaves open; a ballot, a person: money for each. Nothing is "
      "simulated here: `hustings run --programmes` tells what a programme is worth.");
  page.section("doses", "  mean log-odds among the reached, as they count on election day");
  page.add(dose_grid(plan));
  add_topologies(plan, page);
  for (const std::string& owner : owners_with_resources(plan)) {
    page.section("resources of " + owner, "  used and left by week, the last with election day");
    page.add(week_grid(plan, owner));
  }
}

}  // namespace

std::string plan_text(const CampaignPlan& plan, bool coverage, const TableStyle& style) {
  Page page(style);
  page.title(plan.title);
  if (plan.programmes.empty()) {
    page.line("no programmes: nobody is reached");
  } else {
    add_programmes(plan, page);
    if (coverage) {
      for (const Coverage& one : plan.coverage) page.add(coverage_text(one, style));
    }
  }
  add_shocks(plan, page);
  if (plan.messages) {
    if (plan.messages->empty()) page.remark("no messages: the scenario lists none");
    for (const MessagePlan& one : *plan.messages) page.add(messages_text(one, style));
  }
  if (!plan.programmes.empty() || !plan.shocks.empty()) page.assumed(plan.assumptions);
  return std::move(page).text();
}

}  // namespace hustings
