#include "hustings/summary/possible.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "hustings/scenario/event.hpp"

namespace hustings {
namespace {

/// Ways that contests can end, and cases looked at in all, beyond which nothing is ruled out.
constexpr std::size_t kMostWays = 1 << 14;
constexpr std::size_t kMostCases = 1 << 18;
constexpr std::size_t kMostAtoms = 16;
/// Texts read, and events of events of ..., beyond which a text is an atom.
constexpr std::size_t kMostTexts = 256;
constexpr int kDeepest = 16;

/// A sentence about counters (how many of a list of candidates win) and atoms (so or not).
struct Formula {
  enum class Kind { at_least, atom, negation, all, any };
  Kind kind = Kind::all;
  std::size_t index = 0;  ///< of the counter or the atom
  std::size_t count = 0;  ///< of at_least
  std::vector<Formula> operands{};
};

/// How many win, by counter.
using CounterValues = std::vector<std::uint32_t>;

bool holds(const Formula& formula, const CounterValues& counts, std::size_t atoms) {
  const auto in = [&](const Formula& operand) { return holds(operand, counts, atoms); };
  switch (formula.kind) {
    case Formula::Kind::at_least:
      return counts[formula.index] >= formula.count;
    case Formula::Kind::atom:
      return ((atoms >> formula.index) & 1U) != 0;
    case Formula::Kind::negation:
      return !in(formula.operands.front());
    case Formula::Kind::all:
      return std::ranges::all_of(formula.operands, in);
    case Formula::Kind::any:
      return std::ranges::any_of(formula.operands, in);
  }
  return true;
}

/// Reads sentences as formulas over counters and atoms, each candidate list and each term of a text
/// once:
///     k wins = at least 1 of {k};   sweep of S = at least |S| of S;   at least n of S = that
/// Seats of one slate held against a written number change at one number of seats at most, so they
/// are `at least`, or its negation. Every other term is an atom, the same for the same place in the
/// same text; a text that cannot be read, or lies too deep, is one as a whole. So what follows from
/// numbers of terms is not seen. Source: docs/method.md, "Precision" (Never and always).
class ConditionReader {
 public:
  explicit ConditionReader(const Labels& labels) : labels_(labels) {}

  const std::vector<std::vector<std::uint32_t>>& counters() const { return counters_; }
  std::size_t n_atoms() const { return atoms_.size(); }

  Formula read(std::string_view text, int depth = 0) {
    for (const EventLabel& event : labels_.events) {
      if (text == event.name || text == '"' + event.name + '"') text = event.text;
    }
    std::size_t n_terms = 0;
    if (++n_texts_ > kMostTexts || depth > kDeepest) return atom(text, n_terms);
    Problems problems;
    const scenario::Event event = scenario::parse_event(text, {}, problems);
    if (problems.has_errors()) return atom(text, n_terms);
    return read(event, {text, n_terms, depth});
  }

  Formula read(const Claim& claim) {
    if (claim.kind == Claim::Kind::event) return read(labels_.events[claim.item].text);
    if (claim.kind == Claim::Kind::shock) return shock(labels_.shocks[claim.item].id);
    if (claim.kind == Claim::Kind::wins) {
      return at_least({static_cast<std::uint32_t>(claim.item)}, 1);
    }
    const auto& members = labels_.slates[claim.item].members;
    Formula enough = at_least(members, claim.count);
    if (claim.kind == Claim::Kind::at_least) return enough;
    Formula more = at_least(members, claim.count + 1);
    return {.kind = Formula::Kind::all,
            .operands = {std::move(enough),
                         {.kind = Formula::Kind::negation, .operands = {std::move(more)}}}};
  }

 private:
  /// Which text a term stands in, and how many stand there before it.
  struct Text {
    std::string_view text;
    std::size_t& n_terms;
    int depth = 0;
  };

  Formula read(const scenario::Event& event, const Text& in) {
    using EventKind = scenario::Event::Kind;
    if (event.kind == EventKind::term) {
      return std::visit([&](const auto& term) { return of(term, in); }, event.term);
    }
    Formula made{.kind = event.kind == EventKind::negation      ? Formula::Kind::negation
                         : event.kind == EventKind::conjunction ? Formula::Kind::all
                                                                : Formula::Kind::any};
    for (const scenario::Event& operand : event.operands) {
      made.operands.push_back(read(operand, in));
    }
    return made;
  }

