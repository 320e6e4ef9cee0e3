#include <algorithm>
#include <cmath>
#include <limits>

#include "hustings/infer/lean.hpp"
#include "hustings/infer/likeness.hpp"
#include "infer/draft_parts.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

using Shares = std::vector<double>;

/// A past candidate that somebody is like: column of the table of past shares.
struct PastColumn {
  std::string contest;
  std::size_t candidate = 0;
};

/// Makes the expected shares of one contest, in total and by place and faction.
///
/// Total: polls, then judged shifts of their odds, combined with the lean by their variances; then
/// what has happened since. Places and factions, with a and the a' of each place raked so that
/// means by expected ballots are those of the total and of the place [deming1940]:
///     s_ik ~ a_k g_ik,    s_ifk ~ a'_ik (lean_fk / lean_k if judged, else g of its past votes)
/// Without likeness all places are alike and factions are raked to the total. Judged shares of
/// cells take the place of these; the others there divide the rest as before. Shares of a cell add
/// to 1; cells without expected ballots have none. Source: docs/method.md, "Drafting" (Polls, Lean,
/// Likeness).
class ContestSupport {
 public:
  ContestSupport(const Ground& ground, const FactionParts& factions, const Draft& draft,
                 DraftContest& contest)
      : ground_(ground),
        factions_(factions),
        draft_(draft),
        contest_(contest),
        recipe_(*contest.recipe),
        n_candidates_(recipe_.candidates.size()),
        n_factions_(factions.names.size()),
        cells_(draft.places.size(), n_factions_),
        is_current_(ground.recipe.laws == recipe::Laws::current) {
    std::vector<char> is_here(draft.places.size(), 0);
    for (const std::size_t i : contest.places) is_here[i] = 1;
    for (const DraftUniverse& universe : draft.universes) {
      if (!is_here[universe.place]) continue;
      cells_(universe.place, universe.faction) +=
          static_cast<double>(universe.registered) * universe.turnout;
    }
  }

  void make() {
    if (n_candidates_ < 2) {
      contest_.target.assign(n_candidates_, 1);
      return;
    }
    set_level();
    if (is_current_ && find_columns()) {
      by_place();
    } else {
      by_faction();
    }
    apply_judged();
  }

 private:
  /// Ballots of each faction.
  std::vector<double> faction_ballots() const { return column_sums(cells_); }

  /// Returns the shares of the lean, of all candidates; empty where it has none of its own.
  Shares lean_shares() const {
    if (!recipe_.lean || recipe_.lean->two_way) return {};
    Shares shares(n_candidates_, 0);
    if (!recipe_.lean->shares.empty()) {
      for (std::size_t k = 0; k < n_candidates_; ++k) {
        shares[k] = recipe_.lean->shares.at(recipe_.candidates[k].id);
      }
      return normalised(shares);
    }
    const std::vector<double> ballots = faction_ballots();
    for (std::size_t f = 0; f < n_factions_; ++f) {
      for (std::size_t k = 0; k < n_candidates_; ++k) shares[k] += ballots[f] * lean_of(f, k);
    }
    return normalised(shares);
  }

  double lean_of(std::size_t faction, std::size_t k) const {
    return recipe_.lean->factions.at(factions_.names[faction]).at(recipe_.candidates[k].id);
  }

  bool has_faction_lean() const { return recipe_.lean && !recipe_.lean->factions.empty(); }

  /// Multiplies the odds of those whom polls are believed to understate.
  Shares shifted(Shares shares) const {
    for (std::size_t k = 0; k < n_candidates_; ++k) {
      const auto& shift = recipe_.candidates[k].shift;
      if (shift) shares[k] *= exact::exp(shift->value);
    }
    return normalised(std::move(shares));
  }

  /// Moves shares by what has happened since the polls, one thing after the other.
  Shares changed(Shares shares) const {
    for (const recipe::Change& change : recipe_.since) {
      double& of = shares[slot(change.candidate)];
      if (!change.keeps) {
        of *= exact::exp(change.log_odds);
        continue;
      }
      const double freed = of * (1 - *change.keeps);
      of *= *change.keeps;
      for (const auto& [candidate, part] : change.to) shares[slot(candidate)] += part * freed;
    }
    return normalised(std::move(shares));
  }

  std::size_t slot(const std::string& candidate) const {
    for (std::size_t k = 0; k < n_candidates_; ++k) {
      if (recipe_.candidates[k].id == candidate) return k;
    }
    return 0;
  }

