#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "hustings/engine/replay.hpp"
#include "hustings/model/labels.hpp"
#include "hustings/results/json.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

class ReplayJson {
 public:
  ReplayJson(const Labels& labels, const Replay& replay) : labels_(labels), replay_(replay) {}

  std::string text() const {
    Json json = {{"format", 1}, {"election", replay_.election}, {"seed", labels_.seed}};
    if (replay_.proposal) json["proposal"] = *replay_.proposal;
    json["scenario"]["title"] = labels_.title;
    json["effects"] = effects();
    if (!replay_.programmes.empty()) json["programmes"] = programmes();
    if (!replay_.shocks.empty()) json["shocks"] = shocks();
    json["contests"] = Json::object();
    for (std::size_t c = 0; c < labels_.contests.size(); ++c) {
      json["contests"][labels_.contests[c].id] = contest(c);
    }
    json["districts"] = turnouts(labels_.districts, replay_.district_turnout);
    json["universes"] = turnouts(labels_.universes, replay_.universe_turnout);
    for (std::size_t i = 0; i < labels_.total_names.size(); ++i) {
      const TotalNameLabel& name = labels_.total_names[i];
      json["totals"][labels_.totals[name.total].id][name.name] = replay_.total_delegates[i];
    }
    json["slates"] = slates();
    json["events"] = Json::object();
    for (std::size_t i = 0; i < labels_.events.size(); ++i) {
      json["events"][labels_.events[i].name] = static_cast<bool>(replay_.events[i]);
    }
    return json.dump() + "\n";
  }

 private:
  Json effects() const {
    Json list = Json::array();
    for (const ReplayedFactor& factor : replay_.factors) {
      Json entry = {{"effect", factor.effect}};
      if (!factor.level.empty()) entry["level"] = factor.level;
      entry["value"] = factor.value;
      if (factor.scale > 0) entry["scale"] = factor.scale;
      list.push_back(std::move(entry));
    }
    return list;
  }

  Json programmes() const {
    Json json = Json::object();
    for (const ReplayedProgramme& programme : replay_.programmes) {
      Json& entry =
          json[programme.id] = {{"for", programme.candidate}, {"reached", programme.reached}};
      if (programme.is_endorser) {
        entry["turned_away"] = programme.turned_away;
      } else {
        entry["left"] = programme.left;
      }
      if (programme.degraded) entry["degraded"] = true;
      auto& universes = (entry["universes"] = Json::object()).get_ref<Json::object_t&>();
      for (const ReplayedReach& at : programme.reaches) {
        const std::string& universe = labels_.universes[at.universe.index()].id;
        const char* const what = at.people < 0 ? "turned_away" : "reached";
        universes.emplace_back(universe, Json{{what, std::fabs(at.people)}});
      }
    }
    return json;
  }

  Json shocks() const {
    Json json = Json::object();
    for (const ReplayedShock& shock : replay_.shocks) {
      Json& entry = json[shock.id] = {
          {"against", shock.candidate}, {"happened", shock.happened}, {"moved", shock.moved}};
      if (!shock.happened) continue;
      auto& universes = (entry["universes"] = Json::object()).get_ref<Json::object_t&>();
      for (const ReplayedReach& at : shock.reaches) {
        universes.emplace_back(labels_.universes[at.universe.index()].id, at.people);
      }
    }
    return json;
  }

  const std::string& id(const ContestLabel& contest, std::size_t slot) const {
    return labels_.candidates[contest.first_candidate + slot].id;
  }

  Json votes(const ContestLabel& contest, const std::vector<float>& votes) const {
    Json json = Json::object();
    for (std::size_t k = 0; k < votes.size(); ++k) json[id(contest, k)] = votes[k];
    return json;
  }

  Json contest(std::size_t c) const {
    const ContestLabel& label = labels_.contests[c];
    const ReplayedContest& contest = replay_.contests[c];
    Json json = {{"turnout", contest.turnout}, {"ballots", contest.ballots}};
    if (label.rolloff > 0) json["blank"] = contest.blank;
    Json& candidates = json["candidates"] = Json::object();
    for (std::size_t k = 0; k < contest.shares.size(); ++k) {
      const bool wins =
          std::find(contest.winners.begin(), contest.winners.end(), k) != contest.winners.end();
      candidates[id(label, k)] = {{"votes", contest.shares[k] * contest.ballots},
                                  {"share", contest.shares[k]},
                                  {"wins", wins}};
      if (!contest.delegates.empty()) {
        candidates[id(label, k)]["delegates"] = contest.delegates[k];
      }
    }
    json["margin"] = contest.margin;
    json["by_lot"] = contest.by_lot;
    if (label.recounts) json["recount"] = contest.is_recounted;
    if (!contest.rounds.empty()) json["rounds"] = rounds(label, contest);
    Json& districts = json["districts"] = Json::object();
    for (const ReplayedDistrict& district : contest.districts) {
      Json& entry = districts[labels_.districts[district.district.index()].id];
      entry = {{"ballots", district.ballots}};
      if (label.rolloff > 0) entry["blank"] = district.came - district.ballots;
      entry["votes"] = votes(label, district.votes);
    }
    return json;
  }

  Json rounds(const ContestLabel& label, const ReplayedContest& contest) const {
    Json list = Json::array();
    for (const ReplayedRound& round : contest.rounds) {
      Json eliminated = Json::array();
      for (const std::uint32_t slot : round.eliminated) eliminated.push_back(id(label, slot));
      list.push_back({{"votes", votes(label, round.votes)},
                      {"exhausted", round.exhausted},
                      {"eliminated", std::move(eliminated)}});
    }
    return list;
  }

  template <class Label>
  static Json turnouts(const std::vector<Label>& labels, const std::vector<float>& turnouts) {
    Json json = Json::object();
    auto& entries = json.get_ref<Json::object_t&>();  // appended: no search by key
    for (std::size_t i = 0; i < labels.size(); ++i) {
      entries.emplace_back(labels[i].id, Json{{"turnout", turnouts[i]}});
    }
    return json;
  }

  Json slates() const {
    Json json = Json::object();
    for (const SlateLabel& slate : labels_.slates) {
      Json& winners = json[slate.id] = Json::array();
      for (const std::uint32_t member : slate.members) {
        if (wins(member)) winners.push_back(candidate_label(labels_, member));
      }
    }
    return json;
  }

  bool wins(std::uint32_t candidate) const {
    const std::uint32_t contest = labels_.candidates[candidate].contest;
    const auto& winners = replay_.contests[contest].winners;
    const std::uint32_t slot = candidate - labels_.contests[contest].first_candidate;
    return std::find(winners.begin(), winners.end(), slot) != winners.end();
  }

  const Labels& labels_;
  const Replay& replay_;
};

}  // namespace

std::string replay_json(const Labels& labels, const Replay& replay) {
  return ReplayJson(labels, replay).text();
}

}  // namespace hustings
