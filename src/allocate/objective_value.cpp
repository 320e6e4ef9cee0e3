#include <algorithm>
#include <optional>

#include "hustings/allocate/allocation.hpp"

namespace hustings {
namespace {

std::size_t item_named(const auto& labels, const auto& is_it) {
  return static_cast<std::size_t>(std::ranges::find_if(labels, is_it) - labels.begin());
}

/// Reads an objective off a view.
class ValueReader {
 public:
  explicit ValueReader(const View& view) : view_(view), labels_(view.labels()) {}

  ObjectiveValue operator()(const scenario::Wins& of) const {
    const std::string label = of.candidate.contest + "/" + of.candidate.candidate;
    std::size_t item = 0;
    while (candidate_label(labels_, item) != label) ++item;
    return chance(view_.chance(kWin, item), view_.compared(kWin, item));
  }
  ObjectiveValue operator()(const scenario::SeatsObjective& of) const {
    const std::size_t item = slate(of.slate);
    const SeatMoments seats = view_.mean_seats(item);
    ObjectiveValue value{seats.mean, seats.standard_error};
    if (view_.is_compared()) add(view_.compared(kSeats, item), value);
    return value;
  }
  ObjectiveValue operator()(const scenario::AtLeast& of) const {
    return at_least(slate(of.slate), static_cast<std::size_t>(of.seats));
  }
  ObjectiveValue operator()(const scenario::Sweep& of) const {
    const std::size_t item = slate(of.slate);
    return at_least(item, labels_.slates[item].members.size());
  }
  ObjectiveValue operator()(const scenario::EventObjective& of) const {
    const std::size_t item =
        item_named(labels_.events, [&](const auto& event) { return event.name == of.name; });
    return chance(view_.chance(kEvent, item), view_.compared(kEvent, item));
  }

 private:
  std::size_t slate(const std::string& id) const {
    return item_named(labels_.slates, [&](const auto& slate) { return slate.id == id; });
  }
  ObjectiveValue at_least(std::size_t slate, std::size_t seats) const {
    return chance(view_.at_least(slate, seats), view_.compared_at_least(slate, seats));
  }
  static ObjectiveValue chance(const Probability& of, const std::optional<Compared>& compared) {
    ObjectiveValue value{of.probability, of.standard_error};
    add(compared, value);
    return value;
  }
  static void add(const std::optional<Compared>& compared, ObjectiveValue& value) {
    if (!compared) return;
    value.moved = compared->moved.difference;
    value.moved_error = compared->moved.paired_standard_error;
  }

  const View& view_;
  const Labels& labels_;
};

}  // namespace

ObjectiveValue value_in(const View& view, const scenario::Objective& objective) {
  return std::visit(ValueReader(view), objective.kind);
}

}  // namespace hustings
