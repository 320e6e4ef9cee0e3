#include "serve/refusals.hpp"

#include <exception>
#include <string_view>
#include <vector>

#include "hustings/core/failure.hpp"
#include "serve/explore_json.hpp"

namespace hustings {
namespace {

constexpr const char* kForm = "application/x-www-form-urlencoded";

std::vector<std::string> values_of(const httplib::Request& request, const std::string& header) {
  std::vector<std::string> values;
  const auto [first, end] = request.headers.equal_range(header);
  for (auto at = first; at != end; ++at) values.push_back(at->second);
  return values;
}

std::string reason_of(int status, const httplib::Request& request) {
  if (status == 404) return "there is no such address";
  if (status == 414) return "the address is over 8 kB";
  if (status != 413) return "the request cannot be read";
  // httplib takes far less of what calls itself a form, as curl does unless it is told otherwise.
  return request.get_header_value("Content-Type").starts_with(kForm)
             ? "the body is over 8 kB and calls itself a form: send it with the header "
               "Content-Type: text/yaml, and it may have 256 kB"
             : "the body is over 256 kB";
}

}  // namespace

void answer_error(httplib::Response& response, int status, const std::string& why) {
  response.status = status;
  response.set_content(error_json(why), kJson);
}

void refuse_by(const Guard& guard, httplib::Server& server) {
  server.set_payload_max_length(kLargestBody);
  server.set_pre_routing_handler(
      [&guard](const httplib::Request& request, httplib::Response& response) {
        const auto refusal =
            guard.refuse({request.method, request.path, values_of(request, "Host"),
                          values_of(request, "Origin"), values_of(request, "X-Hustings-Token")});
        if (!refusal) return httplib::Server::HandlerResponse::Unhandled;
        answer_error(response, refusal->status, refusal->why);
        return httplib::Server::HandlerResponse::Handled;
      });
  server.set_error_handler([](const httplib::Request& request, httplib::Response& response) {
    if (!response.body.empty() || response.content_provider_) return;
    response.set_content(error_json(reason_of(response.status, request)), kJson);
  });
  server.set_exception_handler(
      [](const httplib::Request&, httplib::Response& response, std::exception_ptr thrown) {
        try {
          std::rethrow_exception(thrown);
        } catch (const Failure& failure) {
          answer_error(response, 422, failure.what());
        } catch (const std::exception& error) {
          answer_error(response, 500, std::string("internal error: ") + error.what());
        }
      });
}

bool is_done(const Ending& ending, httplib::Response& response) {
  if (ending.kind == Ending::Kind::done) return true;
  response.status = ending.kind == Ending::Kind::superseded ? 409
                    : ending.kind == Ending::Kind::problems ? 422
                                                            : 503;
  response.set_content(ending_line(ending), kJson);
  return false;
}

std::string ending_line(const Ending& ending) {
  switch (ending.kind) {
    case Ending::Kind::done:
      return "";
    case Ending::Kind::superseded:
      return superseded_json();
    case Ending::Kind::problems:
      return problems_told(ending.problems);
    default:
      return error_json("too many requests wait");
  }
}

}  // namespace hustings
