#include "model/campaign/campaign_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/campaign/broadcast.hpp"
#include "model/campaign/budgets.hpp"
#include "model/campaign/mesh.hpp"
#include "model/campaign/shock_words.hpp"

namespace hustings::campaign {
namespace {

using scenario::Evidence;
using scenario::Mode;
using scenario::Programme;

std::string told(const scenario::LiftPoints& lift) {
  return fmt::format("{:g} +- {:g} points at {:g} %", 100 * lift.points, 100 * lift.sd,
                     100 * lift.at);
}

std::string told(const scenario::ResourceAmounts& amounts) {
  std::string text;
  for (std::size_t r = 0; r < amounts.size(); ++r) {
    if (amounts[r] == 0) continue;
    text += fmt::format("{}{:g} {}", text.empty() ? "" : ", ", amounts[r],
                        name_of(static_cast<scenario::ResourceKind>(r)));
  }
  return text.empty() ? "nothing" : text;
}

/// The sentences about one mode, each with the programmes that it is true of.
class Sentences {
 public:
  void add(const std::string& what, scenario::Evidence evidence, const Programme& programme) {
    const std::string sentence = fmt::format("{} ({})", what, name_of(evidence));
    const auto found = std::find_if(all_.begin(), all_.end(),
                                    [&](const auto& one) { return one.first == sentence; });
    if (found == all_.end()) {
      all_.push_back({sentence, {programme.id}});
    } else if (found->second.back() != programme.id) {
      found->second.push_back(programme.id);
    }
  }

  std::vector<std::string> take() const {
    std::vector<std::string> told;
    for (const auto& [sentence, programmes] : all_) {
      told.push_back(sentence + ": " + listed(programmes));
    }
    return told;
  }

