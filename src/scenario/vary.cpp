#include "hustings/scenario/vary.hpp"

namespace hustings::scenario {
namespace {

/// The setting of a change's amount, whichever number of its kind that is.
struct SetAmount {
  double amount;

  void operator()(TurnoutChange& change) const { change.value = amount; }
  void operator()(RegisteredChange& change) const { change.times = amount; }
  void operator()(SupportChange& change) const { change.value = amount; }
  void operator()(RolloffChange& change) const { change.value = amount; }
  void operator()(EffectChange& change) const { change.value = amount; }
  void operator()(EndorsementsChange& change) const { change.strength = amount; }
  void operator()(ProgrammeChange& change) const { change.value = amount; }
  void operator()(ResourceChange& change) const {
    if (change.set) {
      change.set = amount;
    } else {
      change.times = amount;
    }
  }
  void operator()(ShockChange& change) const { change.value = amount; }
  void operator()(MessageChange& change) const { change.carry = amount; }
  void operator()(ChannelChange& change) const {
    change.use.groups.clear();
    change.use.everybody = amount;
  }
  void operator()(DegradeChange& change) const { change.degrade.keep = amount; }
  template <class WithoutAmount>
  void operator()(WithoutAmount&) const {}
};

const char* word_of(Operation operation, const char* log_word) {
  return operation == Operation::times ? "times" : operation == Operation::plus ? "plus" : log_word;
}

/// What the amount of a change does, in the words of the scenario language.
struct ToldChange {
  std::string operator()(const TurnoutChange& change) const {
    return std::string("turnout ") + word_of(change.operation, "log_odds");
  }
  std::string operator()(const RegisteredChange&) const { return "registered times"; }
  std::string operator()(const SupportChange& change) const {
    return std::string("support ") + word_of(change.operation, "log_support");
  }
  std::string operator()(const RolloffChange& change) const {
    return std::string("rolloff ") + word_of(change.operation, "");
  }
  std::string operator()(const EffectChange& change) const {
    return change.sets_sd ? "effect sd" : "effect times";
  }
  std::string operator()(const EndorsementsChange&) const { return "endorsements strength"; }
  std::string operator()(const ProgrammeChange& change) const {
    if (change.part == ProgrammePart::off) return "";
    const std::string part(name_of(change.part));
    if (!change.multiplies) return "programme " + part;
    return "programme times" + (change.part == ProgrammePart::attempts ? "" : " of " + part);
  }
  std::string operator()(const ResourceChange& change) const {
    return change.set ? "resources set" : "resources times";
  }
  std::string operator()(const ShockChange& change) const {
    if (change.part == ShockPart::off) return "";
    return "shock " + std::string(name_of(change.part));
  }
  std::string operator()(const ChannelChange&) const { return "channel use"; }
  std::string operator()(const DegradeChange&) const { return "degrade keep"; }
  std::string operator()(const MessageChange&) const { return "message carry"; }
  template <class WithoutAmount>
  std::string operator()(const WithoutAmount&) const {
    return "";
  }
};

}  // namespace

std::string change_and_over(const Change& change) {
  return std::visit(ToldChange{}, change.kind);
}

Change with_amount(Change change, double amount) {
  std::visit(SetAmount{amount}, change.kind);
  return change;
}

}  // namespace hustings::scenario
