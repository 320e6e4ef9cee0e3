#include "hustings/results/results_file.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "hustings/core/failure.hpp"
#include "results/check_results.hpp"
#include "results/image.hpp"
#include "results/trailer.hpp"
#include "support/small_results.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using test::bytes_of_file;
using test::put_file;
using test::small_results;
using test::small_vary;
using test::small_what_if;
using test::TemporaryFolder;

/// Code and message of the Failure that reading the file gives; 0 if none.
std::pair<int, std::string> failure(const std::filesystem::path& path,
                                    Changed changed = Changed::refuse) {
  try {
    read_results(path, changed);
  } catch (const Failure& caught) {
    return {static_cast<int>(caught.code()), caught.what()};
  }
  return {0, ""};
}

/// Leaves out quantities: counts, pairs and draws.
template <class Choose>
void leave_out(const Choose& is_left_out, Results& results) {
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    if (!is_left_out(quantities()[q])) continue;
    results.tally.columns[q] = {};
    results.paired.columns[q] = {};
    results.draws.columns[q] = {};
  }
}

void leave_out_rounds(Results& results) {
  results.labels.contests[0].n_rounds = 0;
  leave_out([](const Quantity& quantity) { return quantity.where == Where::in_rounds; }, results);
}

void leave_out_delegates(Results& results) {
  results.labels.contests[1].delegates = 0;
  leave_out([](const Quantity& quantity) { return quantity.where == Where::where_delegates; },
            results);
}

void leave_out_totals(Results& results) {
  results.labels.totals.clear();
  results.labels.total_names.clear();
  leave_out(
      [](const Quantity& quantity) {
        return quantity.axis == Axis::total || quantity.axis == Axis::total_name;
      },
      results);
}

void leave_out_slates_and_events(Results& results) {
  results.labels.slates.clear();
  results.labels.events.clear();
  results.tally.outcomes.clear();
  results.tally.swing = {};
  leave_out(
      [](const Quantity& quantity) {
        return quantity.axis == Axis::slate || quantity.axis == Axis::event;
      },
      results);
}

