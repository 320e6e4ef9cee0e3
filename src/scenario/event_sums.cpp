#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "scenario/event_reader.hpp"

namespace hustings::scenario {
namespace {

using Kind = EventToken::Kind;

/// Most numbers that one comparison may have.
constexpr std::size_t kMostNumbers = 64;

constexpr const char* kHowShares = "shares are written as 0.27, not 27";

std::optional<double> written_number(const EventToken& token) {
  if (token.kind != Kind::word) return std::nullopt;
  double value = 0;
  const std::string& text = token.text;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_number =
      fault == std::errc() && end == text.data() + text.size() && std::isfinite(value);
  return is_number ? std::optional(value) : std::nullopt;
}

bool begins_number(const EventReader& reader) {
  if (!reader.is("of", 1)) return false;
  return reader.is("margin") || reader.is("share") || reader.is("turnout") ||
         reader.is("rolloff") || reader.is("delegates") || reader.is("seats");
}

/// What a number is counted in, as a word; empty for one that is written, which takes that of the
/// others.
std::string unit_of(const EventNumber& number) {
  struct Unit {
    std::string operator()(double) const { return ""; }
    std::string operator()(const DelegatesOf&) const { return "delegates"; }
    std::string operator()(const TotalDelegatesOf&) const { return "delegates"; }
    std::string operator()(const SeatsOf&) const { return "seats"; }
    std::string operator()(const MarginOf&) const { return "shares"; }
    std::string operator()(const ShareOf&) const { return "shares"; }
    std::string operator()(const TurnoutOf&) const { return "shares"; }
    std::string operator()(const RolloffOf&) const { return "shares"; }
  };
  return std::visit(Unit(), number);
}

/// From where to where a number, or a sum of them, may lie.
struct Range {
  double least = 0;
  double most = 0;

  bool has(double x) const { return least <= x && x <= most; }
};

Range range_of(const EventNumber& number) {
  if (const auto* margin = std::get_if<MarginOf>(&number)) {
    return {margin->candidate.empty() ? 0.0 : -1.0, 1};
  }
  const bool is_share = unit_of(number) == "shares";
  return {0, is_share ? 1 : std::numeric_limits<double>::infinity()};
}

TurnoutOf read_turnout(EventReader& reader) {
  static constexpr std::pair<std::string_view, TurnoutGroup> kGroups[] = {
      {"contest", TurnoutGroup::contest},
      {"district", TurnoutGroup::district},
      {"universe", TurnoutGroup::universe},
      {"region", TurnoutGroup::region},
      {"faction", TurnoutGroup::faction}};
  TurnoutOf of;
  if (reader.is(Kind::equals, 1)) {
    of.group = TurnoutGroup::tag;
    of.name = reader.name("a tag");
    reader.take();
    of.value = reader.name("a value");
    return of;
  }
  if (reader.take_if("everybody")) return of;
  for (const auto& [word, group] : kGroups) {
    if (!reader.take_if(word)) continue;
    of.group = group;
    if (group == TurnoutGroup::universe && reader.at().text.find('/') == std::string::npos) {
      reader.expected("a universe as \"district/universe\"");
    }
    of.name = reader.name("the " + std::string(word));
    return of;
  }
  reader.expected("contest, district, universe, region, faction, TAG=VALUE or everybody");
}

EventNumber read_delegates(EventReader& reader) {
  if (reader.is("total") && !reader.is(Kind::comparison, 1)) {
    reader.take();
    return TotalDelegatesOf{reader.name_in_total()};
  }
  return DelegatesOf{reader.candidate()};
}

MarginOf read_margin(EventReader& reader) {
  if (reader.at().text.find('/') == std::string::npos) return {reader.name("a contest"), ""};
  const CandidateName of = reader.candidate();
  return {of.contest, of.candidate};
}

EventNumber read_number(EventReader& reader) {
  if (const auto value = written_number(reader.at())) {
    reader.take();
    if (reader.is(Kind::odd) && reader.at().text == "%") {
      throw EventFault{reader.at().offset, "a '%' where none may stand",
                       std::string(kHowShares) + "%"};
    }
    return *value;
  }
  if (!begins_number(reader)) {
    reader.expected("a number", "such as 0.27, or as 'share of D-1/ana'");
  }
  const std::string of = reader.take().text;
  reader.take();
  if (of == "margin") return read_margin(reader);
  if (of == "share") return ShareOf{reader.candidate()};
  if (of == "turnout") return read_turnout(reader);
  if (of == "rolloff") return RolloffOf{reader.name("a contest")};
  if (of == "seats") return SeatsOf{reader.name("a slate")};
  return read_delegates(reader);
}

/// Reads numbers joined by plus and minus on both sides of a sign. Units must agree (shares with
/// shares, and so on; a written number takes the others'), and the written numbers, w = right less
/// left, must lie where left less right of the others can come to: sums of [0, 1] of shares, [-1,
/// 1] of a candidate's margin, [0, inf) of counts. Beyond that it would be always or never so, most
/// often a percent for a part. Numbers are taken to vary apart, so some of what is let through
/// cannot happen either. Source: docs/scenario.md, "Events".
class ComparisonReader {
 public:
  explicit ComparisonReader(EventReader& reader) : reader_(reader) {}

