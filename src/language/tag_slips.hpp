#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hustings/scenario/scenario.hpp"
#include "language/keys.hpp"

namespace hustings {

/// Whose tags: decides which names are taken by something else.
enum class TagOwner { district, universe, candidate };

/// Tells whether a name may be a slip of another: the same but for case, `_`, `-`, blanks and
/// points, or one letter away, of eight letters and more two.
bool is_slip(std::string_view name, std::string_view of);

/// Collects the tags of a scenario as they are read, and warns of those that look like a slip of a
/// key that is not given beside them.
class TagSlips {
 public:
  /// Whether a key of the language is given beside a tag.
  using IsGiven = std::function<bool(std::string_view)>;

  /// Notes a tag; `keys` are what the language knows in its place.
  void add(TagOwner owner, const std::string& tag, const Source& source,
           const std::vector<const Key*>& keys, const IsGiven& is_given);

  /// Warns of every tag that nothing uses and that may be a slip: of a key, or of a tag that is
  /// used and never stands beside it. A tag that is used is meant.
  void warn(const scenario::Scenario& scenario, Problems& problems) const;

 private:
  struct Tag {
    Source first;                   ///< where it stands first
    std::vector<std::string> like;  ///< keys that it looks like
    std::optional<Source> slip;     ///< where such a key is not given, first
    std::string slip_of;
    std::size_t n_slips = 0;
  };
  using Name = std::pair<TagOwner, std::string>;

  std::string used_like(const Name& name, const std::set<std::string>& used,
                        const scenario::Scenario& scenario) const;

  std::map<Name, Tag> tags_;
};

}  // namespace hustings
