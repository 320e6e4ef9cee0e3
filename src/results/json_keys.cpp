#include "results/json_keys.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "hustings/tally/quantity.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

/// Where a quantity stands in the tree of a run.
std::string path_of(const Quantity& quantity) {
  const std::string key(quantity.json_key());
  const std::string contest = "contests.<contest>.";
  const bool in_rounds = quantity.where == Where::in_rounds;
  switch (quantity.axis) {
    case Axis::candidate:
      return in_rounds ? contest + "rounds." + key + ".<candidate>"
                       : contest + "candidates.<candidate>." + key;
    case Axis::contest:
      return contest + (in_rounds ? "rounds." : "") + key;
    case Axis::final_pair:
      return contest + "rounds." + key + "[]";
    case Axis::transfer_group:
      return contest + "rounds." + key + ".<transfer group>";
    case Axis::district:
      return "districts.<district>." + key;
    case Axis::universe:
      return "universes.<universe>." + key;
    case Axis::total:
      return "totals.<total>." + key;
    case Axis::total_name:
      return "totals.<total>." + key + ".<name>";
    case Axis::event:
      return "events.<event>";
    case Axis::shock:
      return "shocks.<shock>";
    case Axis::slate:
      break;
  }
  return "slates.<slate>." + key;
}

std::string kind_of(const Quantity& quantity) {
  const bool is_plain = quantity.pairs == Pairs::no;
  if (quantity.axis == Axis::final_pair) return "F";
  const std::string one = quantity.kept != Kept::count ? "D"
                          : !is_plain                  ? "P"
                          : quantity.summary.empty()   ? "n"
                                                       : "x";
  return quantity.across == Across::round ? one + "[]" : one;
}

/// Of a results file it also says what stands where there is no such thing; JSON leaves that out.
std::string help_of(const Quantity& quantity) {
  return std::string(quantity.help.substr(0, quantity.help.find("; NaN ")));
}

/// Whether the JSON has the quantity of whatever it has an item for; stored elections hold but
/// what is drawn of contests, and no totals.
bool is_always(const Quantity& quantity) {
  return quantity.where == Where::everywhere && quantity.when != When::wants_votes &&
         (quantity.axis != Axis::contest || !quantity.draws.empty());
}

/// Quantities whose paths begin so and are not listed by hand.
void add_quantities(const std::string& begin, std::vector<JsonKey>& keys) {
  for (const Quantity& quantity : quantities()) {
    const std::string path = path_of(quantity);
    if (!path.starts_with(begin) || quantity.axis == Axis::slate) continue;
    if (quantity.kept == Kept::nothing) {
      keys.push_back({path, "M",
                      "of what-ifs: how far mean " + std::string(quantity.name) + " move", false,
                      true});
      continue;
    }
    keys.push_back({path, kind_of(quantity), help_of(quantity), is_always(quantity)});
  }
}

/// The tree of a run and of each of its what-ifs.
void add_world(std::vector<JsonKey>& keys) {
  const auto add = [&keys](const char* path, const char* kind, const char* help,
                           bool is_always = true) {
    keys.push_back({path, kind, help, is_always});
  };
  add("contests.<contest>.name", "text", "the name people read");
  add("contests.<contest>.candidates.<candidate>.name", "text", "the name people read");
  add_quantities("contests.<contest>.candidates", keys);
  add("contests.<contest>.candidates.<candidate>.written", "x",
      "share as the scenario writes it, weighted by expected ballots, where it writes shares",
      false);
  keys.push_back({"contests.<contest>.candidates.<candidate>.withdrawn", "b",
                  "of what-ifs: has dropped out, is on no ballot", false, true});
  add("contests.<contest>.delegates", "n", "how many its rule awards, where it does", false);
  add("contests.<contest>.rolloff", "x",
      "expected share of those who come that leave it blank, where it has a roll-off", false);
  for (JsonKey& key : [] {
         std::vector<JsonKey> all;
         add_quantities("contests.<contest>.", all);
         return all;
       }()) {
    if (key.path.find(".candidates.") == std::string::npos) keys.push_back(std::move(key));
  }
  add_quantities("districts.", keys);
  add_quantities("universes.", keys);
  add("totals.<total>.name", "text", "the name people read");
  add("totals.<total>.seats", "n", "delegates of its contests");
  add("totals.<total>.needed", "n", "how many are the majority");
  add_quantities("totals.", keys);
  add("slates.<slate>.name", "text", "the name people read");
  add("slates.<slate>.sweep", "P", "every member wins");
  add("slates.<slate>.mean_seats", "E", "expected seats");
  add("slates.<slate>.wins", "x[]", "probability of 0, 1, .. k seats");
  add("slates.<slate>.at_least", "P[]", "of 1, .. k seats or more");
  add("slates.<slate>.joint.members", "text[]", "the members, as contest/candidate; up to ten",
      false);
  add("slates.<slate>.joint.probability", "x[]", "of 2^k outcomes: bit i = members[i] wins", false);
  add_quantities("events.", keys);
  add_quantities("shocks.", keys);
  add("pairs.candidates", "text[]", "contest/candidate");
  add("pairs.both_win", "y[][]",
      "probability that both win, on the diagonal that one does; null = not counted");
}

