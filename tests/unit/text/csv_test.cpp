#include "text/csv.hpp"

#include <zlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct ReadCsv {
  std::vector<std::string> header;
  Rows rows;
  std::vector<std::string> problems;
};

ReadCsv read(std::string_view text, CsvLimits limits = {}) {
  Problems problems;
  CsvReader reader(bytes_of(text), "t.csv", problems, limits);
  ReadCsv read{reader.header(), {}, {}};
  while (reader.next()) read.rows.emplace_back(reader.fields().begin(), reader.fields().end());
  for (const Problem& problem : problems.sorted()) read.problems.push_back(format(problem));
  return read;
}

std::vector<std::string> problems_of(std::string_view text, CsvLimits limits = {}) {
  return read(text, limits).problems;
}

TEST_CASE("CSV fields may be quoted, doubled and broken over lines", "[csv]") {
  const ReadCsv csv = read("a,b\r\n\"x, y\",\"say \"\"hi\"\"\"\r\n,\"two\r\nlines\"\n\n1,2");
  CHECK(csv.header == std::vector<std::string>{"a", "b"});
  CHECK(csv.rows == Rows{{"x, y", "say \"hi\""}, {"", "two\r\nlines"}, {"1", "2"}});
  CHECK(csv.problems.empty());
}

TEST_CASE("A byte order mark and a lone empty quoted field are accepted", "[csv]") {
  const ReadCsv csv = read("\xEF\xBB\xBFname\n\"\"\nß\n");
  CHECK(csv.header == std::vector<std::string>{"name"});
  CHECK(csv.rows == Rows{{""}, {"ß"}});
}

TEST_CASE("Places count lines and characters from 1, across quoted line breaks", "[csv]") {
  Problems problems;
  CsvReader reader(bytes_of("a,b,c\n\"é\n\",\"ñ\",z\n1,2,3\n"), "t.csv", problems);
  CHECK(reader.header_place(2) == Place{"t.csv", 1, 5});
  REQUIRE(reader.next());
  CHECK(reader.place(0) == Place{"t.csv", 2, 1});
  CHECK(reader.place(1) == Place{"t.csv", 3, 3});
  CHECK(reader.place(2) == Place{"t.csv", 3, 7});
  REQUIRE(reader.next());
  CHECK(reader.place(1) == Place{"t.csv", 4, 3});
  CHECK(reader.column("c") == 2);
  CHECK_FALSE(reader.column("d"));
}

TEST_CASE("Every unreadable row is reported, the others are read", "[csv]") {
  const ReadCsv csv = read("a,b\n1\n1,2,3\nx\"y,2\n\"x\"y,2\n1,\xFF\n1,\xC3\n3,4\n");
  CHECK(csv.rows == Rows{{"3", "4"}});
  CHECK(
      csv.problems ==
      std::vector<std::string>{
          "t.csv:2:2: error: the row has 1 fields, the header has 2",
          "t.csv:3:5: error: the row has 3 fields, the header has 2 (quote a field that contains a "
          "comma)",
          "t.csv:4:2: error: a quote inside a field that is not quoted (quote the whole field and "
          "double the quotes inside it)",
          "t.csv:5:4: error: text after a closing quote (double a quote that belongs to the field)",
          "t.csv:6:3: error: the text is not valid UTF-8 (save the file as UTF-8)",
          "t.csv:7:3: error: the text is not valid UTF-8 (save the file as UTF-8)"});
}

TEST_CASE("What cannot be read beyond ends the reading", "[csv]") {
  CHECK(problems_of("") ==
        std::vector<std::string>{
            "t.csv:1:1: error: the file is empty (begin it with a row of column names)"});
  CHECK(problems_of("a,b\n1,\"open\n2,3\n") ==
        std::vector<std::string>{"t.csv:2:3: error: this quote is never closed"});
  CHECK(problems_of("a,,a\n") ==
        std::vector<std::string>{"t.csv:1:3: error: column 2 has no name",
                                 "t.csv:1:4: error: two columns are named 'a'"});
  CHECK(problems_of(std::string("a,b\n1,\0\n", 8)) ==
        std::vector<std::string>{
            "t.csv:2:3: error: a NUL byte in the text (save the file as UTF-8 text)"});
  CHECK(problems_of("a,b\n1,2\r3,4\n") ==
        std::vector<std::string>{
            "t.csv:2:4: error: a carriage return inside a row (end rows with LF or CRLF)"});
  CHECK(problems_of("a;b\n1,5;2\n").front() ==
        "t.csv:2:3: error: the row has 2 fields, the header has 1 (separate the columns with ',', "
        "not ';')");
}

TEST_CASE("Limits stop a file that is too large in any direction", "[csv]") {
  const std::string long_row = "a,b\n1," + std::string(2'000'000, 'x') + "\n";
  CHECK(problems_of(long_row) ==
        std::vector<std::string>{"t.csv:2:1: error: the row is longer than 1048576 bytes"});
  const std::string open_quote = "a,b\n1,\"" + std::string(2'000'000, '\n');
  CHECK(problems_of(open_quote) ==
        std::vector<std::string>{"t.csv:2:3: error: this quote is never closed"});
  CHECK(problems_of("a,b\n1,2\n", {.bytes = 4}).front() ==
        "t.csv:1:1: error: the file is larger than 4 bytes");
  CHECK(problems_of("a,b,c\n", {.n_columns = 2}).front() ==
        "t.csv:1:5: error: the row has more than 2 fields");
  std::string ragged = "a,b\n";
  for (int i = 0; i < 100; ++i) ragged += "1\n";
  CHECK(problems_of(ragged).size() == 51);
}

TEST_CASE("Rows cross the reader's buffer unharmed", "[csv]") {
  std::string text = "n,text\n";
  for (int i = 0; i < 60'000; ++i)
    text += std::to_string(i) + ",\"row \n" + std::to_string(i) + "\"\n";
  const ReadCsv csv = read(text);
  REQUIRE(csv.rows.size() == 60'000);
  for (std::size_t i = 0; i < csv.rows.size(); ++i) {
    REQUIRE(csv.rows[i][1] == "row \n" + std::to_string(i));
  }
}

TEST_CASE("A gzip file reads like its text; a cut one is refused", "[csv]") {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / "hustings_csv_test.csv.gz";
  const gzFile out = gzopen(file.c_str(), "wb");
  std::string text = "a,b\n";
  for (int i = 0; i < 9999; ++i) text += std::to_string(i * i % 7919) + ",y\n";
  gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
  gzclose(out);
  Problems problems;
  CsvReader whole(file, problems);
  std::size_t n = 0;
  while (whole.next()) ++n;
  CHECK(n == 9999);
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  const auto read_all = [&] {
    CsvReader cut(file, problems);
    while (cut.next()) {
    }
  };
  CHECK_THROWS_AS(read_all(), Failure);
  std::filesystem::remove(file);
  CHECK_THROWS_AS(read_all(), Failure);
}

}  // namespace
}  // namespace hustings
