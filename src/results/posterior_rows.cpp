#include <algorithm>
#include <cmath>
#include <limits>

#include "random/math.hpp"
#include "results/rows.hpp"

// What counted returns say of a run's draws: datasets that only files with a posterior have.
namespace hustings::results_rows {
namespace {

using infer::DistrictReturn;
using infer::Gates;
using infer::LearntSize;
using infer::MovedScale;
using infer::ReturnFit;
using infer::TiedDraws;

constexpr auto kReturns = [](auto& results) -> auto& {
  return results.posterior.law.returns;
};
constexpr auto kScales = [](auto& results) -> auto& {
  return results.posterior.law.scales;
};
constexpr auto kSizes = [](auto& results) -> auto& {
  return results.posterior.law.sizes;
};
constexpr auto kMode = [](auto& results) -> auto& {
  return results.posterior.law.mode;
};
constexpr auto kFits = [](auto& results) -> auto& {
  return results.posterior.law.fits;
};
constexpr auto kTied = [](auto& results) -> auto& {
  return results.posterior.law.tied;
};
constexpr auto kAccepted = [](auto& results) -> auto& {
  return results.posterior.law.accepted;
};

/// An axis of the numbers of a list's items, as long as it is read back.
template <class List>
DatasetRow numbered(const std::string& name, std::string help, List list) {
  return restored(
      {"/" + name, {name}, "", std::move(help)},
      [list](const Contents& from) { return numbers(list(from.results).size()); },
      [list](std::vector<std::int32_t>& read, Results& to) { list(to).resize(read.size()); });
}

std::vector<double> scale_nodes(const Contents& from) {
  if (kScales(from.results).empty()) return {};
  const double first = exact::log(infer::kLeastScale);
  const double step = (exact::log(infer::kMostScale) - first) / (infer::kScaleNodes - 1);
  std::vector<double> nodes;
  for (std::size_t i = 0; i < infer::kScaleNodes; ++i) {
    nodes.push_back(exact::exp(first + static_cast<double>(i) * step));
  }
  return nodes;
}

std::vector<double> votes(const Contents& from) {
  std::vector<std::vector<double>> rows;
  for (const DistrictReturn& counted : kReturns(from.results)) rows.push_back(counted.votes);
  return padded(rows, std::numeric_limits<double>::quiet_NaN());
}

void restore_votes(const std::vector<double>& read, Results& to) {
  auto& returns = kReturns(to);
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (std::isnan(read[i])) continue;
    returns[i / (read.size() / returns.size())].votes.push_back(read[i]);
  }
}

std::vector<double> log_evidence(const Contents& from) {
  std::vector<double> values;
  for (const MovedScale& scale : kScales(from.results)) {
    values.insert(values.end(), scale.log_evidence.begin(), scale.log_evidence.end());
  }
  return values;
}

void restore_log_evidence(const std::vector<double>& read, Results& to) {
  for (std::size_t i = 0; i < read.size(); ++i) {
    kScales(to)[i / infer::kScaleNodes].log_evidence.push_back(read[i]);
  }
}

/// One number of the law.
template <class Number>
DatasetRow one_number(const std::string& name, std::string help, Number number) {
  return restored(
      {"/posterior/" + name, {}, "1", std::move(help)},
      [number](const Contents& from) {
        const KeptPosterior& posterior = from.results.posterior;
        return posterior ? std::vector{number(posterior.law)} : std::vector<double>();
      },
      [number](const std::vector<double>& read, Results& to) {
        number(to.posterior.law) = read.at(0);
      });
}

/// A number of all moved elections together.
DatasetRow gate(const std::string& name, std::string help, double Gates::*number) {
  return one_number(
      name, std::move(help), [number](auto& law) -> auto& { return law.gates.*number; });
}

Rows of_sizes() {
  const auto number = [](const std::string& name, std::string unit, std::string help,
                         double LearntSize::*member) {
    return field({"/posterior/size_" + name, {"learnt_size"}, std::move(unit), std::move(help)},
                 kSizes, member);
  };
  return {
      field({"/posterior/size_effect", {"learnt_size"}, "", "id of the effect"}, kSizes,
            &LearntSize::effect),
      field({"/posterior/size_kind", {"learnt_size"}, "", "what it affects, and by what"}, kSizes,
            &LearntSize::kind),
      number("n", "draws", "draws that the returns tell of", &LearntSize::n),
      number("sum_of_squares", "1", "of their errors, in units of the sd as written",
             &LearntSize::sum_of_squares),
      number("before", "1", "sd as written; of several loads the largest", &LearntSize::before),
      number("after", "1", "the same, as learnt", &LearntSize::after),
      number("log_sd", "1", "sd of the log of that", &LearntSize::log_sd),
      number("sd_ratio", "1", "sd of its draws after and before, root mean square",
             &LearntSize::sd_ratio),
      one_number(
          "size_step", "by which the last step moved the log of a size; below 1e-8 all are found",
          [](auto& law) -> auto& { return law.size_step; }),
  };
}

/// How returns stand to each other, and which errors they do not tell apart.
Rows of_fits() {
  return {
      field({"/posterior/turnout_z", {"counted"}, "1", "z of the votes against all other returns"},
            kFits, &ReturnFit::turnout_z),
      field({"/posterior/share_z", {"counted"}, "1", "z of the share that is farthest out"}, kFits,
            &ReturnFit::share_z),
      field({"/posterior/share_slot", {"counted"}, "", "slot of the candidate whose share that is"},
            kFits, &ReturnFit::slot),
      field({"/posterior/tied_a", {"tied_pair"}, "", "`effect: level` of an error"}, kTied,
            &TiedDraws::a),
      field({"/posterior/tied_b", {"tied_pair"}, "", "`effect: level` of the other"}, kTied,
            &TiedDraws::b),
      field({"/posterior/tied_correlation", {"tied_pair"}, "1", "their correlation"}, kTied,
            &TiedDraws::correlation),
  };
}

Rows of_gates() {
  return {
      gate("acceptance", "part of proposals that a chain accepts", &Gates::acceptance),
      gate("rank_r_hat", "largest rank R-hat of a number", &Gates::rank_r_hat),
      gate("bulk_ess", "smallest bulk effective sample size of a number", &Gates::bulk_ess),
      gate("pareto_k", "Pareto k of the weights", &Gates::pareto_k),
      gate("effective_part", "effective part of the weighted elections", &Gates::effective_part),
      gate("misplaced", "largest part of a return's votes that are others' than were counted",
           &Gates::misplaced),
      one_number(
          "log_density", "log of the density of the returns, by weights",
          [](auto& law) -> auto& { return law.log_evidence; }),
  };
}

}  // namespace