Json definitions() {
  const Json number = {{"type", "number"}};
  const Json error = {{"type", "number"}, {"minimum", 0}};
  const Json part = {{"type", "number"}, {"minimum", 0}, {"maximum", 1}};
  const auto value = [](Json properties, Json required) {
    return Json{{"type", "object"},
                {"properties", std::move(properties)},
                {"required", std::move(required)},
                {"additionalProperties", false}};
  };
  Json by_level;
  for (const char* level : {"0.05", "0.25", "0.5", "0.75", "0.95"}) by_level[level] = number;
  Json levels = Json::array();
  for (const auto& [level, unused] : by_level.items()) levels.push_back(level);
  const Json quantiles = value(by_level, levels);
  const auto moving = [&](Json properties, Json required) {
    properties["difference"] = number;
    properties["paired_standard_error"] = error;
    properties["difference_standard_error"] = error;
    return value(std::move(properties), std::move(required));
  };
  const Json chance = {{"probability", part}, {"standard_error", error}, {"upper_bound", error},
                       {"lower_bound", part}, {"gains", part},           {"losses", part}};
  Json of_pair = {
      {"pair",
       {{"type", "array"}, {"items", {{"type", "string"}}}, {"minItems", 2}, {"maxItems", 2}}}};
  of_pair.update(chance);
  return {{"P", moving(chance, {"probability", "standard_error"})},
          {"F", moving(std::move(of_pair), {"pair", "probability", "standard_error"})},
          {"D", moving({{"mean", number},
                        {"sd", error},
                        {"mean_standard_error", error},
                        {"quantiles", quantiles},
                        {"quantile_standard_errors", quantiles}},
                       {"mean", "sd", "mean_standard_error"})},
          {"E", moving({{"mean", number}, {"mean_standard_error", error}},
                       {"mean", "mean_standard_error"})},
          {"M", value({{"mean", number}, {"standard_error", error}}, {"mean", "standard_error"})}};
}

Json schema_of(std::string kind) {
  if (kind.ends_with("[]")) {
    kind.resize(kind.size() - 2);
    return {{"type", "array"}, {"items", schema_of(kind)}};
  }
  if (kind == "n") return {{"type", "integer"}, {"minimum", 0}};
  if (kind == "x") return {{"type", "number"}};
  if (kind == "y") return {{"type", {"number", "null"}}};
  if (kind == "b") return {{"type", "boolean"}};
  if (kind == "text") return {{"type", "string"}};
  return {{"$ref", "#/definitions/" + kind}};
}

void require(const std::string& name, Json& object) {
  Json& names = object["required"];
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

/// Lays a key into the schema of the object that holds it: a name stands for any.
void lay(Json& object, const std::vector<std::string>& steps, std::size_t at, const JsonKey& key) {
  object["type"] = "object";
  const std::string step = steps[at];
  const bool is_name = step.starts_with("<");
  const bool is_list = step.ends_with("[]");
  const std::string name = is_list ? step.substr(0, step.size() - 2) : step;
  if (!is_name) object.emplace("additionalProperties", false);  // first: it may move what is there
  // Whether the run has such things at all, results_schema says.
  if (key.is_always && !is_name && at > 0) require(name, object);
  Json& place = is_name ? object["additionalProperties"] : object["properties"][name];
  if (is_list) place["type"] = "array";
  Json& inner = is_list ? place["items"] : place;
  if (at + 1 < steps.size()) return lay(inner, steps, at + 1, key);
  inner = schema_of(key.kind);
  if (!inner.contains("$ref")) inner["description"] = key.help;
}

Json object_of(const std::vector<JsonKey>& keys) {
  Json object;
  for (const JsonKey& key : keys) lay(object, split(key.path, '.'), 0, key);
  return object;
}

}  // namespace