TEST_CASE("results come back from their file as they were", "[results]") {
  const TemporaryFolder folder;
  const auto round_trip = [&](const Results& results) {
    write_results(folder / "a.h5", results, Existing::replace);
    return read_results(folder / "a.h5");
  };
  const Results all = small_results();
  CHECK(round_trip(all) == all);

  SECTION("without draws, turnouts and margins") {
    Results less = small_results(4, 20, 0);
    leave_out([](const Quantity& quantity) { return quantity.when != When::always; }, less);
    less.tally.swing = {};
    CHECK(round_trip(less) == less);
  }
  SECTION("without slates, events and assumptions") {
    Results less = small_results();
    leave_out_slates_and_events(less);
    less.labels.assumptions.clear();
    less.labels.campaign_assumptions.clear();
    less.labels.contests.front().has_programmes = false;
    less.overrides.clear();
    CHECK(round_trip(less) == less);
  }
  SECTION("without rounds") {
    Results less = small_results();
    leave_out_rounds(less);
    CHECK(round_trip(less) == less);
  }
  SECTION("without delegates") {
    Results less = small_results();
    leave_out_delegates(less);
    leave_out_totals(less);
    CHECK(round_trip(less) == less);
  }
  SECTION("with delegates, without totals") {
    Results less = small_results();
    leave_out_totals(less);
    CHECK(round_trip(less) == less);
  }
  SECTION("with pairs within slates only") {
    Results less = small_results();
    less.tally.pairs = {{CandidateId(0), CandidateId(3)}, {CandidateId(3), CandidateId(7)}};
    less.tally.both_win = {5, 7};
    CHECK(round_trip(less) == less);
  }
  SECTION("with a slate too large for joint outcomes, and many chunks") {
    const Results more = small_results(12, 500, 3000);
    REQUIRE(more.tally.outcomes[1].empty());
    CHECK(round_trip(more) == more);
  }
  SECTION("with what-ifs") {
    Results more = small_results();
    more.what_if_names = {"young turnout up a fifth", "née 50 % \"less\" (a.b) #1"};
    more.what_ifs = {small_what_if(more), small_what_if(more)};
    more.what_ifs[1].labels.candidates[1].withdrawn = false;
    more.what_ifs[1].labels.events[0].text = "other";
    CHECK(round_trip(more) == more);
  }
  SECTION("with a what-if without slates, events and rounds") {
    Results less = small_results();
    less.what_if_names = {"less"};
    less.what_ifs = {small_what_if(less)};
    Results& what_if = less.what_ifs[0];
    leave_out_rounds(what_if);
    leave_out_slates_and_events(what_if);
    CHECK(round_trip(less) == less);
  }
  SECTION("with a variation") {
    Results more = small_results();
    more.vary = small_vary(more.labels);
    CHECK(round_trip(more) == more);
  }
  SECTION("with empty texts") {
    Results less = small_results();
    less.labels.title.clear();
    less.git_revision.clear();
    less.files[1].text.clear();
    CHECK(round_trip(less) == less);
  }
  SECTION("with a long title and long texts") {
    Results more = small_results();
    more.labels.title = std::string(100'000, 't');
    more.files[0].text = std::string(3'000'000, 'x');
    CHECK(round_trip(more) == more);
  }
}

TEST_CASE("several files can be open at once", "[results]") {
  Results other = small_results();
  other.labels.title = "other";
  std::string images[] = {image_of(small_results(), results_format()),
                          image_of(other, results_format())};
  const ImageReader first(images[0], "first", results_format());
  const ImageReader second(images[1], "second", results_format());
  CHECK(image_of(other, results_format()) == images[1]);
  Results read;
  second.read_root(read);
  CHECK(read.labels.title == "other");
  first.read_root(read);
  CHECK(read.labels.title == small_results().labels.title);
}

TEST_CASE("equal results are equal bytes", "[results]") {
  const TemporaryFolder folder;
  write_results(folder / "a.h5", small_results(), Existing::refuse);
  for (const char* name : {"b.h5", "c.h5"}) {
    // Other use of memory in between must not show in the bytes.
    const std::vector<std::string> used(1000, std::string(777, *name));
    write_results(folder / name, small_results(), Existing::refuse);
    CHECK(bytes_of_file(folder / "a.h5") == bytes_of_file(folder / name));
    CHECK(used.size() == 1000);
  }
}

TEST_CASE("a change of any byte is noticed before anything is parsed", "[results]") {
  std::string image = image_of(small_results(3, 10, 2), results_format());
  const std::string original = image;
  append_trailer(image);
  std::string good = image;
  REQUIRE(remove_trailer(good));
  CHECK(good == original);
  std::size_t n_missed = 0;
  for (std::size_t at = 0; at < image.size(); ++at) {
    std::string bad = image;
    bad[at] = static_cast<char>(bad[at] ^ (1 << at % 8));
    if (remove_trailer(bad)) ++n_missed;
  }
  CHECK(n_missed == 0);
}

TEST_CASE("what is no results file is refused in one line", "[results]") {
  const TemporaryFolder folder;
  const std::string path = folder / "a.h5";
  write_results(path, small_results(), Existing::refuse);
  const std::string good = bytes_of_file(path);
  const std::string changed = path +
                              ": changed by another program since hustings wrote it, or cut short "
                              "(hustings show --unverified reads it)";

  CHECK(failure(folder / "none.h5").first == 66);
  CHECK(failure(folder.path()).first == 66);
  put_file(path, "");
  CHECK(failure(path) == std::pair(65, path + ": the file is empty"));
  put_file(path, "about hustings: 1\n");
  CHECK(failure(path) == std::pair(65, path + ": not a results file of hustings"));
  put_file(path, good.substr(0, good.size() - 1));
  CHECK(failure(path) == std::pair(65, changed));
  put_file(path, good.substr(0, good.size() / 2));
  CHECK(failure(path) == std::pair(65, changed));
  CHECK(failure(path, Changed::accept) == std::pair(65, path + ": not readable as an HDF5 file"));
  put_file(path, good + "more");
  CHECK(failure(path) == std::pair(65, changed));
}

TEST_CASE("a file of another version of the format is refused with both", "[results]") {
  const TemporaryFolder folder;
  const std::string path = folder / "a.h5";
  std::string image = image_of(small_results(), results_format());
  const std::size_t at = image.find("format_version") + 40;  // behind its name, type and shape
  REQUIRE(image.at(at) == results_format().version);
  image[at] = 1;
  append_trailer(image);
  put_file(path, image);
  CHECK(failure(path) == std::pair(65, path + ": its format is version 1, this program reads " +
                                           std::to_string(results_format().version)));
}

TEST_CASE("a changed file is read on demand", "[results]") {
  const TemporaryFolder folder;
  write_results(folder / "a.h5", small_results(), Existing::refuse);
  const std::string good = bytes_of_file(folder / "a.h5");
  put_file(folder / "a.h5", good.substr(0, good.size() - 32));
  CHECK(failure(folder / "a.h5").first == 65);
  CHECK(read_results(folder / "a.h5", Changed::accept) == small_results());
}

TEST_CASE("counts that do not fit the labels are refused with their place", "[results]") {
  Results good = small_results();
  good.vary = small_vary(good.labels);
  CHECK_NOTHROW(check_results(good, "f"));
  const auto check_refusal = [](const Results& bad, const std::string& place) {
    CHECK_THROWS_WITH(check_results(bad, "f"), Catch::StartsWith("f: " + place));
  };
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const Quantity& quantity = quantities()[q];
    const auto spoil = [&](auto table, const std::string& place) {
      Results bad = good;
      if (table(bad).empty()) return;
      table(bad).pop_back();
      check_refusal(bad, place);
    };
    const std::string counted = "/tally/" + std::string(quantity.tally_name());
    spoil(
        [q](Results & bad) -> auto& { return bad.tally.columns[q].counts; }, counted);
    spoil(
        [q](Results & bad) -> auto& { return bad.tally.columns[q].sums; }, counted + "_sum");
    const std::string varied = "/tally/vary_" + std::string(quantity.moved_name());
    spoil(
        [q](Results & bad) -> auto& { return bad.vary.columns[q].counts; }, varied);
    spoil(
        [q](Results & bad) -> auto& { return bad.vary.columns[q].sums; }, varied + "_sum");
    spoil(
        [q](Results & bad) -> auto& { return bad.vary.paired[q].counts; }, varied);
    spoil(
        [q](Results & bad) -> auto& { return bad.vary.paired[q].differences; }, varied);
  }
}

