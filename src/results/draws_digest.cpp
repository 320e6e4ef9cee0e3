#include <type_traits>

#include "hustings/results/posterior_file.hpp"
#include "text/xxh3.hpp"

namespace hustings {
namespace {

/// Hashes what a plan draws, field by field; lists by their lengths and items.
class PlanDigest {
 public:
  template <class T>
  requires std::is_arithmetic_v<T>
  void add(T value) { stream_.add(&value, sizeof(value)); }
  template <class T>
  void add(const std::vector<T>& items) {
    add(std::uint64_t{items.size()});
    for (const T& item : items) add(item);
  }
  void add(const DrawAddress& draw) { add_all(draw.x2, draw.x3); }
  void add(const ScaleDraw& scale) { add_all(scale.row, scale.normals); }
  void add(const FactorDraw& factor) { add_all(factor.row, factor.address, factor.scale); }
  void add(const RowTerm& term) { add_all(term.row, term.load); }
  void add(const RowSum& sum) { add_all(sum.row, sum.first_term, sum.n_terms); }
  void add(const RowProgram& program) {
    add_all(program.scales, program.factors, program.sums, program.terms);
  }
  void add(const UniverseTurnout& turnout) {
    add_all(turnout.centre, turnout.sd, turnout.extra, turnout.registered, turnout.universe);
  }
  void add(const UniverseSupport& support) {
    add_all(support.centre, support.sd, support.own, support.passed_on, support.extra);
  }
  void add(const UniverseRolloff& rolloff) { add_all(rolloff.centre, rolloff.sd, rolloff.row); }
  void add(const ContestDistrict& district) {
    add_all(std::uint64_t{district.district.index()}, district.draws_turnout);
  }
  void add(const UniverseGroup& group) {
    add_all(group.district, group.first_universe, group.n_universes, group.turnout_base,
            group.support_base, group.local);
  }
  void add(const ContestPlan& contest) {
    add_all(contest.n_candidates, contest.districts, contest.groups, contest.turnouts,
            contest.supports, contest.own_draws);
    if (!contest.rolloffs.empty()) add(contest.rolloffs);
  }

  template <class... Items>
  void add_all(const Items&... items) {
    (add(items), ...);
  }

  std::string hex() const { return hustings::hex(stream_.hash()); }

 private:
  Xxh3Stream stream_;
};

}  // namespace

std::string draws_digest(const Model& model) {
  PlanDigest digest;
  for (const std::uint32_t word : model.night.key.schedule) digest.add(word);
  digest.add_all(model.night.shared, model.night.contests);
  return digest.hex();
}

}  // namespace hustings
