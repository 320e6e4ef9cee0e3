#include <nlohmann/json.hpp>

#include "hustings/results/json.hpp"
#include "hustings/summary/swing.hpp"

namespace hustings {

std::string swing_ranking_json(const SwingRanking& ranking) {
  using Json = nlohmann::ordered_json;
  Json groups = Json::array();
  for (const auto& [name, shown, effect] : ranking.rows) {
    groups.push_back({{"name", name},
                      {"registered", effect.registered},
                      {"per_point", effect.per_point},
                      {"standard_error", effect.per_point_standard_error},
                      {"per_1000_ballots", effect.per_1000_ballots},
                      {"per_1000_ballots_standard_error", effect.per_1000_ballots_standard_error},
                      {"warning", effect.warning}});
  }
  const Json json = {{"format", 1},
                     {"elections", ranking.elections},
                     {"kind", swing_kind_name(ranking.target.kind)},
                     {"name", ranking.name},
                     {"probability", ranking.probability.probability},
                     {"standard_error", ranking.probability.standard_error},
                     {"by", ranking.by},
                     {"groups", std::move(groups)}};
  return json.dump() + "\n";
}

}  // namespace hustings
