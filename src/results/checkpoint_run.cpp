#include "results/checkpoint_run.hpp"

#include <nlohmann/json.hpp>

#include "text/xxh3.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kHash = "xxh3";

}  // namespace

std::string run_record_text(const RunRecord& record) {
  Json facts = Json::object();
  for (const RunFact& fact : record.key.facts) facts[fact.name] = fact.value;
  Json json = {{"format", record.format},
               {"key", record.key.hex()},
               {"facts", std::move(facts)},
               {"elections", record.elections},
               {"command", record.command}};
  json[kHash] = xxh3_hex(json.dump());
  return json.dump(2) + "\n";
}

std::optional<RunRecord> run_record_of(const std::string& text) {
  Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains(kHash)) return std::nullopt;
  const Json hash = json[kHash];
  json.erase(kHash);
  if (hash != xxh3_hex(json.dump(-1, ' ', false, Json::error_handler_t::replace))) {
    return std::nullopt;
  }
  RunRecord record;
  try {
    record.format = json.at("format").get<int>();
    if (record.format != kRunRecordFormat) return record;
    for (const auto& [name, value] : json.at("facts").items()) {
      record.key.facts.push_back({name, value.get<std::string>()});
    }
    record.elections = json.at("elections").get<std::uint64_t>();
    record.command = json.at("command").get<std::vector<std::string>>();
  } catch (const Json::exception&) {
    return std::nullopt;
  }
  return record;
}

}  // namespace hustings
