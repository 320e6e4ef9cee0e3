#include <nlohmann/json.hpp>

#include "hustings/infer/calibrate.hpp"
#include "hustings/model/labels.hpp"
#include "hustings/results/json.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const infer::Gates& gates) {
  return {{"acceptance", gates.acceptance},
          {"rank_r_hat", gates.rank_r_hat},
          {"bulk_ess", gates.bulk_ess},
          {"pareto_k", gates.pareto_k},
          {"effective_part", gates.effective_part},
          {"misplaced", gates.misplaced}};
}

Json sizes_of(const infer::Posterior& posterior) {
  Json list = Json::array();
  for (const infer::LearntSize& size : posterior.sizes) {
    list.push_back({{"effect", size.effect},
                    {"kind", size.kind},
                    {"n", size.n},
                    {"sum_of_squares", size.sum_of_squares},
                    {"before", size.before},
                    {"after", size.after},
                    {"log_sd", size.log_sd},
                    {"sd_ratio", size.sd_ratio}});
  }
  return list;
}

}  // namespace

std::string calibration_json(const infer::Posterior& posterior, const Labels& labels) {
  Json districts = Json::array();
  for (std::size_t i = 0; i < posterior.fits.size(); ++i) {
    const infer::ReturnFit& fit = posterior.fits[i];
    const ContestLabel& contest = labels.contests[posterior.returns[i].contest.index()];
    const DistrictLabel& district = labels.districts[posterior.returns[i].district.index()];
    districts.push_back({{"contest", contest.id},
                         {"district", district.id},
                         {"turnout_z", fit.turnout_z},
                         {"share_z", fit.share_z},
                         {"candidate", labels.candidates[contest.first_candidate + fit.slot].id}});
  }
  Json tied = Json::array();
  for (const infer::TiedDraws& pair : posterior.tied) {
    tied.push_back({{"a", pair.a}, {"b", pair.b}, {"correlation", pair.correlation}});
  }
  const Json json = {{"format", 1},
                     {"elections", posterior.accepted.size()},
                     {"gates", json_of(posterior.gates)},
                     {"failed", infer::failed_gates(posterior.gates, posterior.accepted.size())},
                     {"log_evidence", posterior.log_evidence},
                     {"sizes_found", posterior.size_step < infer::kMostSizeStep},
                     {"effects", sizes_of(posterior)},
                     {"districts", std::move(districts)},
                     {"not_told_apart", std::move(tied)}};
  return json.dump();
}

}  // namespace hustings