std::vector<JsonKey> json_keys() {
  std::vector<JsonKey> keys = {
      {"format", "n", "version of this JSON: 1"},
      {"elections", "n", "elections of the run"},
      {"seed", "n", "of the random numbers"},
      {"scenario.title", "text", "its title"},
      {"digest", "text", "of run and show: 32 hexadecimal digits of the numbers", false},
      {"posterior.districts", "n", "of run --posterior: districts with counted votes"},
      {"posterior.returns", "n", "counted votes of a contest in a district, as one"},
      {"posterior.digest", "text", "32 hexadecimal digits of what they say"},
      {"paired", "b", "of compare: whether both worlds have the same draws", false},
      {"given.event", "text", "of show --given: the condition"},
      {"given.elections", "n", "elections that meet it"},
      {"given.stored", "b", "looked at in the stored elections only", false}};
  keys.push_back({"headline.kind", "text", "sweep, majority, event or win: what is said first"});
  keys.push_back({"headline.name", "text", "what happens, such as `the slate sweeps`"});
  keys.push_back({"headline.probability", "x", "how often"});
  keys.push_back({"headline.standard_error", "x", "its Monte Carlo error"});
  keys.push_back({"headline.upper_bound", "x", "as of P", false});
  keys.push_back({"headline.lower_bound", "x", "as of P", false});
  keys.push_back({"headline.text", "text", "the sentence"});
  keys.push_back({"headline.dots.happens", "n", "of a hundred elections: it happens"});
  keys.push_back({"headline.dots.one_short", "n", "of a sweep: one seat is missing"});
  keys.push_back({"headline.dots.others", "n", "neither; the three add up to 100"});
  keys.push_back({"facts[].kind", "text", "closest, needs, event, swing or what_if"});
  keys.push_back({"facts[].text", "text", "a sentence"});
  keys.push_back({"order", "text[]", "contests, most in doubt first"});
  keys.push_back({"contests.<contest>.call", "text",
                  "too close to call, leaning, likely, all but certain or unopposed"});
  keys.push_back({"contests.<contest>.order", "text[]", "candidates, most likely first"});
  keys.push_back(
      {"contests.<contest>.dots[].candidate", "text", "who wins elections of a hundred"});
  keys.push_back({"contests.<contest>.dots[].count", "n", "how many; they add up to 100"});
  add_world(keys);
  const std::string swing = "swing.<target>[].";
  for (const auto& [key, kind, help] : std::vector<std::array<const char*, 3>>{
           {"kind", "text", "universe, tag, faction or district"},
           {"name", "text", "of the group of universes"},
           {"per_point", "y", "by one more point of its turnout"},
           {"standard_error", "y", "its Monte Carlo error; null below two blocks of elections"},
           {"per_1000_ballots", "y", "by 1,000 more ballots of the group"},
           {"per_1000_ballots_standard_error", "y", "its Monte Carlo error"},
           {"registered", "x", "registered voters of the group in the target's contests"},
           {"warning", "b", "the wide and the narrow window differ"}}) {
    keys.push_back({swing + key, kind, help});
  }
  keys.push_back(
      {"what_if.<what_if>", "tree", "the same tree of a what-if, from contests to pairs"});
  keys.push_back({"programmes.<programme>.without", "text",
                  "of run --programmes: the what-if without it, which it is held against"});
  keys.push_back({"programmes.<programme>.wins.<contest/candidate>", "P",
                  "the candidate wins; its difference is what the programme is worth"});
  keys.push_back(
      {"programmes.<programme>.sweeps.<slate>", "P", "the same of every member winning"});
  keys.push_back({"programmes.<programme>.events.<event>", "P", "the same of the event"});
  keys.push_back(
      {"vary", "tree", "of a variation: `inputs`, and `points` as `vary --json` prints them"});
  keys.push_back({"assumptions[]", "text",
                  "a default that was used; of programmes with how it is known", false});
  for (const char* step : {"read", "build", "simulate", "summarise", "write"}) {
    keys.push_back({std::string("timing.") + step, "x", "of run: seconds of that step"});
  }
  keys.push_back({"timing.isa", "text", "instruction set"});
  keys.push_back({"timing.threads", "n", "threads"});
  return keys;
}

std::string json_keys_markdown() {
  std::string text = "| key | value | what it is |\n| --- | --- | --- |\n";
  for (const JsonKey& key : json_keys()) {
    text += "| `" + key.path + "` | " + key.kind + " | " + key.help + " |\n";
  }
  return text;
}

std::string results_schema() {
  std::vector<JsonKey> keys = json_keys();
  std::erase_if(keys, [](const JsonKey& key) { return key.kind == "tree" || key.of_what_ifs; });
  std::vector<JsonKey> of_world;
  add_world(of_world);
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", "Results of hustings, as run, show and compare print them with --json"}};
  schema.update(object_of(keys));
  const Json of_all = {"contests", "districts", "universes", "slates", "events", "pairs"};
  schema["required"] = {"format", "elections", "seed", "scenario"};
  schema["required"].insert(schema["required"].end(), of_all.begin(), of_all.end());
  // A run has a digest; what two are compared by has none, and always a second world.
  schema["oneOf"] = {{{"required", {"digest"}}}, {{"required", {"paired", "what_if"}}}};
  schema["properties"]["format"]["const"] = 1;
  schema["properties"]["digest"]["pattern"] = "^[0-9a-f]{32}$";
  schema["properties"]["what_if"] = {{"type", "object"},
                                     {"additionalProperties", {{"$ref", "#/definitions/world"}}}};
  schema["properties"]["vary"] = {
      {"type", "object"},
      {"properties",
       {{"inputs", {{"type", "array"}, {"items", {{"type", "string"}}}}},
        {"points", {{"type", "array"}, {"items", {{"type", "object"}}}}}}},
      {"required", {"inputs", "points"}},
      {"additionalProperties", false}};
  schema["definitions"] = definitions();
  schema["definitions"]["world"] = object_of(of_world);
  schema["definitions"]["world"]["required"] = of_all;
  return schema.dump(2) + "\n";
}

}  // namespace hustings
