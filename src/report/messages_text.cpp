#include "report/messages_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/page.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMostVariants = 12;

double raw(const VariantPlan& variant) {
  return variant.responded / variant.shown;
}

/// A number with its sign; what rounds to nothing is nothing, not less.
std::string with_sign(double number, int digits) {
  const bool is_nothing = std::fabs(number) < 0.5 * std::pow(10, -digits);
  return fmt::format("{:+.{}f}", is_nothing ? 0.0 : number, digits);
}

std::string rate(double share) {
  return fmt::format("{:.2f}%", 100 * share);
}

std::string lead(double relative) {
  return with_sign(100 * relative, 1) + "%";
}

std::string ballots(double number) {
  return fmt::format("{:.1f}", std::fabs(number) < 0.05 ? 0.0 : number);
}

/// Variants by their shrunk rate, highest first.
std::vector<const VariantPlan*> in_order(const MessagePlan& plan) {
  std::vector<const VariantPlan*> order;
  for (const VariantPlan& variant : plan.variants) order.push_back(&variant);
  std::ranges::stable_sort(order, std::greater<>(), &VariantPlan::shrunk);
  return order;
}

TextGrid variant_grid(const MessagePlan& plan) {
  TextGrid grid("variant", {"shown", "counted", "shrunk", "best"});
  const auto order = in_order(plan);
  for (std::size_t i = 0; i < std::min(order.size(), kMostVariants); ++i) {
    const VariantPlan& variant = *order[i];
    grid.add_row(
        variant.name,
        {{with_thousands(fmt::format("{:.0f}", variant.shown))},
         {rate(raw(variant))},
         {rate(variant.shrunk) + "\t±\t" + fmt::format("{:.2f}", 100 * variant.sd)},
         {percent(variant.best) + "\t±\t" + fmt::format("{:.1f}", 100 * variant.best_error)}});
  }
  return grid;
}

TextGrid value_grid(const MessagePlan& plan) {
  TextGrid grid("worth of", {"points", "lead", "ballots"});
  const auto add = [&](const std::string& name, const MessageGain& gain) {
    grid.add_row(name, {{with_sign(100 * gain.rate, 3)},
                        {lead(gain.rate / plan.mean)},
                        {plan.programmes.empty() || !plan.is_told ? "-" : ballots(gain.ballots)}});
  };
  add("the choice, over the mean", plan.choosing);
  for (const MessageGain& gain : plan.testing) {
    add(fmt::format("{} more each", with_thousands(fmt::format("{}", gain.more))), gain);
  }
  add("knowing every rate", plan.knowing);
  return grid;
}

/// How much of the winner's lead is luck.
std::string curse(const MessagePlan& plan) {
  const VariantPlan& chosen = plan.variants[plan.chosen];
  if (plan.variants.size() < 2)
    return "One variant: there is nothing to choose, and it has no lead.";
  return fmt::format(
      "the winner's luck: '{}' counted {} over the mean of {}, of which {} is left once shrunk. "
      "Were all {} equal, the luckiest would count {}.",
      chosen.name, lead(raw(chosen) / plan.mean - 1), rate(plan.mean),
      lead(chosen.shrunk / plan.mean - 1), plan.variants.size(), lead(plan.lead_by_chance));
}

}  // namespace

std::string messages_text(const MessagePlan& plan, const TableStyle& style) {
  Page page(style);
  page.section("message " + plan.id,
               fmt::format("  {} counted; '{}' is used, chosen before any draw",
                           name_of(plan.measures), plan.variants[plan.chosen].name));
  page.add(variant_grid(plan));
  if (plan.variants.size() > kMostVariants) {
    page.note(fmt::format("and {} more (--json)", plan.variants.size() - kMostVariants));
  }
  page.remark(curse(plan));
  page.section("what more testing is worth");
  page.add(value_grid(plan));
  const std::string whose =
      plan.programmes.empty() ? "no programme uses it"
      : !plan.is_told
          ? "not told, since they would tell of too few people"
          : fmt::format("{} add{} {} ballots with a message of mean rate",
                        listed(plan.programmes, 5), plan.programmes.size() == 1 ? "s" : "",
                        with_thousands(fmt::format("{:.0f}", plan.ballots)));
  page.remark(fmt::format(
      "points: added to the rate; shrunk: what is expected of a variant, ± 1 sd; best: how "
      "probably its rate is the highest, "
      "± the error of the draws; ballots: {}, and {:.3g} ± {:.3g} of a lead carries over to votes.",
      whose, plan.carry.mean, plan.carry.sd));
  return std::move(page).text();
}

}  // namespace hustings