 private:
  std::vector<std::pair<std::string, std::vector<std::string>>> all_;
};

bool does_something(const Programme& programme) {
  return programme.mode == scenario::Mode::endorser || programme.attempts.value_or(0) > 0;
}

/// Adds what no key of a mesh says, and what its keys leave at their defaults.
void add_mesh(const Programme& programme, Sentences& to) {
  to.add(fmt::format("relational: word takes {:g} days from one to the next, tells are negative "
                     "binomial of shape {:g}",
                     kDaysPerGeneration, MeshLaw{}.tell_shape),
         Evidence::assumed, programme);
  const scenario::MeshWords& mesh = programme.mesh;
  const scenario::MeshWords usual;
  if (mesh.tells == usual.tells && !programme.given.contains("tells")) {
    to.add(fmt::format("relational: a captain tells {:g}", mesh.tells), Evidence::assumed,
           programme);
  }
  if (mesh.tells_on == usual.tells_on && !programme.given.contains("tells_on")) {
    to.add(fmt::format("relational: who is told tells {:g} more", mesh.tells_on), Evidence::read,
           programme);
  }
}

bool acts(const Programme& programme) {
  return !programme.off && does_something(programme);
}

/// The cost of an attempt that a programme does not give: its mode's, and the hours of its script.
void add_cost(const Programme& programme, Sentences& to) {
  const scenario::ModeDefaults& row = defaults_of(programme.mode);
  const std::string mode(row.name);
  const scenario::ResourceAmounts cost = planned_cost(programme).per_attempt;
  const bool has_own_hours = cost != row.per_attempt;
  to.add(mode + (has_own_hours ? ": an attempt with its script costs " : ": an attempt costs ") +
             told(cost),
         row.cost_evidence, programme);
}

void add_defaults(const Programme& programme, Sentences& to) {
  const scenario::ModeDefaults& row = defaults_of(programme.mode);
  const std::string mode(row.name);
  if (is_direct(programme.mode) && !programme.contact) {
    to.add(fmt::format("{}: {:g} of attempts meet somebody, {:g} of people can be met", mode,
                       row.contact.rate, row.contact.cap),
           row.contact_evidence, programme);
  }
  if (row.turnout && !programme.lift.turnout) {
    to.add(mode + ": turnout " + told(*row.turnout), row.turnout_evidence, programme);
  }
  if (row.support && !programme.lift.support) {
    to.add(mode + ": support " + told(*row.support), row.support_evidence, programme);
  }
  const bool is_endorser = programme.mode == scenario::Mode::endorser;
  if (programme.mode == scenario::Mode::relational) {
    if (!programme.contact) {
      to.add(fmt::format("{}: {:g} of people can be told", mode, row.contact.cap),
             row.contact_evidence, programme);
    }
    add_mesh(programme, to);
  }
  if (programme.mode == scenario::Mode::broadcast) {
    to.add(fmt::format("broadcast: impressions fall unevenly, negative binomial of shape {:g}",
                       BroadcastLaw{}.shape),
           scenario::Evidence::assumed, programme);
  }
  if (!is_endorser && !programme.cost) {
    add_cost(programme, to);
  }
  if (!is_endorser && programme.days.empty()) {
    to.add("contacts on days 1 to 7 before the election, evenly", scenario::Evidence::assumed,
           programme);
  }
}

/// Names the variant that was chosen, and how far its lead carries over to votes.
std::string told(const scenario::MessageSet& messages, const ChosenMessage& chosen) {
  const scenario::Variant& variant = messages.variants[chosen.variant];
  const Carry carry = carry_of(messages);
  const char* how = !messages.validated.empty() ? "after experiments"
                    : messages.carry            ? "as given"
                                                : "assumed";
  return fmt::format(
      "message {}: '{}' of {} is used, chosen before any draw: {:.4g} % {} once shrunk, {:.4g} % "
      "as counted, {:.4g} % on average; {:.3g} +- {:.3g} of a lead carries over to votes ({})",
      messages.id, variant.name, messages.variants.size(), 100 * chosen.rate.mean,
      name_of(messages.measures), 100 * variant.responded / variant.shown, 100 * chosen.mean,
      carry.mean, carry.sd, how);
}

/// What is assumed of money that makes more.
void add_money(const scenario::Scenario& scenario, std::vector<std::string>& told) {
  for (const scenario::Owner& owner : scenario.owners) {
    for (const scenario::Resource& resource : owner.resources) {
      const auto* income = std::get_if<scenario::Income>(&resource.supply);
      if (income == nullptr || !income->raising) continue;
      if (income->raising->keep != scenario::Fundraising{}.keep) continue;
      told.push_back(
          fmt::format("money of {}: {:g} of what a week raises above plan comes in again the week "
                      "after (assumed)",
                      owner.id, income->raising->keep));
    }
  }
}

/// Whether some programme that does something uses the set.
bool is_used(const scenario::Scenario& scenario, const scenario::MessageSet& messages) {
  return std::ranges::any_of(scenario.programmes, [&](const Programme& programme) {
    return programme.message == messages.id && does_something(programme);
  });
}

/// Adds the seconds of a call that a script leaves at their defaults, and what its talk keeps.
void add_script(const Programme& programme, Sentences& to) {
  if (!programme.script) return;
  const scenario::Script& script = *programme.script;
  const scenario::Script usual;
  std::vector<std::string> parts;
  const auto is_given = [&](const char* key) {
    return programme.given.contains(std::string("script.") + key);
  };
  const auto add = [&](const char* key, double scenario::Script::*part, const char* what) {
    if (script.*part != usual.*part || is_given(key)) return;
    parts.push_back(fmt::format("{:g} s {}", script.*part, what));
  };
  add("dial", &scenario::Script::dial, "for a dial");
  add("wrap", &scenario::Script::wrap, "after a talk");
  add("no_answer", &scenario::Script::no_answer, "where nobody answers");
  if (!parts.empty()) {
    to.add("calls take, beside the talk, " + listed(parts), Evidence::assumed, programme);
  }
  if (script.lift_kept == usual.lift_kept && !is_given("lift_kept")) {
    to.add("a script of any length keeps the whole lift", Evidence::assumed, programme);
  }
}

/// Adds how fast an effect fades where a programme leaves that as it is. Endorsements do not.
void add_half_lives(const Programme& programme, Sentences& to) {
  const scenario::HalfLives usual;
  const scenario::Lift lift = lift_of(programme);
  const auto moves = [](const std::optional<scenario::LiftPoints>& points) {
    return points && (points->points != 0 || points->sd != 0);
  };
  if (programme.mode == scenario::Mode::endorser) return;
  const auto add = [&](double days, double by_default, const std::string& of) {
    if (days != by_default || programme.given.contains("half_life_days." + of)) return;
    const std::string what = "what moves " + of;
    to.add(fmt::format("{} falls to half in {:g} days", what, days), Evidence::read, programme);
  };
  if (moves(lift.turnout)) {
    add(programme.half_life_days.turnout, usual.turnout, "turnout");
  }
  if (moves(lift.support)) {
    add(programme.half_life_days.support, usual.support, "support");
  }
}

/// Adds that programmes of one mode share their error in part, where there are several.
void add_together(const scenario::Scenario& in, const Programme& programme, Sentences& to) {
  const auto is_of_mode = [&](const Programme& other) {
    return other.mode == programme.mode && acts(other);
  };
  if (programme.mode == scenario::Mode::endorser || programme.together != Programme{}.together ||
      programme.given.contains("together") ||
      std::ranges::count_if(in.programmes, is_of_mode) < 2) {
    return;
  }
  to.add(fmt::format("{}: {:g} of the error of a lift is common to all programmes of the mode",
                     defaults_of(programme.mode).name, programme.together),
         Evidence::assumed, programme);
}

/// Adds what the next contact of a person counts, where two programmes may reach one.
void add_repeat(const scenario::Scenario& in, const Programme& programme, Sentences& to) {
  const auto reaches = [](const Programme& other) {
    return other.mode != scenario::Mode::endorser && acts(other);
  };
  if (!reaches(programme) || in.defaults.repeat != scenario::Defaults{}.repeat ||
      std::ranges::count_if(in.programmes, reaches) < 2) {
    return;
  }
  to.add(fmt::format("a person's next contact counts {:g} of the one before", in.defaults.repeat),
         Evidence::read, programme);
}

/// Adds that all attempts meet the target where nothing says how accurate its list is.
void add_accuracy(const Programme& programme, Sentences& to) {
  if (!is_direct(programme.mode) || programme.accuracy || programme.where.keys.empty()) return;
  to.add("every attempt meets its target, a fact of the voter file", Evidence::assumed, programme);
}

/// Says when everybody votes, where no calendar tells, and how much people hear of a contest.
std::vector<std::string> of_contests(const scenario::Scenario& in) {
  std::vector<std::string> told;
  if (in.calendar.early.empty()) {
    told.emplace_back("everybody votes on election day: no calendar is given (assumed)");
  }
  std::vector<std::string> low;
  for (const scenario::Contest& contest : in.contests) {
    const bool is_meant = std::ranges::any_of(in.programmes, [&](const Programme& programme) {
      return programme.contest == contest.id && acts(programme);
    });
    if (is_meant && (!contest.salience || contest.salience->doses_kept == 1))
      low.push_back(contest.id);
  }
  if (!low.empty()) {
    told.push_back("salience is low, so that doses count in full (assumed): " + listed(low));
  }
  return told;
}

}  // namespace

std::vector<std::string> law_assumptions_of(const scenario::Scenario& scenario) {
  Sentences sentences;
  for (const Programme& programme : scenario.programmes) {
    if (!acts(programme)) continue;
    add_accuracy(programme, sentences);
    add_script(programme, sentences);
    add_half_lives(programme, sentences);
    add_together(scenario, programme, sentences);
    add_repeat(scenario, programme, sentences);
  }
  std::vector<std::string> told = sentences.take();
  if (std::ranges::none_of(scenario.programmes, acts)) return told;
  const std::vector<std::string> more = of_contests(scenario);
  told.insert(told.end(), more.begin(), more.end());
  return told;
}

std::vector<std::string> assumptions_of(const scenario::Scenario& scenario,
                                        const std::vector<ChosenMessage>& messages) {
  Sentences sentences;
  for (const Programme& programme : scenario.programmes) {
    if (does_something(programme)) add_defaults(programme, sentences);
  }
  std::vector<std::string> told = sentences.take();
  for (std::size_t m = 0; m < messages.size(); ++m) {
    const scenario::MessageSet& set = scenario.messages[m];
    if (is_used(scenario, set)) told.push_back(campaign::told(set, messages[m]));
  }
  add_money(scenario, told);
  for (std::string& sentence : assumptions_of_shocks(scenario)) told.push_back(std::move(sentence));
  if (!scenario.sensitive_targets.empty()) {
    told.push_back("sensitive targets are allowed: " + scenario.sensitive_targets);
  }
  if (scenario.defaults.least_target < scenario::kLeastTarget) {
    told.push_back(fmt::format("targets may have as few as {} registered voters",
                               scenario.defaults.least_target));
  }
  return told;
}

std::vector<ModelEffect> lift_effects(const scenario::Scenario& scenario, const Touches& touches) {
  const DrawKey key = draw_key(scenario.seed, Purpose::first_choices);
  std::vector<ModelEffect> effects;
  const auto add = [&](const std::string& name, const char* level, std::uint64_t draw) {
    auto found = std::find_if(effects.begin(), effects.end(),
                              [&](const ModelEffect& effect) { return effect.id == name; });
    if (found == effects.end()) found = effects.insert(found, ModelEffect{name, name, 0, {}});
    for (const ModelFactor& factor : found->factors) {
      if (factor.level == level) return;
    }
    found->factors.push_back({level, draw_address(key, draw), {}});
  };
  for (std::size_t g = 0; g < scenario.programmes.size(); ++g) {
    const Programme& programme = scenario.programmes[g];
    if (!does_something(programme)) continue;
    for (const auto& [draw, level] : {std::pair{&touches.turnout_draw[g], "turnout"},
                                      std::pair{&touches.support_draw[g], "support"}}) {
      if (!*draw) continue;
      const std::string mode(scenario::defaults_of(programme.mode).name);
      if ((*draw)->mode) add("mode " + mode, level, *(*draw)->mode);
      add("programme " + programme.id, level, (*draw)->own);
    }
  }
  for (std::size_t g = 0; g < scenario.programmes.size(); ++g) {
    if (!touches.mesh_draw[g] || touches.by_chance[g].empty()) continue;
    add("mesh " + scenario.programmes[g].id, "told", *touches.mesh_draw[g]);
  }
  for (const MessageDraws& message : touches.messages) {
    add("message " + message.id, "rate", message.rate_name());
    if (message.carry.sd > 0) add("message " + message.id, "carry", message.carry_name());
  }
  for (const OwnerResource& resource : touches.drawn_resources) {
    add("resource " + resource.owner, std::string(name_of(resource.kind)).c_str(),
        draw_name(resource));
  }
  for (std::size_t s = 0; s < scenario.shocks.size(); ++s) {
    const ShockDraws& draws = touches.shocks.draws[s];
    const std::string shock = "shock " + scenario.shocks[s].id;
    add(shock, "happens", draws.happens);
    if (draws.group) add("shock group " + scenario.shocks[s].group, "happens", *draws.group);
    for (const auto& [draw, level] :
         {std::pair{&draws.onset, "time"}, std::pair{&draws.response, "response"},
          std::pair{&draws.turnout, "turnout"}, std::pair{&draws.support, "support"}}) {
      if (*draw) add(shock, level, **draw);
    }
  }
  return effects;
}

}  // namespace hustings::campaign
