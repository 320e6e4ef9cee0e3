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
  std::vector<CountPass> passes;
  std::string json;
};

/// Counts ballots given as text; throws what the program would report.
inline Counted count_texts(std::string_view rules, std::string_view ballots,
                           bool transfers = false) {
  Problems problems;
  Counted counted;
  counted.file = parse_count_rules(rules, "rules.yaml", problems);
  CsvReader csv(bytes_of(ballots), "ballots.csv", problems);
  const Ballots read = read_ballots(csv, counted.file, problems);
  problems.throw_if_errors();
  counted.passes = tabulate(read, counted.file.contest);
  const Pairwise pairwise(read, counted.file.contest.candidates.size());
  counted.json = count_json(counted.file, counted.passes, {&pairwise, transfers});
  return counted;
}

/// Every problem of the two texts, as the program prints them.
inline std::vector<std::string> problems_of(std::string_view rules, std::string_view ballots) {
  Problems problems;
  const bool json = rules.starts_with('{');
  CountFile file = parse_count_rules(rules, json ? "config.json" : "rules.yaml", problems);
  CsvReader csv(bytes_of(ballots), "ballots.csv", problems);
  read_ballots(csv, file, problems);
  std::vector<std::string> lines;
  for (const Problem& problem : problems.sorted()) lines.push_back(format(problem));
  return lines;
}

}  // namespace hustings::test
