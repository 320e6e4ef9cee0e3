#include "results/json_values.hpp"

#include <array>
#include <string_view>

namespace hustings {
namespace {

constexpr std::array<std::string_view, 5> kQuantileKeys = {"0.05", "0.25", "0.5", "0.75", "0.95"};

Json json(const Probability& p) {
  Json json = {{"probability", p.probability}, {"standard_error", p.standard_error}};
  if (p.upper_bound) json["upper_bound"] = *p.upper_bound;
  if (p.lower_bound) json["lower_bound"] = *p.lower_bound;
  return json;
}

Json by_level(const std::array<double, 5>& values) {
  Json json = object();
  for (std::size_t i = 0; i < values.size(); ++i) json[std::string(kQuantileKeys[i])] = values[i];
  return json;
}

Json json(const Distribution& d) {
  Json json = {{"mean", d.mean}, {"sd", d.sd}, {"mean_standard_error", d.mean_standard_error}};
  if (!d.has_quantiles) return json;
  json["quantiles"] = by_level(d.quantiles);
  json["quantile_standard_errors"] = by_level(d.quantile_standard_errors);
  return json;
}

/// Adds to a probability or a mean how it differs from the base, where there is one.
Json with_move(Json json, const std::optional<Compared>& compared, bool is_probability,
               bool is_paired) {
  if (!compared) return json;
  json["difference"] = compared->moved.difference;
  json[is_paired ? "paired_standard_error" : "difference_standard_error"] =
      compared->moved.paired_standard_error;
  if (!is_probability || !is_paired) return json;
  json["gains"] = compared->gains;
  json["losses"] = compared->losses;
  return json;
}

}  // namespace

Json chance(const Probability& of) {
  return json(of);
}

Json chance(const View& view, QuantityId quantity, std::size_t item, std::size_t across) {
  return with_move(json(view.chance(quantity, item, across)), view.compared(quantity, item, across),
                   true, view.is_paired());
}

namespace {

/// Counts without pairs are plain: elections, or the part of them where a summary says so.
Json count(const View& view, QuantityId quantity, std::size_t item, std::size_t across) {
  if (about(quantity).pairs != Pairs::no) return chance(view, quantity, item, across);
  if (about(quantity).summary.empty()) return view.count(quantity, item, across);
  return view.chance(quantity, item, across).probability;
}

}  // namespace

Json value(const View& view, QuantityId quantity, std::size_t item) {
  const Quantity& what = about(quantity);
  const auto one = [&](std::size_t across) {
    if (what.kept == Kept::count) return count(view, quantity, item, across);
    return with_move(json(view.distribution(quantity, item, across)),
                     view.compared(quantity, item, across), false, view.is_paired());
  };
  if (what.across != Across::round) return one(0);
  Json rounds = Json::array();
  for (std::size_t m = 0; view.has(quantity, item, m) && m < view.width(Across::round); ++m) {
    rounds.push_back(one(m));
  }
  return rounds;
}

Json at_least(const View& view, std::size_t slate, std::size_t seats) {
  return with_move(json(view.at_least(slate, seats)), view.compared_at_least(slate, seats), true,
                   view.is_paired());
}

Json mean_seats(const View& view, std::size_t slate) {
  const SeatMoments seats = view.mean_seats(slate);
  return with_move({{"mean", seats.mean}, {"mean_standard_error", seats.standard_error}},
                   view.compared(kSeats, slate), false, view.is_paired());
}

}  // namespace hustings
