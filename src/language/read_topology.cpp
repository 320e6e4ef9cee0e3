#include "language/read_topology.hpp"

#include "language/read_parts.hpp"

namespace hustings {
namespace {

using scenario::Mode;

bool is_endorser(Mode mode) {
  return mode == Mode::endorser;
}
bool is_phone(Mode mode) {
  return mode == Mode::volunteer_phone || mode == Mode::paid_phone;
}
bool is_relational(Mode mode) {
  return mode == Mode::relational;
}
bool is_broadcast(Mode mode) {
  return mode == Mode::broadcast;
}
bool is_no_endorser(Mode mode) {
  return mode != Mode::endorser;
}

constexpr const char* kFollowed = "an endorser reaches its followers";

/// Keys of a programme that go with some modes only.
struct KeysOfModes {
  std::vector<const char*> keys;
  bool (*go_with)(Mode mode);
  const char* whose;
};

const std::vector<KeysOfModes>& keys_of_modes() {
  static const std::vector<KeysOfModes> all{
      {{"attempts", "accuracy", "order", "skip_voted"},
       scenario::is_direct,
       "it is of modes that work a list"},
      {{"where", "contact", "supporters", "least", "most", "message", "spread"},
       is_no_endorser,
       kFollowed},
      {{"half_life_days"}, is_no_endorser, "who follows an endorser does so until the ballot"},
      {{"together"}, is_no_endorser, "the error of an endorser is its own"},
      {{"cost"}, is_no_endorser, "an endorser costs nothing: give a programme what asking costs"},
      {{"followers", "known"}, is_endorser, "it is of an endorser"},
      {{"script"}, is_phone, "it is of volunteer_phone and paid_phone"},
      {{"captains", "tells", "tells_on", "fade", "homophily", "mixing"},
       is_relational,
       "it is of relational"},
      {{"impressions", "in_universe", "channel", "use", "times_needed"},
       is_broadcast,
       "it is of broadcast"}};
  return all;
}

void need(const char* key, const Value& value, const Fields& fields, Mode mode) {
  if (fields.find(key)) return;
  const std::string what(key);
  const bool is_amount = what == scenario::counted_in(mode);
  value.refuse("a programme of mode " + std::string(scenario::defaults_of(mode).name) + " needs '" +
                   what + "'",
               is_amount ? "0 = it does nothing" : "");
}

void need_of_broadcast(const Value& value, const Fields& fields) {
  for (const char* key : {"in_universe", "lift", "cost"}) {
    need(key, value, fields, Mode::broadcast);
  }
  const auto use = fields.find("use");
  if (use && fields.find("channel")) {
    use->refuse("'channel' and 'use' exclude each other", "the channel says who uses it");
  } else if (!use && !fields.find("channel")) {
    value.refuse("a programme of mode broadcast needs 'channel' or 'use'",
                 "one names a key of `channels`, the other says who uses the medium");
  }
}

void check_contact_keys(const Fields& fields, Mode mode) {
  const auto contact = fields.find("contact");
  if (!contact || is_endorser(mode)) return;
  const auto rate = Fields(*contact).find("rate");
  if (scenario::is_direct(mode) && !rate) {
    contact->refuse("'rate' is missing", "the share of attempts that meet somebody");
  } else if (!scenario::is_direct(mode) && rate) {
    rate->refuse("'rate' does not go with mode " + std::string(scenario::defaults_of(mode).name),
                 "give `cap` alone");
  }
}

}  // namespace

scenario::GroupShares read_group_shares(const Value& value) {
  scenario::GroupShares shares{value.source(), std::nullopt, {}, {}};
  if (!value.is_map()) {
    shares.everybody = value.number();
    return shares;
  }
  for (const Value& group : Fields(value).named()) {
    shares.groups.emplace(group.name(), group.number().value_or(0));
    shares.group_sources.emplace(group.name(), group.source());
  }
  if (shares.groups.empty()) {
    value.refuse("it names nobody who uses it",
                 "give a share, or {left: 0.3} of a faction or tag value");
  }
  return shares;
}

scenario::Degrade read_degrade(const Value& value, const Fields& fields) {
  scenario::Degrade lost{value.source(), fields.text("channel"), fields.source("channel")};
  lost.keep = fields.number("keep").value_or(1);
  if (const auto what = fields.find("what")) lost.loss = scenario::loss_named(what->word());
  return lost;
}

void read_mesh(const Fields& fields, scenario::Programme& programme) {
  scenario::MeshWords& mesh = programme.mesh;
  mesh.tells = fields.number("tells").value_or(mesh.tells);
  mesh.tells_on = fields.number("tells_on").value_or(mesh.tells_on);
  mesh.fade = fields.number("fade").value_or(mesh.fade);
  mesh.homophily = fields.number("homophily").value_or(mesh.homophily);
  const auto mixing = fields.find("mixing");
  if (mixing && mixing->word() == "city") mesh.mixing = scenario::Mixing::city;
}

void read_broadcast(const Fields& fields, scenario::Programme& programme) {
  scenario::BroadcastWords& broadcast = programme.broadcast;
  broadcast.in_universe = fields.number("in_universe").value_or(broadcast.in_universe);
  if (const auto channel = fields.find("channel")) {
    broadcast.channel = channel->text();
    broadcast.channel_source = channel->source();
  }
  if (const auto use = fields.find("use")) broadcast.use = read_group_shares(*use);
  if (const auto times = fields.whole("times_needed")) {
    broadcast.times_needed = static_cast<int>(*times);
  }
}

void check_keys_of_mode(const Value& value, const Fields& fields,
                        const scenario::Programme& programme) {
  const Mode mode = programme.mode;
  for (const KeysOfModes& some : keys_of_modes()) {
    if (some.go_with(mode)) continue;
    for (const char* key : some.keys) {
      const auto found = fields.find(key);
      if (!found) continue;
      found->refuse("'" + std::string(key) + "' does not go with mode " +
                        std::string(scenario::defaults_of(mode).name),
                    is_endorser(mode) && some.go_with != is_no_endorser ? kFollowed : some.whose);
    }
  }
  check_contact_keys(fields, mode);
  if (is_endorser(mode)) {
    if (!fields.find("followers")) value.refuse("an endorser needs 'followers'");
    return;
  }
  need(std::string(scenario::counted_in(mode)).c_str(), value, fields, mode);
  if (is_broadcast(mode)) need_of_broadcast(value, fields);
}

void read_channels(const Value& channels, Reading& reading) {
  for (const Value& value : Fields(channels).named()) {
    scenario::Channel channel{value.source(), value.name(), {value.source(), 1.0, {}, {}}};
    if (const auto use = Fields(value).find("use")) channel.use = read_group_shares(*use);
    reading.scenario.channels.push_back(std::move(channel));
  }
}

}  // namespace hustings
