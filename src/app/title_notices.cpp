#include "app/title_notices.hpp"

#include "app/terminal.hpp"
#include "hustings/model/title_notices.hpp"

namespace hustings {

void tell_title_notices(const std::string& title, bool is_for_people) {
  if (notices_in(title).empty()) return;
  if (is_for_people) {
    print_text(title + "\n");
  } else {
    print_note(title);
  }
}

}  // namespace hustings
