#include <charconv>
#include <cmath>
#include <set>

#include "language/read_parts.hpp"
#include "language/read_topology.hpp"
#include "model/campaign/script.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using scenario::Programme;
using scenario::ResourceKind;

/// What attempts may cost; captains are what a mesh is counted in.
constexpr ResourceKind kCostKinds[] = {ResourceKind::money, ResourceKind::staff_hours,
                                       ResourceKind::volunteer_hours};
constexpr int kMostDays = 365;

/// Reads the name of a key as a whole number; reports what is none.
std::optional<int> whole_name(const Value& value, const char* what, int most) {
  const std::string name = value.name();
  int number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error == std::errc() && end == name.data() + name.size() && number >= 0 && number <= most) {
    return number;
  }
  value.refuse(std::string(what) + " must be a whole number from 0 to " + std::to_string(most) +
               ", not " + shown(name));
  return std::nullopt;
}

scenario::ResourceAmounts read_amounts(const Value& value) {
  const Fields fields(value);
  scenario::ResourceAmounts amounts{};
  for (const ResourceKind kind : kCostKinds) {
    amounts[static_cast<std::size_t>(kind)] = fields.number(name_of(kind)).value_or(0);
  }
  return amounts;
}

std::optional<scenario::LiftPoints> read_points(const Value& value) {
  const Fields fields(value);
  const auto points = fields.number("points");
  const auto at = fields.number("at");
  const auto sd = fields.number("sd");
  if (!points || !at || !sd) return std::nullopt;
  if (*at + *points <= 0 || *at + *points >= 1) {
    fields.find("points")->refuse(number_text(*points) + " points at a share of " +
                                      number_text(*at) + " leave no share above 0 and below 1",
                                  "points are shares: three points are 0.03");
    return std::nullopt;
  }
  return scenario::LiftPoints{*points, *at, *sd};
}

/// A sum of shares as they are written: without the last digits of binary fractions.
std::string sum_text(double sum) {
  return number_text(std::round(sum * 1e9) / 1e9);
}

/// Reads the days of contacts. Shares add up to 1, or one of them is `rest`.
void read_days(const Value& value, Programme& programme) {
  if (!value.is_map()) {
    if (const auto day = value.whole()) {
      programme.days.push_back({value.source(), static_cast<int>(*day), 1.0});
    }
    return;
  }
  const std::size_t n_errors = value.problems().n_errors();
  double sum = 0;
  std::size_t n_rest = 0;
  for (const Value& item : Fields(value).named()) {
    const auto day = whole_name(item, "a day", kMostDays);
    std::optional<double> share;
    if (item.is_word("rest")) {
      if (++n_rest > 1) item.refuse("`rest` is given twice");
    } else {
      share = item.number();
      sum += share.value_or(0);
    }
    if (day) programme.days.push_back({item.source(), *day, share});
  }
  if (value.problems().n_errors() > n_errors) return;
  const bool is_whole = n_rest == 1 ? sum <= 1 + 1e-9 : std::abs(sum - 1) <= 1e-9;
  if (is_whole) return;
  value.refuse("the shares of the days add up to " + sum_text(sum) + ", not 1",
               n_rest == 0 ? "`rest` gives one day what the others leave" : "");
}

scenario::Accuracy read_accuracy(const Value& value) {
  if (!value.is_map()) return value.number().value_or(1);
  const Fields fields(value);
  return scenario::TestAccuracy{fields.number("sensitivity").value_or(1),
                                fields.number("specificity").value_or(1)};
}

/// Refuses what no law of hanging up gives: fewer on a longer script, or so many more that fewer
/// than nobody would hang up at once.
void check_hang_up(const Value& value, const std::vector<scenario::HangUp>& seen) {
  for (const scenario::HangUp& one : seen) {
    if (one.share >= 1) return value.refuse("everybody hangs up: it reaches nobody");
  }
  const campaign::HangUpLaw law = campaign::fit_hang_up(seen);
  const auto told = [](const scenario::HangUp& one) {
    return number_text(one.share) + " at " + number_text(one.seconds) + " seconds";
  };
  const std::string both = told(seen.front()) + " and " + told(seen.back());
  if (law.hazard < 0) {
    value.refuse("the share that hangs up falls with the length of the script: " + both,
                 "a longer script is hung up on no less often");
  } else if (law.at_once < -1e-9) {
    value.refuse("the share that hangs up rises from below 0 at no length: " + both,
                 "give two shares that lie nearer to each other");
  }
}

