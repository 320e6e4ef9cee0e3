#include "hustings/language/write_change.hpp"

#include <fmt/format.h>

#include <variant>

#include "hustings/scenario/vary.hpp"
#include "language/yaml_text.hpp"
#include "text/yaml.hpp"

namespace hustings {
namespace {

using namespace scenario;

std::string name_of(const CountRule& rule) {
  constexpr const char* kNames[] = {"plurality", "ranked_choice", "runoff", "delegates"};
  return kNames[rule.index()];
}

/// Writes one change of a what-if as YAML on one line, key by key, its amount last and apart, so
/// that another can stand in its place; the amount's key is the operation (`times`, `plus`,
/// `log_odds`). What has no amount ends with its last key: `off`, who drops out, a counting rule by
/// its name. Of a channel's use and of endorsements only the one number that can be varied is
/// written, not groups and edges.
class ChangeWriter {
 public:
  explicit ChangeWriter(const Change& change) : over_(last_word(change_and_over(change))) {
    std::visit(*this, change.kind);
    line_.after = "}";
  }

  ChangeLine take() && { return std::move(line_); }

  void operator()(const TurnoutChange& change) {
    begin("turnout");
    write(change.where);
    amount(change.value);
  }
  void operator()(const RegisteredChange& change) {
    begin("registered");
    write(change.where);
    if (change.set) over_ = "set";
    amount(change.set ? static_cast<double>(*change.set) : change.times);
  }
  void operator()(const SupportChange& change) {
    begin("support");
    write("contest", change.contest);
    write("candidate", change.candidate);
    write(change.where);
    amount(change.value);
  }
  void operator()(const RolloffChange& change) {
    begin("rolloff");
    write("contest", change.contest);
    write(change.where);
    amount(change.value);
  }
  void operator()(const EffectChange& change) {
    begin("effect");
    write("id", change.effect);
    amount(change.value);
  }
  void operator()(const EndorsementsChange& change) {
    begin("endorsements");
    amount(change.strength.value_or(0));
  }
  void operator()(const ProgrammeChange& change) {
    begin("programme");
    write("id", change.programme);
    if (change.part == ProgrammePart::off) return write("off", "true");
    if (change.multiplies) write("of", std::string(scenario::name_of(change.part)));
    if (change.multiplies) over_ = "times";
    amount(change.value);
  }
  void operator()(const ResourceChange& change) {
    begin("resources");
    write("owner", change.owner);
    write("resource", std::string(scenario::name_of(change.resource)));
    amount(change.set.value_or(change.times));
  }
  void operator()(const ShockChange& change) {
    begin("shock");
    write("id", change.shock);
    if (change.part == ShockPart::off) return write("off", "true");
    amount(change.value);
  }
  void operator()(const MessageChange& change) {
    begin("message");
    write("id", change.message);
    amount(change.carry);
  }
  void operator()(const ChannelChange& change) {
    begin("channel");
    write("id", change.channel);
    amount(change.use.everybody.value_or(0));
  }
  void operator()(const DegradeChange& change) {
    begin("degrade");
    write("channel", change.degrade.channel);
    if (change.degrade.loss) write("what", std::string(scenario::name_of(*change.degrade.loss)));
    amount(change.degrade.keep);
  }
  void operator()(const RemoveCandidate& change) {
    begin("candidates");
    write("contest", change.contest);
    write("remove", change.candidate);
  }
  void operator()(const AddCandidate& change) {
    begin("candidates");
    write("contest", change.contest);
    write("add", change.candidate.id);
  }
  void operator()(const CountChange& change) {
    begin("count");
    write("contest", change.contest);
    write("to", name_of(change.to));
  }

 private:
  static std::string last_word(const std::string& words) {
    return words.substr(words.rfind(' ') + 1);
  }

  void begin(const char* kind) { line_.before = std::string("{change: ") + kind; }
  void write(const char* key, const std::string& value) {
    line_.before += std::string(", ") + key + ": " + yaml_scalar(value);
  }
  void write(const WhereClause& where) {
    if (where.keys.empty()) return;
    std::string text;
    for (const auto& [key, values] : where.keys) {
      std::string listed;
      for (const std::string& value : values) {
        listed += (listed.empty() ? "" : ", ") + yaml_scalar(value);
      }
      text += (text.empty() ? "" : ", ") + yaml_scalar(key) + ": " +
              (values.size() == 1 ? listed : "[" + listed + "]");
    }
    line_.before += ", where: {" + text + "}";
  }
  void amount(double value) {
    line_.before += ", " + over_ + ": ";
    line_.amount = fmt::format("{}", value);
  }

  ChangeLine line_;
  std::string over_;  ///< key of the amount
};

}  // namespace

ChangeLine change_line(const Change& change) {
  return ChangeWriter(change).take();
}

std::vector<std::string> change_lines(const std::string& text, const std::string& what_if) {
  Problems problems;
  const auto tree = parse_yaml(text, "", problems);
  if (!tree || !tree->root().is_map()) return {};
  const auto what_ifs = tree->root().find("what_if");
  const auto found = what_ifs && what_ifs->is_map() ? what_ifs->find(what_if) : std::nullopt;
  std::vector<std::string> lines;
  if (!found) return lines;
  for (const YamlNode& change : found->items()) lines.push_back(yaml_flow(change));
  return lines;
}

}  // namespace hustings
