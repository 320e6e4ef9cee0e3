#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "faults/commands.hpp"
#include "faults/known_runs.hpp"
#include "faults/simulated_files.hpp"

namespace hustings::faults {

/// What a command finds, from which follows how it may end.
struct Expected {
  std::set<int> codes;           ///< on a machine without faults
  std::vector<Mask> good_parts;  ///< of the run, in its folder, of what is asked for
};

struct ExpectedMerge {
  std::set<int> codes;
  const Known* result = nullptr;  ///< what is published if it succeeds; none = it must not
  std::string output;
};

/// Holds the files of a machine against what is promised. Every check returns what is wrong, or
/// nothing.
class Inspection {
 public:
  Inspection(Machine& machine, KnownRuns& known) : machine_(machine), known_(known) {}

  /// Remembers what is there before a step, and holds what is there after it against that.
  void begin_step();
  std::string end_step();

  /// Which run a folder's record says it holds; nothing where it has none that can be read.
  std::optional<int> run_of(const std::string& folder);
  /// The process that has a folder; 0 = none.
  int locked_by(const std::string& folder) const;
  /// Files in a folder whose names end in .h5.
  std::vector<std::string> parts_in(const std::string& folder) const;

  Expected expect(const RunCommand& command);
  std::string check(const RunCommand& command, const Expected& expected, const Outcome& outcome,
                    bool is_sound);
  ExpectedMerge expect(const MergeCommand& command);
  std::string check(const ExpectedMerge& expected, const Outcome& outcome, bool is_sound);
  std::string check_temporaries() const;

  /// Takes note that a command was to publish a file.
  void published(const std::string& path, const Known& target, const Outcome& outcome);
  /// ... and that with it the parts that went into it are no longer needed.
  void replaces(const RunCommand& command, const Known& target);
  void damaged(const std::string& path);

 private:
  struct Identity {
    bool is_whole = false;         ///< the trailer holds
    const Known* known = nullptr;  ///< none where the numbers are not those of its blocks
  };
  struct Seen {
    Bytes bytes;
    Identity identity;
  };
  struct Published {
    std::set<const Known*> may_be;
    bool may_lack = true;
    bool may_be_anything = false;  ///< it was damaged
  };
  struct Record {
    Bytes bytes;
    std::optional<int> run;
  };
  struct Replaced {
    std::string folder;
    int run = 0;
    Mask asked = 0;
    std::string output;
    const Known* target = nullptr;
  };

  Identity identity(int node);
  const Known* good(const std::string& path);
  Mask good_in(const std::string& folder, int run, bool kept_for_good);
  std::set<std::string> temporaries() const;
  std::string check_file(const std::string& path);
  std::string check_published();
  std::string check_kept();
  bool is_replaced(const std::string& folder, int run, Mask lost);
  std::string check_simulated(const Expected& expected, const Outcome& outcome) const;
  std::vector<std::string> files_of(const MergeCommand& command) const;

  Machine& machine_;
  KnownRuns& known_;
  std::unordered_map<const std::string*, Seen> seen_;
  std::unordered_map<const std::string*, Record> records_;
  std::map<std::string, Published> published_;
  std::set<std::string> temporaries_before_;
  /// Of a folder and a run what was on the disk for good, and is not in results yet.
  std::map<std::pair<std::string, int>, Mask> kept_;
  std::map<std::string, std::optional<int>> run_before_;
  std::vector<Replaced> replaced_;
  std::set<int> acting_;
};

}  // namespace hustings::faults
