#include "report/notice.hpp"

#include "hustings/model/title_notices.hpp"

namespace hustings {

std::string notice_of(const Labels& labels) {
  std::string notice;
  if (is_illustration(labels.title)) notice = "Illustration: inputs are invented.";
  for (const std::string& assumption : labels.assumptions) {
    if (!assumption.starts_with("sensitive targets")) continue;
    notice += (notice.empty() ? "S" : " S") + assumption.substr(1) + ".";
  }
  return notice;
}

}  // namespace hustings
