#include "results/rows.hpp"

namespace hustings::results_rows {
namespace {

/// An axis of whole numbers from 0 to the most delegates; none where none are awarded.
DatasetRow number_axis(const std::string& name, std::string help, Across across) {
  return computed({"/" + name, {name}, "delegates", std::move(help)},
                  [across](const Contents& from) { return numbers(from.view.width(across)); });
}

}  // namespace

Rows delegate_axes() {
  return {
      number_axis("delegates", "delegates won in a contest, from 0", Across::delegates),
      field({"/total", {"total"}, "", "id of the total"}, &Labels::totals, &TotalLabel::id),
      restored({"/total_name", {"total_name"}, "", "total/name, total by total"},
               labelled(&Labels::total_names, total_name_label),
               [](const std::vector<std::string>& read, Results& to) {
                 to.labels.total_names.resize(read.size());
               }),
      number_axis("total_delegates", "delegates won over the contests of a total, from 0",
                  Across::total_delegates),
  };
}

Rows delegate_labels() {
  return {
      restored(
          {"/labels/contest_delegates",
           {"contest"},
           "delegates",
           "how many it awards; 0 = it awards none"},
          [](const Contents& from) {
            if (from.view.width(Across::delegates) == 0) return std::vector<std::int32_t>();
            return values_of(&Labels::contests, &ContestLabel::delegates)(from);
          },
          [](const std::vector<std::int32_t>& read, Results& to) {
            for (std::size_t c = 0; c < read.size(); ++c) {
              to.labels.contests[c].delegates = static_cast<std::uint32_t>(read[c]);
            }
          }),
      field({"/labels/name_of_total", {"total"}, "", "name of the total"}, &Labels::totals,
            &TotalLabel::name),
      field({"/labels/total_majority", {"total"}, "delegates", "how many are enough"},
            &Labels::totals, &TotalLabel::majority),
      field({"/labels/total_seats", {"total"}, "delegates", "how many its contests award"},
            &Labels::totals, &TotalLabel::seats),
      field({"/labels/total_of_name", {"total_name"}, "", "place of its total, from 0"},
            &Labels::total_names, &TotalNameLabel::total),
      field({"/labels/name_in_total", {"total_name"}, "", "the name within its total"},
            &Labels::total_names, &TotalNameLabel::name),
  };
}

}  // namespace hustings::results_rows