TEST_CASE("a what-if that does not fit is refused with its place", "[results]") {
  const Results good = small_what_if(small_results());
  CHECK_NOTHROW(check_paired(good, "f"));
  const auto refusal = [&](auto spoil) {
    Results bad = good;
    spoil(bad.paired);
    try {
      check_paired(bad, "f");
    } catch (const Failure& caught) {
      CHECK(caught.code() == ExitCode::bad_data);
      const std::string message = caught.what();
      return message.substr(0, message.find(" is missing"));
    }
    return std::string("none");
  };
  CHECK(refusal([](PairedTally& p) { --p.elections; }) == "f: /tally/paired_elections");
  CHECK(refusal([](PairedTally& p) { p[kWin].counts.clear(); }) == "f: /tally/paired_wins_gains");
  CHECK(refusal([](PairedTally& p) { p[kSeats].differences.clear(); }) ==
        "f: /tally/paired_seats_sum");
  CHECK(refusal([](PairedTally& p) { p[kSeats].counts.pop_back(); }) ==
        "f: /tally/paired_at_least_gains");
  CHECK(refusal([](PairedTally& p) { p[kFinalPair].counts.clear(); }) ==
        "f: /tally/paired_final_pair_gains");
}

TEST_CASE("the digest is that of the numbers, in memory and in the file", "[results]") {
  const TemporaryFolder folder;
  const Results results = small_results();
  const std::string digest = digest_of(results);
  CHECK(digest.size() == 32);
  CHECK(digest.find_first_not_of("0123456789abcdef") == std::string::npos);
  write_results(folder / "a.h5", results, Existing::refuse);
  CHECK(digest_of_file(folder / "a.h5") == digest);
  CHECK(digest_of(read_results(folder / "a.h5")) == digest);

  Results same = results;
  same.files[0].text += "# a comment\n";
  same.overrides.clear();
  same.program_version = "9";
  same.git_revision = "other";
  same.labels.campaign_assumptions.push_back("another default");
  same.labels.contests.front().has_programmes = false;
  CHECK(digest_of(same) == digest);

  Results other = results;
  ++other.tally[kWin].counts[0];
  CHECK(digest_of(other) != digest);
  other = results;
  other.labels.candidates[0].id = "x";
  CHECK(digest_of(other) != digest);
  other = results;
  other.draws[kShare].values[3] += 0.5F;
  CHECK(digest_of(other) != digest);

  other = results;
  other.what_if_names = {"w"};
  other.what_ifs = {small_what_if(results)};
  const std::string with_what_if = digest_of(other);
  CHECK(with_what_if != digest);
  write_results(folder / "b.h5", other, Existing::refuse);
  CHECK(digest_of_file(folder / "b.h5") == with_what_if);
  ++other.what_ifs[0].paired[kVotes].differences[2].sum;
  CHECK(digest_of(other) != with_what_if);
  other.what_ifs = {small_what_if(results)};
  other.what_if_names = {"v"};
  CHECK(digest_of(other) != with_what_if);
}

}  // namespace
}  // namespace hustings