Rows posterior_axes() {
  return {
      numbered("counted", "number of the counted district of a contest", kReturns),
      computed({"/slot", {"slot"}, "", "place in a contest's list of candidates, from 0"},
               [](const Contents& from) {
                 std::size_t most = 0;
                 for (const DistrictReturn& one : kReturns(from.results)) {
                   most = std::max(most, one.votes.size());
                 }
                 return numbers(most);
               }),
      numbered("draw", "number of the draw: factors, then own noises, in the model's order", kMode),
      numbered("moved_scale", "number of the t scale, in the model's order", kScales),
      computed({"/scale_node", {"scale_node"}, "1", "a value of the t scale"}, scale_nodes),
      numbered("learnt_size", "number of the size of an effect", kSizes),
      numbered("tied_pair", "number of the pair of errors whose sum alone the returns tell", kTied),
      numbered("moved_election", "number of the election, from 0", kAccepted),
  };
}

Rows posterior() {
  Rows rows = {
      restored(
          {"/posterior/model", {}, "", "digest of the model's draws, loads and centres"},
          [](const Contents& from) {
            const std::string& model = from.results.posterior.model;
            return model.empty() ? std::vector<std::string>() : std::vector{model};
          },
          [](std::vector<std::string>& read, Results& to) { to.posterior.model = read.at(0); }),
      field({"/posterior/counted_contest", {"counted"}, "", "place of the contest, from 0"},
            kReturns, &DistrictReturn::contest),
      field({"/posterior/counted_district", {"counted"}, "", "place of the district, from 0"},
            kReturns, &DistrictReturn::district),
      restored({"/posterior/votes",
                {"counted", "slot"},
                "votes",
                "first choices counted there; NaN = no such candidate"},
               votes, restore_votes),
      whole({"/posterior/mode", {"draw"}, "1", "most probable value of the standard normal"},
            kMode),
      restored({"/posterior/log_evidence",
                {"moved_scale", "scale_node"},
                "1",
                "log of how well the returns agree with a t scale, less the largest"},
               log_evidence, restore_log_evidence),
      field({"/posterior/scale_at_mode",
             {"moved_scale"},
             "1",
             "the t scale that the most probable values were found at"},
            kScales, &MovedScale::at_mode),
      whole({"/posterior/accepted",
             {"moved_election"},
             "",
             "number of the proposal that the election is"},
            kAccepted),
  };
  append(rows, of_fits());
  append(rows, of_gates());
  append(rows, of_sizes());
  return rows;
}

}  // namespace hustings::results_rows
