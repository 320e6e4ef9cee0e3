#include "text/bytes.hpp"

#include <sys/stat.h>
#include <zlib.h>

#include <catch2/catch.hpp>
#include <thread>

#include "support/temporary_folder.hpp"

using namespace hustings;

namespace {

/// Text that gzip does not make small: digits of a linear congruence.
std::string some_text() {
  std::string text;
  for (std::uint32_t x = 1; text.size() < 2'000'000;) {
    x = x * 1664525U + 1013904223U;
    text += std::to_string(x);
  }
  return text;
}

void put_gzip(const std::filesystem::path& path, const std::string& text) {
  const gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
  gzclose(file);
}

/// Reads all, and checks that what is told grows from 0 to `of`.
std::string read_told(const std::filesystem::path& path, std::uint64_t of) {
  std::uint64_t told = 0;
  const ByteSource source = open_bytes(path, [&](const Progress& progress) {
    CHECK(progress.what == "bytes");
    CHECK(progress.of == of);
    CHECK(progress.done >= told);
    told = progress.done;
    return true;
  });
  std::string text;
  std::string buffer(100'000, '\0');
  while (const std::size_t n = source(buffer.data(), buffer.size())) text.append(buffer, 0, n);
  if (of > 0) {
    CHECK(told == of);
  } else {
    CHECK(told == text.size());
  }
  return text;
}

}  // namespace

TEST_CASE("Progress of reading is in bytes of the file as it stands, packed or not", "[text]") {
  const test::TemporaryFolder folder;
  const std::string text = some_text();
  test::put_file(folder / "plain", text);
  put_gzip(folder / "packed", text);
  CHECK(read_told(folder / "plain", text.size()) == text);
  const auto packed = std::filesystem::file_size(folder / "packed");
  CHECK(packed < text.size());
  CHECK(read_told(folder / "packed", packed) == text);
}

TEST_CASE("Progress of reading a pipe has no end to go by", "[text]") {
  const test::TemporaryFolder folder;
  const std::string text = some_text();
  const auto pipe = folder / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::thread writer([&] { test::put_file(pipe, text); });
  CHECK(read_told(pipe, 0) == text);
  writer.join();
}

TEST_CASE("An observer can end the input", "[text]") {
  const test::TemporaryFolder folder;
  test::put_file(folder / "plain", some_text());
  const ByteSource source = open_bytes(folder / "plain", [](const Progress&) { return false; });
  std::string buffer(100, '\0');
  CHECK(source(buffer.data(), buffer.size()) == 0);
}
