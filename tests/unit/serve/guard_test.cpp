// Who is answered, and what a question may be.

#include "serve/guard.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "serve/question.hpp"

using namespace hustings;

namespace {

const std::string kToken = "0123456789abcdef0123456789abcdef";

int status_of(const Knock& knock) {
  const auto refusal = Guard(8080, kToken).refuse(knock);
  return refusal ? refusal->status : 200;
}

Knock api() {
  return {"POST", "/api/try", {"127.0.0.1:8080"}, {"http://127.0.0.1:8080"}, {kToken}};
}

std::string fault_of(const Parameters& parameters) {
  const auto question = question_of(parameters, "", {100'000, 10'000'000});
  const auto* fault = std::get_if<std::string>(&question);
  return fault == nullptr ? "" : *fault;
}

}  // namespace

TEST_CASE("Who has the token and comes to this host is answered", "[explore]") {
  CHECK(status_of(api()) == 200);
  Knock other_name = api();
  other_name.hosts = {"localhost:8080"};
  other_name.origins = {"http://localhost:8080"};
  CHECK(status_of(other_name) == 200);
  Knock by_program = api();
  by_program.origins = {};
  CHECK(status_of(by_program) == 200);
  CHECK(status_of({"GET", "/", {"127.0.0.1:8080"}, {}, {}}) == 200);
}

TEST_CASE("A wrong token is refused, however near it is", "[explore]") {
  for (const std::string& token :
       {std::string(), kToken.substr(1), kToken + "0", std::string(32, '0'), kToken + '\0',
        "0123456789ABCDEF0123456789ABCDEF" + std::string()}) {
    Knock knock = api();
    knock.tokens = {token};
    INFO(token);
    CHECK(status_of(knock) == 403);
  }
  Knock knock = api();
  knock.tokens = {};
  CHECK(status_of(knock) == 403);
  knock.tokens = {kToken, kToken};
  CHECK(status_of(knock) == 403);
}

TEST_CASE("Another host is refused, the page itself too", "[explore]") {
  for (const char* host : {"evil.example", "evil.example:8080", "127.0.0.1", "127.0.0.1:8081",
                           "localhost", "127.0.0.1:8080.evil.example", "[::1]:8080", ""}) {
    INFO(host);
    Knock knock = api();
    knock.hosts = {host};
    CHECK(status_of(knock) == 403);
    CHECK(status_of({"GET", "/", {host}, {}, {}}) == 403);
  }
  Knock knock = api();
  knock.hosts = {};
  CHECK(status_of(knock) == 400);
  knock.hosts = {"127.0.0.1:8080", "evil.example"};
  CHECK(status_of(knock) == 400);
}

TEST_CASE("Pages of other servers are refused, and those without a home", "[explore]") {
  for (const char* origin : {"http://evil.example", "null", "https://127.0.0.1:8080",
                             "http://127.0.0.1:8081", "http://localhost:8080", ""}) {
    INFO(origin);
    Knock knock = api();
    knock.origins = {origin};
    CHECK(status_of(knock) == 403);
  }
}

TEST_CASE("Only GET and POST are answered", "[explore]") {
  for (const char* method : {"HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"}) {
    Knock knock = api();
    knock.method = method;
    CHECK(status_of(knock) == 405);
  }
}

TEST_CASE("Tokens are 128 bits in hexadecimal, each another", "[explore]") {
  std::set<std::string> tokens;
  for (int i = 0; i < 100; ++i) {
    const std::string token = new_token();
    CHECK(token.size() == 32);
    CHECK(token.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(tokens.insert(token).second);
  }
}

TEST_CASE("A question says its page, its turn and how many elections", "[explore]") {
  const auto question =
      question_of({{"page", "a1"}, {"turn", "7"}, {"elections", "500"}}, "text", {1, 1000});
  const Asked& asked = std::get<Asked>(question);
  CHECK(asked.turn.page == "a1");
  CHECK(asked.turn.number == 7);
  CHECK(asked.elections == 500);
  CHECK(asked.what_if == "text");
  const auto usual = question_of({{"page", "a1"}, {"turn", "7"}}, "", {5000, 1000});
  CHECK(std::get<Asked>(usual).elections == 1000);
}

TEST_CASE("A question that cannot be meant is refused with a reason", "[explore]") {
  const std::string page = "page must be 1 to 32 letters and digits";
  CHECK(fault_of({{"turn", "1"}}) == page);
  CHECK(fault_of({{"page", std::string(33, 'a')}, {"turn", "1"}}) == page);
  CHECK(fault_of({{"page", "a b"}, {"turn", "1"}}) == page);
  for (const char* turn : {"", "-1", "1.5", "x", "99999999999999999999"}) {
    CHECK(fault_of({{"page", "a"}, {"turn", turn}}) == "turn must be a whole number");
  }
  for (const char* elections : {"", "0", "-5", "10000001", "1e3"}) {
    CHECK(fault_of({{"page", "a"}, {"turn", "1"}, {"elections", elections}}) ==
          "elections must be a whole number from 1 to 10,000,000");
  }
}
