#include "text/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>

namespace hustings {
namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib's number for the largest window and a gzip header
constexpr int kMemoryLevel = 8;
constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;  // zlib counts in unsigned int

}  // namespace

std::string gzipped(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  std::string packed;
  std::array<char, 1 << 16> buffer{};
  int code = Z_OK;
  while (code != Z_STREAM_END) {
    const std::string_view part = bytes.substr(0, kMostAtOnce);
    // zlib takes its input as not const, but does not write to it
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
    stream.avail_in = static_cast<uInt>(part.size());
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    code = deflate(&stream, part.size() == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
    packed.append(buffer.data(), buffer.size() - stream.avail_out);
    bytes.remove_prefix(part.size() - stream.avail_in);
  }
  deflateEnd(&stream);
  return packed;
}

}  // namespace hustings
