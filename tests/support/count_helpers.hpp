#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ballots/ballot_reader.hpp"
#include "hustings/ballots/count_json.hpp"
#include "hustings/ballots/count_rules.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/count/tabulation.hpp"

namespace hustings::test {

/// A count of texts: rules, ballots, and what came of them.
struct Counted {
  CountFile file;
  CastBallots cast;
  std::vector<CountPass> passes;
  std::vector<PrecinctCount> precincts;
  std::string json;
};

/// Reads texts as ballot files, `ballots.csv` in what is said of them.
inline CastBallots read_texts(const std::vector<std::string_view>& texts, CountFile& rules,
                              Problems& problems, bool precincts = false) {
  BallotReader reader(rules, problems, precincts);
  for (const std::string_view text : texts) {
    CsvReader csv(bytes_of(text), "ballots.csv", problems);
    reader.read(csv, "ballots.csv");
  }
  return reader.finish();
}

/// What is asked of a count of texts beside its rounds and pairs.
struct Asked {
  bool transfers = false;
  bool precincts = false;
};

/// Counts ballots given as texts, a file each; throws what the program would report.
inline Counted count_texts(std::string_view rules, const std::vector<std::string_view>& ballots,
                           Asked asked = {}) {
  Problems problems;
  CountFile file = parse_count_rules(rules, "rules.yaml", problems);
  CastBallots cast = read_texts(ballots, file, problems, asked.precincts);
  problems.throw_if_errors();
  Counted counted{std::move(file), std::move(cast), {}, {}, ""};
  const CountContest& contest = counted.file.contest;
  counted.passes = tabulate(counted.cast.ballots, contest, Paths::keep);
  counted.precincts = count_by_precinct(counted.cast.precincts, contest, counted.passes);
  const Pairwise pairwise(counted.cast.ballots, contest.candidates.size());
  counted.json = count_json(counted.file, counted.passes,
                            {&pairwise, asked.transfers, &counted.cast.files,
                             asked.precincts ? &counted.precincts : nullptr});
  return counted;
}

/// Every problem of the two texts, as the program prints them.
inline std::vector<std::string> problems_of(std::string_view rules, std::string_view ballots,
                                            bool precincts = false) {
  Problems problems;
  const bool json = rules.starts_with('{');
  CountFile file = parse_count_rules(rules, json ? "config.json" : "rules.yaml", problems);
  read_texts({ballots}, file, problems, precincts);
  std::vector<std::string> lines;
  for (const Problem& problem : problems.sorted()) lines.push_back(format(problem));
  return lines;
}

}  // namespace hustings::test
