#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hustings/infer/error_sizes.hpp"
#include "hustings/infer/likeness.hpp"
#include "hustings/infer/propensity.hpp"
#include "infer/draft_parts.hpp"
#include "infer/rounded.hpp"

namespace hustings::infer {
namespace {

using scenario::Affects;

double three_decimals(double sd) {
  return static_cast<double>(rounded(sd * 1000)) / 1000;
}

/// The effects of a draft, in the order they are written: ids, levels and sizes of docs/method.md,
/// "Drafting" (Sizes, Likeness, Polls), sds in log-odds of turnout or utility of support, in
/// thousandths. Errors that the recipe has counted move a size (updated_size), those of one row
/// being of one day; `polling` follows polls and lean instead, a load a candidate, and under the
/// laws of June 2026 one size for all. An effect that the recipe gives itself is left out, and so
/// are levels that there are not two of: regions, factions.
class Effects {
 public:
  Effects(const Ground& ground, const Draft& draft) : ground_(ground), draft_(draft) {
    for (const DraftContest& contest : draft.contests) {
      has_likeness_ = has_likeness_ || contest.likeness.rows() > 0;
    }
    sizes_ = error_sizes(has_likeness_);
    sizes_.turnout_all = draft.turnout.level_sd;
  }

  std::vector<DraftEffect> make() {
    const bool is_current = ground_.recipe.laws == recipe::Laws::current;
    if (is_current) add_turnout();
    if (is_current) {
      add_polling();
      add_support();
    } else {
      add_polling_2026();
    }
    return std::move(effects_);
  }

 private:
  /// Says what an effect's size is learnt from.
  void add_errors(DraftEffect& made) const {
    for (const recipe::ErrorRow& row : ground_.recipe.errors) {
      if (row.effect != made.effect.id) continue;
      made.n_errors += row.n;
      if (row.after_the_fact) made.n_after_the_fact += row.n;
    }
    if (made.n_errors == 0) return;
    made.because += fmt::format("; with {:g} errors counted since", made.n_errors);
    if (made.n_after_the_fact == 0) return;
    made.because += fmt::format(", {:g} of them {}", made.n_after_the_fact, kAfterTheFact);
  }

  double size(const std::string& id, double by_law) const {
    SeenErrors seen;  // a row is of one day
    for (const recipe::ErrorRow& row : ground_.recipe.errors) {
      if (row.effect != id) continue;
      const SeenErrors of_day = of_one_day({row.n, row.sum_of_squares}, row.contests);
      seen.n += of_day.n;
      seen.sum_of_squares += of_day.sum_of_squares;
    }
    return three_decimals(seen.n > 0 ? updated_size(by_law, seen) : by_law);
  }

  /// Whether the recipe has an effect of this id, which takes the place of the drafted one.
  bool is_given(const std::string& id) const {
    const auto& given = ground_.recipe.effects;
    return std::find(given.begin(), given.end(), id) != given.end();
  }

  void add(const std::string& id, Affects affects, std::vector<std::string> by, double sd,
           std::string because) {
    if (is_given(id)) return;
    DraftEffect made;
    made.effect.id = id;
    made.effect.by = std::move(by);
    scenario::Load load;
    load.affects = affects;
    load.sd = size(id, sd);
    made.effect.loads.push_back(std::move(load));
    made.because = std::move(because);
    add_errors(made);
    effects_.push_back(std::move(made));
  }

  void add_turnout() {
    const bool seen = draft_.turnout.same_kind;
    add("turnout", Affects::turnout, {}, sizes_.turnout_all,
        ground_.recipe.turnout.level && ground_.recipe.turnout.level->sd
            ? ground_.recipe.turnout.level->because
            : (seen ? "between contests of one kind" : "between contests of any kind"));
    if (draft_.factions.size() > 1) {
      add("turnout of faction", Affects::turnout, {"faction"}, sizes_.turnout_faction,
          "who stays at home; assumption");
    }
    if (n_regions() > 1) {
      add("turnout of region", Affects::turnout, {"region"}, sizes_.turnout_region,
          "regions in one contest, New York City 2020-25");
    }
    add("turnout of place", Affects::turnout, {"district"}, sizes_.turnout_place,
        "places in one contest, New York City 2020-25");
    if (!ground_.recipe.turnout.new_voters || is_given("new voters")) return;
    add("new voters", Affects::turnout, {}, kNewVoterEffectSd, "no past contest has them");
    const std::string& faction = ground_.recipe.turnout.new_voters->faction;
    effects_.back().effect.loads.front().where = faction.empty()
                                                     ? scenario::Where{{"propensity", {"new"}}}
                                                     : scenario::Where{{"faction", {faction}}};
  }

