#include <nlohmann/json.hpp>

#include "hustings/infer/calibrate.hpp"
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

Json sizes_of(const infer::Calibration& calibration) {
  Json list = Json::array();
  for (std::size_t i = 0; i < calibration.posterior.sizes.size(); ++i) {
    const infer::LearntSize& size = calibration.posterior.sizes[i];
    list.push_back({{"effect", size.effect},
                    {"kind", size.kind},
                    {"n", size.n},
                    {"sum_of_squares", size.sum_of_squares},
                    {"before", size.before},
                    {"after", size.after},
                    {"log_sd", size.log_sd},
                    {"sd_ratio", calibration.sd_ratios[i]}});
  }
  return list;
}

}  // namespace

std::string calibration_json(const infer::Calibration& calibration, const Model& model) {
  Json districts = Json::array();
  for (const infer::ReturnFit& fit : calibration.fits) {
    const ModelContest& contest = model.contests[fit.contest];
    districts.push_back({{"contest", contest.id},
                         {"district", model.districts[fit.district].id},
                         {"turnout_z", fit.turnout_z},
                         {"share_z", fit.share_z},
                         {"candidate", model.candidates[contest.candidate(fit.slot)].id}});
  }
  Json tied = Json::array();
  for (const infer::TiedDraws& pair : calibration.tied) {
    tied.push_back({{"a", pair.a}, {"b", pair.b}, {"correlation", pair.correlation}});
  }
  const Json json = {{"format", 1},
                     {"elections", calibration.posterior.accepted.size()},
                     {"gates", json_of(calibration.posterior.gates)},
                     {"failed", infer::failed_gates(calibration.posterior.gates)},
                     {"log_evidence", calibration.log_evidence},
                     {"effects", sizes_of(calibration)},
                     {"districts", std::move(districts)},
                     {"not_told_apart", std::move(tied)}};
  return json.dump();
}

}  // namespace hustings