  Formula of(const scenario::Wins& term, const Text& in) {
    const std::string name = term.candidate.contest + "/" + term.candidate.candidate;
    for (std::uint32_t i = 0; i < labels_.candidates.size(); ++i) {
      if (candidate_label(labels_, i) == name) return at_least({i}, 1);
    }
    return atom(in.text, in.n_terms);
  }
  Formula of(const scenario::Sweep& term, const Text& in) {
    const SlateLabel* const slate = slate_called(term.slate);
    return slate == nullptr ? atom(in.text, in.n_terms)
                            : at_least(slate->members, slate->members.size());
  }
  Formula of(const scenario::AtLeast& term, const Text& in) {
    const SlateLabel* const slate = slate_called(term.slate);
    return slate == nullptr ? atom(in.text, in.n_terms)
                            : at_least(slate->members, static_cast<std::size_t>(term.seats));
  }
  Formula of(const scenario::NamedEvent& term, const Text& in) {
    for (const EventLabel& event : labels_.events) {
      if (event.name == term.name) return read(event.text, in.depth + 1);
    }
    return atom(in.text, in.n_terms);
  }
  /// A shock is the same wherever it is named.
  Formula shock(const std::string& id) {
    std::size_t first = 0;
    return atom("shock \"" + id + "\" happens", first);
  }
  Formula of(const scenario::ShockHappens& term, const Text&) { return shock(term.shock); }
  /// Seats of one slate held against a number are so many of its members, or fewer.
  Formula of(const scenario::Compares& term, const Text& in) {
    const SlateLabel* slate = nullptr;
    double per_seat = 0;
    double offset = 0;
    const auto add = [&](const scenario::Summand& summand, double side) {
      const double sign = summand.is_negative ? -side : side;
      if (const auto* const written = std::get_if<double>(&summand.number)) {
        offset += sign * *written;
        return true;
      }
      const auto* const seats = std::get_if<scenario::SeatsOf>(&summand.number);
      if (seats == nullptr || slate != nullptr) return false;
      slate = slate_called(seats->slate);
      per_seat = sign;
      return slate != nullptr;
    };
    const bool is_of_seats =
        std::ranges::all_of(term.left, [&](const auto& one) { return add(one, 1); }) &&
        std::ranges::all_of(term.right, [&](const auto& one) { return add(one, -1); });
    if (!is_of_seats || slate == nullptr) return atom(in.text, in.n_terms);
    const auto is_so = [&](std::size_t seats) {
      const double less = per_seat * static_cast<double>(seats) + offset;
      switch (term.comparison) {
        case scenario::Comparison::less:
          return less < 0;
        case scenario::Comparison::less_equal:
          return less <= 0;
        case scenario::Comparison::greater:
          return less > 0;
        default:
          return less >= 0;
      }
    };
    const std::size_t most = slate->members.size();
    std::size_t turn = 1;
    while (turn <= most && is_so(turn) == is_so(0)) ++turn;
    Formula enough = at_least(slate->members, turn);
    return is_so(0) ? Formula{.kind = Formula::Kind::negation, .operands = {std::move(enough)}}
                    : enough;
  }
  template <class Term>
  Formula of(const Term&, const Text& in) {
    return atom(in.text, in.n_terms);
  }

  Formula at_least(const std::vector<std::uint32_t>& candidates, std::size_t count) {
    const auto found = std::ranges::find(counters_, candidates);
    const auto index = static_cast<std::size_t>(found - counters_.begin());
    if (found == counters_.end()) counters_.push_back(candidates);
    return {.kind = Formula::Kind::at_least, .index = index, .count = count};
  }

  Formula atom(std::string_view text, std::size_t& n_terms) {
    const auto key = std::pair(std::string(text), n_terms++);
    const std::size_t index = atoms_.try_emplace(key, atoms_.size()).first->second;
    return {.kind = Formula::Kind::atom, .index = index};
  }

  const SlateLabel* slate_called(const std::string& id) const {
    const auto found = std::ranges::find(labels_.slates, id, &SlateLabel::id);
    return found == labels_.slates.end() ? nullptr : &*found;
  }

