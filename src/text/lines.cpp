#include "text/lines.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace hustings {
namespace {

constexpr std::size_t kBuffer = std::size_t{1} << 18;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

/// Passes over a byte order mark, once, at the very beginning.
Lines::Lines(ByteSource source) : source_(std::move(source)), buffer_(kBuffer) {
  while (end_ < kByteOrderMark.size() && fill()) {
  }
  if (std::string_view(buffer_.data(), end_).starts_with(kByteOrderMark)) {
    next_ = kByteOrderMark.size();
  }
}

bool Lines::start() {
  begin_ = next_;
  size_ = 0;
  first_line_ = n_lines_ + 1;
  return find_break(0);
}

bool Lines::extend() {
  return find_break(next_ - begin_);
}

/// Ends the current text at the first line break at or after an offset of it.
bool Lines::find_break(std::size_t from) {
  for (;;) {
    const std::size_t known = end_ - begin_;
    const void* found = std::memchr(buffer_.data() + begin_ + from, '\n', known - from);
    if (found != nullptr) {
      next_ = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data()) + 1;
      break;
    }
    over_limit_ = known > limit_;
    if (over_limit_) return false;
    if (!fill()) {
      if (known == from) return false;
      next_ = end_;
      break;
    }
    from = known;
  }
  ++n_lines_;
  size_ = next_ - begin_;
  if (buffer_[next_ - 1] == '\n') --size_;
  if (size_ > 0 && buffer_[begin_ + size_ - 1] == '\r') --size_;
  over_limit_ = size_ > limit_;
  return !over_limit_;
}

/// Reads more bytes behind the current text, which moves to the front of the buffer.
bool Lines::fill() {
  const std::size_t known = end_ - begin_;
  std::memmove(buffer_.data(), buffer_.data() + begin_, known);
  next_ -= std::min(next_, begin_);
  begin_ = 0;
  end_ = known;
  if (buffer_.size() - end_ < kBuffer / 2) buffer_.resize(buffer_.size() * 2);
  const std::size_t n = source_(buffer_.data() + end_, buffer_.size() - end_);
  end_ += n;
  n_bytes_ += n;
  return n > 0;
}

}  // namespace hustings