  /// Combines polls and lean into the shares of the whole contest and their errors.
  void set_level() {
    contest_.lean = lean_shares();
    const Shares even(n_candidates_, 1.0 / static_cast<double>(n_candidates_));
    const std::vector<Poll> polls = polls_of(recipe_);
    Shares polled = even;
    if (!polls.empty()) {
      contest_.polls =
          pool_polls(polls, contest_.lean.empty() ? even : contest_.lean,
                     is_current_ ? PollLaw::even_split : PollLaw::proportional_2026_06);
      contest_.dropped = polls_without_leaders(polls);
      for (const recipe::Poll& poll : recipe_.polls) contest_.pollsters.push_back(poll.pollster);
      polled = shifted(contest_.polls->shares);
    }
    if (recipe_.lean && recipe_.lean->two_way) {
      contest_.lean = with_two_way(polled, slot(recipe_.lean->two_way->first),
                                   slot(recipe_.lean->two_way->second), recipe_.lean->log_odds);
    }
    CombinedLevel combined{{polled, contest_.polls ? contest_.polls->variance : 0}, 1};
    if (recipe_.lean) {
      const Level lean{contest_.lean, recipe_.lean->sd * recipe_.lean->sd};
      combined = contest_.polls ? combine_levels(combined.level, lean) : CombinedLevel{lean, 0};
    }
    contest_.poll_weight = combined.weight;
    contest_.target = changed(combined.level.shares);
    contest_.variance = combined.level.variance;
    set_sds();
  }

  /// Errors per candidate: half the variance of two, and what the law of polls adds below a tenth,
  /// by the square of the polls' weight, as shares are combined in logarithms; by the laws of June
  /// 2026 one number for all, and not below that of `polling`.
  void set_sds() {
    if (!is_current_) {
      const double least = kPollingSd2026 * kPollingSd2026;
      contest_.sds.assign(n_candidates_, std::sqrt(std::max(least, contest_.variance / 2)));
      return;
    }
    for (std::size_t k = 0; k < n_candidates_; ++k) {
      double extra = 0;
      if (contest_.polls) {
        const double sd = contest_.polls->sds[k];
        extra = std::max(0.0, sd * sd - contest_.polls->variance / 2) * contest_.poll_weight *
                contest_.poll_weight;
      }
      contest_.sds.push_back(std::sqrt(contest_.variance / 2 + extra));
    }
  }

  /// Lists the past candidates that somebody is like, and how much; false where nobody is.
  bool find_columns() {
    std::vector<std::vector<double>> weights(n_candidates_);
    for (std::size_t k = 0; k < n_candidates_; ++k) {
      for (const recipe::Likeness& like : recipe_.candidates[k].like) {
        const auto& names = ground_.past.at(like.contest).candidates;
        const auto at = std::find(names.begin(), names.end(), like.candidate) - names.begin();
        columns_.push_back({like.contest, static_cast<std::size_t>(at)});
        for (auto& row : weights) row.resize(columns_.size(), 0);
        weights[k].back() = like.weight;
      }
    }
    if (columns_.empty()) return false;
    weights_ = Matrix(weights);
    for (const PastColumn& column : columns_) {
      pooled_.push_back(ground_.past.at(column.contest).pooled[column.candidate]);
    }
    return true;
  }

  /// Shares by place from where past candidates drew, and in it by faction.
  void by_place() {
    Matrix places(draft_.places.size(), columns_.size());
    Matrix blocs(n_factions_, columns_.size());
    for (std::size_t p = 0; p < columns_.size(); ++p) {
      const PastData& past = ground_.past.at(columns_[p].contest);
      const Matrix& votes = factions_.votes.at(columns_[p].contest);
      for (std::size_t i = 0; i < places.rows(); ++i) {
        places(i, p) = past.shares(i, columns_[p].candidate);
      }
      for (std::size_t f = 0; f < n_factions_; ++f) blocs(f, p) = votes(f, columns_[p].candidate);
    }
    contest_.likeness = likeness_scores(places, pooled_, weights_);
    const Matrix of_blocs = likeness_scores(blocs, pooled_, weights_);
    Matrix start(contest_.places.size(), n_candidates_);
    std::vector<double> ballots;
    for (std::size_t r = 0; r < contest_.places.size(); ++r) {
      const std::size_t i = contest_.places[r];
      double sum = 0;
      for (std::size_t f = 0; f < n_factions_; ++f) sum += cells_(i, f);
      ballots.push_back(sum);
      for (std::size_t k = 0; k < n_candidates_; ++k) {
        start(r, k) = kLikenessSlope * contest_.likeness(i, k);
      }
    }
    const Matrix shares = rake(start, ballots, contest_.target);
    const Matrix cells = faction_start(of_blocs);
    for (std::size_t r = 0; r < contest_.places.size(); ++r) {
      if (ballots[r] > 0) add_place(contest_.places[r], cells, shares.row(r));
    }
  }