  const Labels& labels_;
  std::size_t n_texts_ = 0;
  std::vector<std::vector<std::uint32_t>> counters_;
  std::map<std::pair<std::string, std::size_t>, std::size_t> atoms_;
};

/// Who can win a contest: those who stand and whom some voter finds on the ballot. With fewer of
/// them than seats, lots among the others fill these.
std::vector<std::uint32_t> electable(const Labels& labels, const ContestLabel& contest) {
  std::vector<std::uint32_t> standing;
  std::vector<std::uint32_t> on_ballots;
  for (std::uint32_t k = 0; k < contest.n_candidates; ++k) {
    const std::uint32_t i = contest.first_candidate + k;
    if (labels.candidates[i].withdrawn) continue;
    standing.push_back(i);
    if (labels.candidates[i].written_share != 0.0) on_ballots.push_back(i);
  }
  return on_ballots.size() >= contest.seats ? on_ballots : standing;
}

/// All values that the counters may have together: the sums, over contests, of one way each to
/// choose as many as there are seats from those who can win. Candidates in the same counters are
/// alike, and only how many of them win counts; contests that no counter knows add nothing. At most
/// kMostWays vectors and kMostCases steps a contest; beyond that nothing is told. Exact otherwise,
/// as contests are independent for logic. Source: docs/method.md, "Precision".
class Ways {
 public:
  Ways(const Labels& labels, const std::vector<std::vector<std::uint32_t>>& counters)
      : labels_(labels), counters_(counters) {}

  /// Of all contests together; nothing where there are too many.
  std::optional<std::set<CounterValues>> all() {
    std::set<CounterValues> ways = {CounterValues(counters_.size(), 0)};
    for (const ContestLabel& contest : labels_.contests) {
      const std::set<CounterValues> here = of(contest);
      if (here.size() == 1 && std::ranges::count(*here.begin(), 0U) == n_counters()) continue;
      std::set<CounterValues> joined;
      for (const CounterValues& way : ways) {
        for (CounterValues sum : here) {
          for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += way[i];
          joined.insert(std::move(sum));
        }
        if (too_many_ || joined.size() > kMostWays) return std::nullopt;
      }
      ways = std::move(joined);
    }
    return ways;
  }

 private:
  /// Candidates who are in the same counters, which is all that tells them apart here.
  using Alike = std::vector<std::pair<CounterValues, std::uint32_t>>;

  std::ptrdiff_t n_counters() const { return static_cast<std::ptrdiff_t>(counters_.size()); }

  std::set<CounterValues> of(const ContestLabel& contest) {
    const std::vector<std::uint32_t> candidates = electable(labels_, contest);
    std::map<CounterValues, std::uint32_t> alike;
    for (const std::uint32_t candidate : candidates) {
      CounterValues in;
      for (const auto& counter : counters_) {
        in.push_back(static_cast<std::uint32_t>(std::ranges::count(counter, candidate)));
      }
      ++alike[in];
    }
    std::set<CounterValues> ways;
    const auto seats = std::min(contest.seats, static_cast<std::uint32_t>(candidates.size()));
    n_tried_ = 0;
    fill({alike.begin(), alike.end()}, 0, {seats, CounterValues(counters_.size(), 0)}, ways);
    return ways;
  }

  struct Filled {
    std::uint32_t seats_left = 0;
    CounterValues counts;
  };

  /// Gives the seats that are left to candidates from a kind on.
  void fill(const Alike& alike, std::size_t kind, const Filled& so_far,
            std::set<CounterValues>& ways) {
    if (++n_tried_ > kMostCases) too_many_ = true;
    if (too_many_) return;
    if (so_far.seats_left == 0) ways.insert(so_far.counts);
    if (so_far.seats_left == 0 || kind == alike.size()) return;
    const auto& [in, n] = alike[kind];
    Filled next = so_far;
    for (std::uint32_t m = 0;; ++m) {
      fill(alike, kind + 1, next, ways);
      if (m == n || next.seats_left == 0) return;
      --next.seats_left;
      for (std::size_t i = 0; i < in.size(); ++i) next.counts[i] += in[i];
    }
  }

  const Labels& labels_;
  const std::vector<std::vector<std::uint32_t>>& counters_;
  std::size_t n_tried_ = 0;
  bool too_many_ = false;
};

}  // namespace

bool can_be(const Labels& labels, std::string_view condition, const Claim& claim, bool is_so) {
  ConditionReader reader(labels);
  Formula both{.kind = Formula::Kind::all};
  if (!condition.empty()) both.operands.push_back(reader.read(condition));
  Formula claimed = reader.read(claim);
  both.operands.push_back(
      is_so ? std::move(claimed)
            : Formula{.kind = Formula::Kind::negation, .operands = {std::move(claimed)}});
  const std::optional<std::set<CounterValues>> ways = Ways(labels, reader.counters()).all();
  if (!ways || reader.n_atoms() > kMostAtoms || (ways->size() << reader.n_atoms()) > kMostCases)
    return true;
  return std::ranges::any_of(*ways, [&](const CounterValues& counts) {
    for (std::size_t atoms = 0; atoms < std::size_t{1} << reader.n_atoms(); ++atoms) {
      if (holds(both, counts, atoms)) return true;
    }
    return false;
  });
}

}  // namespace hustings