  std::size_t n_regions() const {
    std::vector<char> seen(ground_.regions.size(), 0);
    for (std::size_t i = 0; i < draft_.places.size(); ++i) {
      if (draft_.votes[i] && !draft_.places[i].region.empty()) seen[ground_.region[i]] = 1;
    }
    return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), 1));
  }

  void add_polling() {
    if (is_given("polling")) return;
    DraftEffect made;
    made.effect.id = "polling";
    made.effect.by = {"candidate"};
    made.effect.tails = scenario::Tails{kPollDf, scenario::ScaleSharing::contest};
    made.because = "polls and lean, larger where they are few and for small shares";
    for (const DraftContest& contest : draft_.contests) {
      for (std::size_t k = 0; k < contest.sds.size(); ++k) {
        scenario::Load load;
        load.affects = Affects::support;
        load.where = {{"candidate", {contest.recipe->id + "/" + contest.recipe->candidates[k].id}}};
        load.sd = three_decimals(contest.sds[k]);
        if (load.sd == 0) continue;  // what is known already
        made.effect.loads.push_back(std::move(load));
      }
    }
    if (!made.effect.loads.empty()) effects_.push_back(std::move(made));
  }

  void add_support() {
    const std::string where = has_likeness_ ? "beyond likeness" : "nobody is like anybody";
    if (has_likeness_ && !is_given("likeness")) {
      add("likeness", Affects::support, {"candidate"}, kLikenessSlopeSd,
          "slope of likeness, six pairs of contests, New York City 2020-25");
      effects_.back().likeness = true;
    }
    if (n_regions() > 1) {
      add("region", Affects::support, {"candidate", "region"}, sizes_.region,
          "candidate x region, " + where);
    }
    add("place", Affects::support, {"candidate", "district"}, sizes_.place,
        "candidate x place, " + where);
    if (draft_.factions.size() > 1) {
      add("bloc", Affects::support, {"candidate", "faction"}, sizes_.bloc,
          "candidate x faction; assumption");
    }
    add("local", Affects::support, {"candidate", "universe"}, sizes_.local, "assumption");
  }

  /// One size for all, and what the contest's error has more.
  void add_polling_2026() {
    add("polling", Affects::support, {"candidate"}, kPollingSd2026,
        "102 presidential primaries: two-way 0.34, kurtosis 6");
    if (!is_given("polling")) {
      effects_.back().effect.tails = scenario::Tails{kPollDf, scenario::ScaleSharing::contest};
    }
    if (is_given("few polls")) return;
    DraftEffect made;
    made.effect.id = "few polls";
    made.effect.by = {"candidate"};
    made.because = "fills up to the combined error of polls and lean";
    for (const DraftContest& contest : draft_.contests) {
      const double more = contest.variance / 2 - kPollingSd2026 * kPollingSd2026;
      if (contest.sds.empty() || !(more > 0)) continue;
      scenario::Load load;
      load.affects = Affects::support;
      load.where = {{"contest", {contest.recipe->id}}};
      load.sd = three_decimals(std::sqrt(more));
      made.effect.loads.push_back(std::move(load));
    }
    if (!made.effect.loads.empty()) effects_.push_back(std::move(made));
  }

  const Ground& ground_;
  const Draft& draft_;
  ErrorSizes sizes_;
  bool has_likeness_ = false;
  std::vector<DraftEffect> effects_;
};

}  // namespace

std::vector<DraftEffect> draft_effects(const Ground& ground, const Draft& draft) {
  return Effects(ground, draft).make();
}

}  // namespace hustings::infer