  /// Where the shares of factions begin: the judged lean of each, else likeness. Not both, as both
  /// say how far factions are apart.
  Matrix faction_start(const Matrix& likeness) const {
    Matrix start(n_factions_, n_candidates_);
    for (std::size_t f = 0; f < n_factions_; ++f) {
      for (std::size_t k = 0; k < n_candidates_; ++k) {
        start(f, k) = has_faction_lean() ? exact::log(lean_of(f, k) / contest_.lean[k])
                                         : kLikenessSlope * likeness(f, k);
      }
    }
    return start;
  }

  void add_place(std::size_t place, const Matrix& start, const Shares& target) {
    std::vector<double> ballots;
    for (std::size_t f = 0; f < n_factions_; ++f) ballots.push_back(cells_(place, f));
    const Matrix shares = rake(start, ballots, target);
    for (std::size_t f = 0; f < n_factions_; ++f) {
      if (ballots[f] > 0) contest_.support.push_back({place, f, shares.row(f)});
    }
  }

  /// Shares by faction alone: the judged lean of each, raked to the whole contest's shares.
  void by_faction() {
    Matrix start(n_factions_, n_candidates_);
    for (std::size_t f = 0; f < n_factions_ && has_faction_lean(); ++f) {
      for (std::size_t k = 0; k < n_candidates_; ++k) start(f, k) = exact::log(lean_of(f, k));
    }
    const std::vector<double> ballots = faction_ballots();
    const Matrix shares = rake(start, ballots, contest_.target);
    for (std::size_t f = 0; f < n_factions_; ++f) {
      if (ballots[f] > 0) contest_.support.push_back({std::nullopt, f, shares.row(f)});
    }
  }

  bool matches(const recipe::SupportRow& row, const DraftSupport& support) const {
    const bool of_faction = row.faction.empty() || row.faction == factions_.names[support.faction];
    const bool of_place =
        row.place.empty() || (support.place && draft_.places[*support.place].id == row.place);
    return of_faction && of_place;
  }

  /// Gives rows of a single place their own cells, where support is by faction.
  void split_places() {
    std::vector<std::size_t> places;
    for (const recipe::SupportRow& row : recipe_.support) {
      for (const std::size_t i : contest_.places) {
        const bool is_new = std::find(places.begin(), places.end(), i) == places.end();
        if (draft_.places[i].id == row.place && is_new) places.push_back(i);
      }
    }
    std::sort(places.begin(), places.end());
    const std::vector<DraftSupport> all = contest_.support;
    for (const std::size_t i : places) {
      for (const DraftSupport& support : all) {
        if (!support.place) contest_.support.push_back({i, support.faction, support.shares});
      }
    }
  }

  /// Puts judged shares in the place of fitted ones; the other candidates of the cell divide what
  /// is left as before.
  void apply_judged() {
    split_places();
    for (DraftSupport& support : contest_.support) {
      Shares judged(n_candidates_, std::numeric_limits<double>::quiet_NaN());
      for (const recipe::SupportRow& row : recipe_.support) {
        if (matches(row, support)) judged[slot(row.candidate)] = row.share;
      }
      double fixed = 0;
      double free = 0;
      for (std::size_t k = 0; k < n_candidates_; ++k) {
        (std::isnan(judged[k]) ? free : fixed) +=
            std::isnan(judged[k]) ? support.shares[k] : judged[k];
      }
      if (fixed == 0) continue;
      for (std::size_t k = 0; k < n_candidates_; ++k) {
        const bool is_free = std::isnan(judged[k]);
        support.shares[k] =
            is_free ? support.shares[k] / free * std::max(0.0, 1 - fixed) : judged[k];
      }
      support.shares = normalised(support.shares);
    }
  }

  const Ground& ground_;
  const FactionParts& factions_;
  const Draft& draft_;
  DraftContest& contest_;
  const recipe::Contest& recipe_;
  std::size_t n_candidates_;
  std::size_t n_factions_;
  Matrix cells_;  ///< expected ballots, places x factions
  bool is_current_;
  std::vector<PastColumn> columns_;
  Matrix weights_;
  std::vector<double> pooled_;
};

}  // namespace

std::vector<Poll> polls_of(const recipe::Contest& contest) {
  std::vector<Poll> polls;
  for (const recipe::Poll& from : contest.polls) {
    Poll& poll = polls.emplace_back();
    poll.id = from.id;
    poll.days = *contest.day - from.day;
    if (from.n > 0) poll.sample = from.n;
    poll.sponsored = from.sponsored;
    for (const double share : from.shares) {
      poll.shares.push_back(std::isnan(share) ? std::nullopt : std::optional(share));
    }
    if (!std::isnan(from.undecided)) poll.undecided = from.undecided;
  }
  return polls;
}

void draft_support(const Ground& ground, const FactionParts& factions, const Draft& draft,
                   DraftContest& contest) {
  ContestSupport(ground, factions, draft, contest).make();
}

}  // namespace hustings::infer
