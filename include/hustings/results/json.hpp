#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Results as JSON: every number reads back as the same double (float, where it is one). Source:
// docs/results.md, "JSON".
namespace hustings {

namespace infer {
struct Posterior;
}
struct CampaignPlan;
struct Checked;
struct Labels;
struct Model;
struct Problem;
struct Replay;
struct Resilience;
struct Results;
struct ResultsDifference;
struct Scores;
struct Sensitivity;
struct SwingRanking;
struct VaryTally;
class View;

/// Wall-clock times of a run's steps [s], and what it ran on.
struct Timing {
  double read = 0;
  double build = 0;
  double simulate = 0;
  double summarise = 0;
  double write = 0;
  std::string isa;
  int threads = 0;
};

/// Writes results as one line of JSON; `view` is that of their labels and tally.
std::string results_json(const Results& results, const View& view, const std::string& digest,
                         const std::optional<Timing>& timing = {});

/// Writes the same without places, pairs, what-ifs, programmes and points: what a report holds.
std::string short_results_json(const Results& results, const View& view, const std::string& digest);

/// Writes a world and its base: the base as results, the other as a what-if of that name, with
/// `paired` telling whether both have the same draws.
std::string comparison_json(const View& world, const std::string& title);

/// Writes a variation: inputs, then points with amounts and what they come to.
std::string vary_json(const View& base, const VaryTally& vary, const std::string& digest);

/// Writes one election as one line. Source: docs/results.md, "JSON of one election".
std::string replay_json(const Labels& labels, const Replay& replay);

/// Writes a ranking: one object, one line.
std::string swing_ranking_json(const SwingRanking& ranking);

/// Writes what decides whether a candidate wins.
std::string sensitivity_json(const Labels& labels, const Sensitivity& found);

/// Writes a plan: one object, one line; with `coverage` whom it reaches by tag, with `losses` what
/// losing channels costs.
std::string plan_json(const CampaignPlan& plan, bool coverage, const Resilience* losses = nullptr);

/// Writes how expectations turned out.
std::string check_json(const std::vector<Checked>& checked);

/// Writes what calibrating came to: one object, one line.
std::string calibration_json(const infer::Posterior& posterior, const Labels& labels);

/// Writes what is wrong with scenarios, a problem an object.
std::string problems_json(const std::vector<Problem>& problems);

/// Writes how two results files differ. Source: docs/results.md, "JSON of two files".
std::string diff_json(const ResultsDifference& difference);

/// Writes scores of forecasts. Source: docs/results.md, "JSON of scores".
std::string score_json(const Scores& scores);

}  // namespace hustings
