#pragma once

#include <string>
#include <vector>

#include "hustings/infer/draft.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// Writes a draft as the files of a scenario, by their names in its folder: NAME.yaml first, its
/// tables in data/, and those of other keys that the recipe passes on.
std::vector<scenario::SourceFile> draft_files(const infer::Draft& draft,
                                              const recipe::Recipe& recipe,
                                              const std::string& name);

/// Writes as JSON every number that a draft was made with: what was fitted, and what was judged,
/// each with its reason; and the digests of what it was read from. docs/recipe.md,
/// "NAME_draft.json".
std::string draft_json(const infer::Draft& draft, const recipe::Recipe& recipe);

/// Says why the forecast of a contest is one after the fact, a reason each; empty = it is none, as
/// far as the recipe tells.
std::vector<std::string> after_the_fact(const infer::DraftContest& contest,
                                        const recipe::Recipe& recipe);

/// Returns a problem of a drafted scenario where its cause stands: of a key that the recipe passes
/// on in the recipe, else in the draft as it is.
Problem in_recipe(Problem problem, const infer::Draft& draft, const recipe::Recipe& recipe);

}  // namespace hustings
