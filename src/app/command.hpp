#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "hustings/core/failure.hpp"

// Commands and their options as data: the parser, the help and the suggestions for typos are all
// made from them.
namespace hustings {

/// Where a command stands in `hustings --help`: groups in this order, `others` in its last line.
enum class Group { begin, simulate, look, ask, campaign, counted_votes, trust, others };

/// One option of a command, or one of its arguments.
struct Option {
  /// What the command line sets: a flag, a whole number, a text, or texts in the order given.
  using Target = std::variant<bool*, int*, std::string*, std::vector<std::string>*>;

  std::string names;  ///< `-o,--output`; of an argument, which has no dashes: `FILE`
  std::string value;  ///< what help calls its value; empty = a flag or an argument
  std::string help;   ///< one sentence without a full stop
  Target target;
  bool is_required = false;
  bool is_hidden = false;  ///< from help: one that the program gives itself
  std::string if_empty;    ///< why an empty text is refused; empty = it is not
  /// Says why a text is refused; empty = it is not.
  std::function<std::string(const std::string&)> why_not;
  std::string by_default;             ///< what help says of it where it is left out
  int least = 0;                      ///< of a whole number
  int most = 0;                       ///< the same
  std::vector<std::string> words;     ///< all that a text may be; none = anything
  std::vector<std::string> needed;    ///< options that must be given with it, by a name of each
  std::vector<std::string> excluded;  ///< options that cannot be given with it

  bool is_argument() const { return !names.starts_with('-'); }
  bool is_repeated() const { return std::holds_alternative<std::vector<std::string>*>(target); }

  Option required() &&;
  Option hidden() &&;
  Option not_empty(std::string why = "needs a value") &&;
  Option checked(std::function<std::string(const std::string&)> refusal) &&;
  Option otherwise(std::string meaning) &&;
  Option needs(std::string name) &&;
  Option excludes(std::string name) &&;
};

using Options = std::vector<Option>;

/// An argument; one of several texts takes all that is left.
Option argument(const std::string& name, std::string& target, std::string help);
Option arguments(const std::string& name, std::vector<std::string>& target, std::string help);

// Names come with what help calls the value: `-o,--output FILE`.
Option flag(const std::string& names, bool& target, std::string help);
Option text(const std::string& names, std::string& target, std::string help);
Option choice(const std::string& names, std::string& target, std::vector<std::string> words,
              std::string help);
/// May be given several times.
Option repeated(const std::string& names, std::vector<std::string>& target, std::string help);
/// From `least` to `most`.
struct WholeRange {
  int least = 0;
  int most = 0;
};
Option whole(const std::string& names, int& target, WholeRange range, std::string help);

/// Puts lists of options behind each other.
Options joined(std::vector<Options> lists);

/// What help says of a command.
struct CommandText {
  const char* name = "";
  Group group = Group::others;
  const char* line = "";      ///< in the list of commands
  const char* examples = "";  ///< command lines, one a line, each at most 78 columns
  const char* about = "";  ///< paragraphs, one a line; a line that begins with a blank stays whole
  const char* exit_codes = "";  ///< beside 0
};

/// A command: what help says, what it takes, and what it does once its options are set. Data go to
/// the standard output, messages to stderr; failures are thrown (Failure, ScenarioError).
struct Command {
  CommandText text;
  Options options;
  std::function<ExitCode()> run;
  std::vector<std::string>* line = nullptr;  ///< where it wants its command line as it was typed
};

/// Makes a command whose options set the members of a struct.
template <class Values>
Command make_command(const CommandText& text, Options (*options)(Values&),
                     ExitCode (*run)(const Values&)) {
  const auto values = std::make_shared<Values>();
  Command command{text, options(*values), [values, run] { return run(*values); }};
  if constexpr (requires { values->checkpoint; }) command.line = &values->checkpoint.line;
  return command;
}

}  // namespace hustings
