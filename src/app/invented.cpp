#include "app/invented.hpp"

#include "app/terminal.hpp"
#include "hustings/model/illustration.hpp"

namespace hustings {

void tell_invented(const std::string& title, bool is_for_people) {
  if (!is_illustration(title)) return;
  if (is_for_people) {
    print_text(title + "\n");
  } else {
    print_note(title);
  }
}

}  // namespace hustings
