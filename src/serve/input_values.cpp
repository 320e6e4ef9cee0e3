#include "serve/input_values.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "core/natural_order.hpp"
#include "hustings/scenario/vary.hpp"

namespace hustings {
namespace {

using namespace scenario;

constexpr double kSteps = 100;  // of a range, about

/// 1, 2 or 5 times a power of ten, the least that is a hundredth of a range or more; and its power,
/// which says how many decimals the amount has.
struct Step {
  double size = 1;
  int power = 0;
};

Step step_of(double range) {
  const int power = static_cast<int>(std::floor(std::log10(range / kSteps)));
  const double unit = std::pow(10.0, power);
  for (const double times : {1.0, 2.0, 5.0}) {
    if (times * unit >= range / kSteps * 0.999) return {times * unit, power};
  }
  return {10 * unit, power + 1};
}

/// The one size that all loads of an effect have; nothing where they differ.
std::optional<double> size_of(const Effect& effect) {
  std::optional<double> size;
  for (const Load& load : effect.loads) {
    if (size && *size != std::fabs(load.sd)) return std::nullopt;
    size = std::fabs(load.sd);
  }
  return size;
}

/// The item of a list that has the id; null where there is none.
template <class T>
const T* find(const std::vector<T>& list, const std::string& id) {
  const auto found = std::ranges::find(list, id, &T::id);
  return found == list.end() ? nullptr : &*found;
}

/// Where an amount changes nothing; nothing where it always does.
///
/// Of what multiplies that is 1, of what adds 0; of what sets a value (a size, a probability, a
/// share) it is the value that the scenario has, where it has one alone: an effect whose loads
/// differ in size has none, and a slider of it none to return to.
class Rest {
 public:
  explicit Rest(const Scenario& scenario) : scenario_(scenario) {}

  std::optional<double> operator()(const TurnoutChange& of) const { return none(of.operation); }
  std::optional<double> operator()(const SupportChange& of) const { return none(of.operation); }
  std::optional<double> operator()(const RolloffChange& of) const { return none(of.operation); }
  std::optional<double> operator()(const RegisteredChange& of) const {
    return of.set ? std::nullopt : std::optional(1.0);
  }
  std::optional<double> operator()(const ResourceChange& of) const {
    return of.set ? std::nullopt : std::optional(1.0);
  }
  std::optional<double> operator()(const EffectChange& of) const {
    if (!of.sets_sd) return 1;
    const Effect* effect = find(scenario_.effects, of.effect);
    return effect == nullptr ? std::nullopt : size_of(*effect);
  }
  std::optional<double> operator()(const EndorsementsChange&) const {
    return scenario_.endorsements.strength;
  }
  std::optional<double> operator()(const ProgrammeChange& of) const {
    if (of.multiplies) return 1;
    const Programme* programme = find(scenario_.programmes, of.programme);
    if (programme == nullptr) return std::nullopt;
    if (of.part != ProgrammePart::accuracy) return programme->attempts;
    if (!programme->accuracy) return 1;
    const auto* share = std::get_if<double>(&*programme->accuracy);
    return share == nullptr ? std::nullopt : std::optional(*share);
  }
  std::optional<double> operator()(const ShockChange& of) const {
    const Shock* shock = find(scenario_.shocks, of.shock);
    if (shock == nullptr || of.part != ShockPart::probability) return std::nullopt;
    return shock->follows ? shock->follows->probability : shock->probability;
  }
  std::optional<double> operator()(const MessageChange& of) const {
    const MessageSet* message = find(scenario_.messages, of.message);
    if (message == nullptr || !message->carry) return std::nullopt;
    return message->carry->mean;
  }
  std::optional<double> operator()(const ChannelChange& of) const {
    const Channel* channel = find(scenario_.channels, of.channel);
    return channel == nullptr ? std::nullopt : channel->use.everybody;
  }
  std::optional<double> operator()(const DegradeChange&) const { return 1; }
  template <class WithoutAmount>
  std::optional<double> operator()(const WithoutAmount&) const {
    return std::nullopt;
  }

 private:
  static double none(Operation operation) { return operation == Operation::times ? 1 : 0; }

  const Scenario& scenario_;
};

/// Whether an amount is a share or a factor, which people read in percent; and what it is called.
std::string unit_of(const std::string& told) {
  const std::string over = told.substr(told.rfind(' ') + 1);
  if (told.find(" times") != std::string::npos) return "% of now";
  if (over == "plus") return "points";
  for (const char* share : {"probability", "keep", "use", "accuracy"}) {
    if (over == share) return "%";
  }
  return "";
}

}  // namespace

Slider percent_slider(Change change, double most) {
  return {std::move(change), -most, most, 1, 0.0, "%", 1, 0.01, 2};
}

Slider size_slider(Change change, double most) {
  return {std::move(change), 0, most, 5, 100.0, "%", 0, 0.01, 2};
}

Slider slider_of(const VaryInput& input, const Scenario& scenario) {
  Slider slider{input.change};
  double low = input.from;
  double high = input.to;
  if (!input.values.empty()) {
    const auto [least, most] = std::ranges::minmax(input.values);
    low = least;
    high = most;
  }
  slider.rest = std::visit(Rest(scenario), input.change.kind);
  if (slider.rest) {
    low = std::min(low, *slider.rest);
    high = std::max(high, *slider.rest);
  }
  const std::string told = change_and_over(input.change);
  slider.unit = unit_of(told);
  if (slider.unit.empty()) {
    slider.unit = told.substr(told.rfind(' ') + 1);
  } else {
    slider.scale = 0.01;
  }
  const Step step = step_of(high > low ? (high - low) / slider.scale : 1 / slider.scale);
  slider.step = step.size;
  slider.min = std::floor(low / slider.scale / step.size + 1e-9) * step.size;
  slider.max = std::ceil(high / slider.scale / step.size - 1e-9) * step.size;
  if (slider.rest) *slider.rest /= slider.scale;
  slider.decimals = std::clamp((slider.scale < 1 ? 2 : 0) - step.power, 0, 12);
  return slider;
}

Choice rules_of(const Contest& contest) {
  const std::vector<std::pair<std::string, CountRule>> rules{
      {"plurality", Plurality{}}, {"ranked_choice", RankedChoice{}}, {"runoff", Runoff{}}};
  constexpr std::array<const char*, 4> kNames{"plurality", "ranked_choice", "runoff", "delegates"};
  const std::string own = kNames[contest.count.index()];
  Choice choice;
  choice.options.push_back({own, spaced(own) + ", as it is", {}});
  for (const auto& [name, rule] : rules) {
    if (name == own) continue;
    choice.options.push_back({name, spaced(name), Change{{}, {}, CountChange{contest.id, rule}}});
  }
  return choice;
}

std::map<std::string, std::vector<std::string>> tags_of_places(const Scenario& scenario) {
  std::map<std::string, std::set<std::string>> seen;
  for (const District& district : scenario.districts) {
    if (!district.region.empty()) seen["region"].insert(district.region);
    for (const auto& [tag, value] : district.tags) seen[tag].insert(value);
  }
  for (const Universe& universe : scenario.universes) {
    for (const auto& [tag, value] : universe.tags) seen[tag].insert(value);
  }
  seen.erase("row");
  seen.erase("col");
  std::map<std::string, std::vector<std::string>> tags;
  for (const auto& [tag, values] : seen) {
    tags[tag].assign(values.begin(), values.end());
    std::ranges::sort(tags[tag], natural_less);
  }
  return tags;
}

std::string spaced(std::string word) {
  std::ranges::replace(word, '_', ' ');
  return word;
}

}  // namespace hustings