scenario::Script read_script(const Value& value, std::set<std::string>& given) {
  const Fields fields(value);
  scenario::Script script;
  script.source = value.source();
  script.seconds = fields.number("seconds").value_or(0);
  const auto hang_up = fields.find("hang_up");
  if (hang_up && !hang_up->is_map()) {
    script.hang_up.push_back({script.seconds, hang_up->number().value_or(0)});
    check_hang_up(*hang_up, script.hang_up);
  } else if (hang_up) {
    const Fields points(*hang_up);
    const std::size_t n_errors = value.problems().n_errors();
    for (const Value& point : points.named()) {
      const auto seconds = whole_name(point, "a length in seconds", 3600);
      script.hang_up.push_back(
          {static_cast<double>(seconds.value_or(0)), point.number().value_or(0)});
    }
    if (points.usable() && points.named().size() != 2) {
      hang_up->refuse("who hangs up is told at two lengths, not " +
                      std::to_string(points.named().size()));
    }
    if (value.problems().n_errors() == n_errors) check_hang_up(*hang_up, script.hang_up);
  }
  note_given(fields, "script.", {"dial", "wrap", "no_answer", "lift_kept"}, given);
  script.dial = fields.number("dial").value_or(script.dial);
  script.wrap = fields.number("wrap").value_or(script.wrap);
  script.no_answer = fields.number("no_answer").value_or(script.no_answer);
  script.lift_kept = fields.number("lift_kept").value_or(script.lift_kept);
  if (const auto transfer = fields.find("transfer")) {
    const Fields of(*transfer);
    const auto like = of.find("like");
    script.transfer = scenario::Transfer{
        transfer->source(), of.number("share").value_or(0), of.number("seconds").value_or(0),
        scenario::mode_named(like ? like->word() : "").value_or(scenario::Mode::volunteer_phone)};
  }
  return script;
}

void read_reach(const Fields& fields, Programme& programme) {
  if (const auto contact = fields.find("contact")) {
    const Fields of(*contact);
    const bool has_rate = scenario::is_direct(programme.mode);
    const auto rate = has_rate ? of.number("rate") : 0;
    const auto cap = of.number("cap");
    if (rate && cap) programme.contact = scenario::Contact{*rate, *cap};
  }
  if (const auto accuracy = fields.find("accuracy")) programme.accuracy = read_accuracy(*accuracy);
  if (const auto order = fields.find("order")) {
    programme.order = order->word() == "random" ? scenario::Order::random : scenario::Order::worked;
  }
  if (const auto where = fields.find("where")) {
    read_where(*where, programme.where.keys, programme.where.sources);
  }
  if (const auto followers = fields.find("followers")) {
    const Fields groups(*followers);
    for (const Value& group : groups.named()) {
      const auto share = group.number();
      if (!share) continue;
      programme.followers.emplace(group.name(), *share);
      programme.follower_sources.emplace(group.name(), group.source());
    }
    if (groups.usable() && groups.named().empty()) {
      followers->refuse("'followers' names nobody",
                        "give {left: 0.3}, of a faction or a tag value");
    }
  }
}

void read_effect_of(const Fields& fields, Programme& programme) {
  if (const auto lift = fields.find("lift")) {
    const Fields of(*lift);
    if (const auto turnout = of.find("turnout")) programme.lift.turnout = read_points(*turnout);
    if (const auto support = of.find("support")) programme.lift.support = read_points(*support);
  }
  note_given(fields, "", {"together", "tells", "tells_on"}, programme.given);
  programme.together = fields.number("together").value_or(programme.together);
  programme.supporters = fields.number("supporters");
  if (const auto days = fields.find("days_before")) read_days(*days, programme);
  if (const auto half_life = fields.find("half_life_days")) {
    const Fields of(*half_life);
    note_given(of, "half_life_days.", {"turnout", "support"}, programme.given);
    scenario::HalfLives& lives = programme.half_life_days;
    lives.turnout = of.number("turnout").value_or(lives.turnout);
    lives.support = of.number("support").value_or(lives.support);
  }
  if (const auto skip = fields.find("skip_voted")) programme.skip_voted = skip->word() == "true";
  if (const auto known = fields.find("known")) programme.known = known->word() == "true";
}

/// Several candidates are an endorser's, of whom each contest has one: followers follow them all.
void check_parts(const std::optional<Value>& whom, const std::vector<Programme>& parts) {
  if (parts.size() < 2) return;
  if (parts.front().mode != scenario::Mode::endorser) {
    whom->refuse("only an endorser is for several candidates", "give each a programme of its own");
    return;
  }
  std::set<std::string> contests;
  for (const Programme& part : parts) {
    if (part.contest.empty() || contests.insert(part.contest).second) continue;
    whom->refuse("it is for two candidates of contest '" + part.contest + "'",
                 "name one in each contest");
  }
}