  Compares read() {
    Compares compares;
    compares.left = sum(1);
    compares.comparison = sign();
    compares.right = sum(-1);
    check_reach();
    return compares;
  }

 private:
  /// Reads one side, which counts `side` times in left less right.
  std::vector<Summand> sum(int side) {
    std::vector<Summand> summands = {summand(false, side)};
    while (true) {
      if (reader_.is(Kind::plus)) {
        reader_.take();
        summands.push_back(summand(false, side));
      } else if (reader_.take_if("-")) {
        summands.push_back(summand(true, side));
      } else {
        return summands;
      }
    }
  }

  Summand summand(bool is_negative, int side) {
    const EventToken first = reader_.at();
    if (++n_ > kMostNumbers) {
      throw EventFault{first.offset,
                       "more than " + std::to_string(kMostNumbers) + " numbers in one comparison",
                       ""};
    }
    Source source = reader_.here();
    Summand read{read_number(reader_), is_negative, std::move(source)};
    const double times = (is_negative ? -1.0 : 1.0) * side;
    if (const auto* value = std::get_if<double>(&read.number)) {
      last_written_ = first;
      written_ -= times * *value;
    } else {
      join_units(unit_of(read.number), first);
      ++n_differing_;
      sign_ = times;
      const auto [least, most] = range_of(read.number);
      range_.least += times > 0 ? least : -most;
      range_.most += times > 0 ? most : -least;
    }
    return read;
  }

  void join_units(const std::string& unit, const EventToken& first) {
    if (!unit_.empty() && unit != unit_) {
      throw EventFault{first.offset, unit_ + " and " + unit + " cannot be compared or added", ""};
    }
    unit_ = unit;
  }

  Comparison sign() {
    if (!reader_.is(Kind::comparison)) {
      const bool is_bracket = reader_.is(Kind::open) || reader_.is(Kind::close);
      const std::string& found = reader_.at().text;
      reader_.expected("+, -, <, <=, > or >=",
                       is_bracket     ? "a sum stands without brackets"
                       : found == "≥" ? "write >="
                       : found == "≤" ? "write <="
                       : reader_.is(Kind::word)
                           ? "a minus stands between blanks, as names may hold it"
                           : "");
    }
    const std::string text = reader_.take().text;
    const bool or_equal = text.ends_with('=');
    if (text.starts_with('>')) return or_equal ? Comparison::greater_equal : Comparison::greater;
    return or_equal ? Comparison::less_equal : Comparison::less;
  }

  /// Refuses a comparison whose outcome is known beforehand: the written number lies where the sum
  /// of the others never comes to.
  void check_reach() const {
    if (n_differing_ == 0) {
      throw EventFault{last_written_->offset, "two written numbers are compared",
                       "one side must be of an election, such as 'share of D-1/ana'"};
    }
    if (range_.has(written_) || !last_written_) return;
    const std::string suggestion =
        unit_ == "shares" && std::abs(written_) > 1 && std::abs(written_) <= 100 ? kHowShares : "";
    const Range range = sign_ > 0 ? range_ : Range{-range_.most, -range_.least};
    const std::string text = "'" + last_written_->text + "'";
    if (unit_ != "shares") {
      throw EventFault{last_written_->offset, text + " is out of reach: there are none below 0",
                       ""};
    }
    const std::string reach = " from " + whole(range.least) + " to " + whole(range.most);
    throw EventFault{
        last_written_->offset,
        text + (n_differing_ == 1 ? " is not a share" + reach
                                  : " is out of reach: what it is held against lies" + reach),
        suggestion};
  }

  static std::string whole(double x) { return std::to_string(static_cast<int>(x)); }

  EventReader& reader_;
  std::size_t n_ = 0;
  std::size_t n_differing_ = 0;
  double sign_ = 1;     ///< of the number last read, in left less right
  Range range_;         ///< of left less right, without what is written
  double written_ = 0;  ///< right less left
  std::optional<EventToken> last_written_;
  std::string unit_;
};

}  // namespace

bool begins_comparison(const EventReader& reader) {
  return begins_number(reader) || written_number(reader.at()).has_value();
}

Compares read_comparison(EventReader& reader) {
  return ComparisonReader(reader).read();
}

}  // namespace hustings::scenario
