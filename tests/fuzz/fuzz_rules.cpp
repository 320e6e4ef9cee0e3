#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ballots/ballot_reader.hpp"
#include "hustings/ballots/count_json.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/count/tabulation.hpp"

/// Any bytes as a rules file, as JSON or YAML by the first byte; what can be read counts some
/// ballots.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hustings;
  if (size == 0) return 0;
  constexpr std::string_view kBallots =
      "count,rank1,rank2,rank3,rank4\n40,A,B,C,D\n30,B,A|C,,\n20,C,,D,A\n10,D,D,B,\n5,,,A,\n2,A|B,"
      "C,,\n";
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  Problems problems;
  CountFile file =
      parse_count_rules(text, data[0] % 2 == 0 ? "rules.yaml" : "config.json", problems);
  CsvReader csv(bytes_of(kBallots), "ballots", problems);
  BallotReader reader(file, problems, false);
  reader.read(csv, "ballots");
  const Ballots ballots = reader.finish().ballots;
  if (problems.has_errors()) return 0;
  try {
    count_json(file, tabulate(ballots, file.contest), {});
  } catch (const Failure&) {
  }
  return 0;
}