/// Reads a programme but for the candidates it is for, which come to `whom`.
Programme read_programme(const Value& value, std::optional<Value>& whom) {
  const Fields fields(value);
  whom = fields.find("for");
  Programme programme;
  programme.source = value.source();
  programme.attempts_source = value.source();
  programme.id = fields.text("id");
  const auto mode = fields.find("mode");
  const auto named = scenario::mode_named(mode ? mode->word() : "");
  programme.mode = named.value_or(programme.mode);
  if (const auto owner = fields.find("owner")) programme.owner = owner->text();
  std::optional<Value> amount;
  for (const char* key : {"attempts", "captains", "impressions"}) {
    if (const auto found = fields.find(key)) amount = found;
  }
  if (amount) {
    programme.attempts = amount->number();
    programme.attempts_source = amount->source();
  }
  programme.owner_source = fields.source("owner");
  programme.mode_source = fields.source("mode");
  programme.where_source = fields.source("where");
  programme.accuracy_source = fields.source("accuracy");
  programme.lift_source = fields.source("lift");
  programme.spread = fields.number("spread").value_or(0);
  programme.spread_source = fields.source("spread");
  programme.message_source = fields.source("message");
  if (const auto message = fields.find("message")) programme.message = message->text();
  read_reach(fields, programme);
  read_effect_of(fields, programme);
  read_mesh(fields, programme);
  read_broadcast(fields, programme);
  if (const auto cost = fields.find("cost")) {
    const Fields of(*cost);
    programme.cost.emplace();
    if (const auto each = of.find("per_attempt")) programme.cost->per_attempt = read_amounts(*each);
    if (const auto once = of.find("fixed")) programme.cost->fixed = read_amounts(*once);
  }
  const double attempts = programme.attempts.value_or(0);
  programme.least = fields.number("least").value_or(0);
  programme.most = fields.number("most");
  if (programme.most && *programme.most < programme.least) {
    fields.find("most")->refuse("'most' is less than 'least'");
  } else if (attempts > 0 && attempts < programme.least) {
    amount->refuse("'" + amount->name() + "' is less than 'least'", "0 = it does nothing");
  } else if (programme.most && attempts > *programme.most) {
    amount->refuse("'" + amount->name() + "' is more than 'most'");
  }
  if (const auto script = fields.find("script"))
    programme.script = read_script(*script, programme.given);
  if (named) check_keys_of_mode(value, fields, programme);
  return programme;
}

}  // namespace

void read_candidate_name(const Value& value, std::string& contest, std::string& candidate) {
  const std::string label = value.text();
  const std::size_t slash = label.find('/');
  if (slash == std::string::npos) {
    if (!label.empty()) value.refuse("'" + label + "' must name contest/candidate");
    return;
  }
  contest = label.substr(0, slash);
  candidate = label.substr(slash + 1);
}

void note_given(const Fields& fields, const std::string& prefix,
                const std::vector<std::string>& keys, std::set<std::string>& given) {
  for (const std::string& key : keys) {
    if (fields.find(key)) given.insert(prefix + key);
  }
}

void read_calendar(const Value& value, Reading& reading) {
  scenario::Calendar& calendar = reading.scenario.calendar;
  calendar.source = value.source();
  const Fields fields(value);
  if (const auto weeks = fields.whole("weeks")) calendar.weeks = static_cast<int>(*weeks);
  const auto early = fields.find("early");
  if (!early) return;
  double sum = 0;
  for (const Value& item : early->items()) {
    const Fields of(item);
    const auto day = of.whole("days_before");
    const auto share = of.number("share");
    if (!day || !share) continue;
    sum += *share;
    for (const scenario::EarlyBallots& other : calendar.early) {
      if (other.days_before == static_cast<int>(*day)) {
        item.refuse("day " + std::to_string(*day) + " is given twice");
      }
    }
    calendar.early.push_back({item.source(), static_cast<int>(*day), *share});
  }
  if (sum > 1 + 1e-9) {
    early->refuse("early ballots add up to " + sum_text(sum) + " of all ballots, more than 1");
  }
}

void read_programmes(const Value& programmes, Reading& reading) {
  for (const Value& item : programmes.items()) {
    std::optional<Value> whom;
    const Programme programme = read_programme(item, whom);
    std::vector<Programme>& all = reading.scenario.programmes;
    const std::size_t first = all.size();
    const std::size_t n_errors = item.problems().n_errors();
    for (const Value& candidate : whom ? whom->names() : std::vector<Value>{}) {
      all.push_back(programme);
      all.back().for_source = candidate.source();
      read_candidate_name(candidate, all.back().contest, all.back().candidate);
    }
    if (all.size() == first) {
      if (whom && item.problems().n_errors() == n_errors) {
        whom->refuse("'for' names nobody", "give a candidate as contest/candidate");
      }
      all.push_back(programme);
    }
    check_parts(whom, {all.begin() + static_cast<std::ptrdiff_t>(first), all.end()});
  }
}

}  // namespace hustings
