#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/bytes.hpp"

namespace hustings {

/// Cuts an input into lines, in a buffer that holds only the current ones.
///
/// The current text is one line, or several after `extend`; its last line break is not part of it.
/// Views into the text live until the next `start` or `extend`.
class Lines {
 public:
  explicit Lines(ByteSource source);

  /// Makes the next line the current text; false at the end of the input.
  bool start();
  /// Adds the next line to the current text; false at the end of the input.
  bool extend();

  std::string_view text() const { return {buffer_.data() + begin_, size_}; }
  std::uint32_t first_line() const { return first_line_; }  ///< counts from 1
  std::uint64_t n_bytes() const { return n_bytes_; }        ///< read so far

  /// Sets where reading gives up: an unfinished text of more bytes than this ends the input.
  void set_limit(std::size_t text_bytes) { limit_ = text_bytes; }
  bool over_limit() const { return over_limit_; }

 private:
  bool find_break(std::size_t from);
  bool fill();

  ByteSource source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  ///< of the current text
  std::size_t size_ = 0;   ///< of the current text
  std::size_t next_ = 0;   ///< first byte after its line break
  std::size_t end_ = 0;    ///< of what is read
  std::size_t limit_ = std::size_t{1} << 20;
  std::uint64_t n_bytes_ = 0;
  std::uint32_t first_line_ = 0;
  std::uint32_t n_lines_ = 0;
  bool over_limit_ = false;
};

}  // namespace hustings
