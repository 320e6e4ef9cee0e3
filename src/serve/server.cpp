#include "serve/server.hpp"

#include <fmt/format.h>
#include <httplib.h>

#include <atomic>
#include <chrono>
#include <string_view>
#include <thread>
#include <utility>

#include "hustings/model/swing_plan.hpp"
#include "hustings/results/json.hpp"
#include "hustings/summary/find.hpp"
#include "hustings/summary/swing.hpp"
#include "report/html/assets.hpp"
#include "report/html/sections.hpp"
#include "report/html/told.hpp"
#include "report/html/words.hpp"
#include "report/panel_html.hpp"
#include "report/report_html.hpp"
#include "serve/explore_json.hpp"
#include "serve/guard.hpp"
#include "serve/inputs.hpp"
#include "serve/question.hpp"
#include "serve/refusals.hpp"
#include "serve/threads.hpp"
#include "text/file_state.hpp"

namespace hustings {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kThreads = 32;  // one for each connection that is open
constexpr int kMostListening = 8;     // pages that wait for changes of the scenario

constexpr const char* kLines = "application/x-ndjson";
constexpr const char* kHtml = "text/html; charset=utf-8";

/// What is served without a token: no file is opened by a name that comes from outside.
struct StaticFile {
  const char* path;
  const char* asset;
  const char* type;
};
constexpr const char* kScript = "text/javascript; charset=utf-8";
constexpr const char* kStyle = "text/css; charset=utf-8";
constexpr StaticFile kStatic[] = {{"/", "explore.html", kHtml},
                                  {"/explore.js", "explore.js", kScript},
                                  {"/explore_changes.js", "explore_changes.js", kScript},
                                  {"/explore_inputs.js", "explore_inputs.js", kScript},
                                  {"/explore_results.js", "explore_results.js", kScript},
                                  {"/explore_server.js", "explore_server.js", kScript},
                                  {"/explore.css", "explore.css", kStyle},
                                  {"/report.css", "report.css", kStyle}};

const httplib::Headers& headers() {
  static const httplib::Headers all{
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src "
       "'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cache-Control", "no-store"},
      {"Cross-Origin-Resource-Policy", "same-origin"}};
  return all;
}

Parameters parameters_of(const httplib::Request& request) {
  return {request.params.begin(), request.params.end()};
}

bool write(httplib::DataSink& sink, const std::string& text) {
  return sink.is_writable() && sink.write(text.data(), text.size());
}

/// Leaves a port to one program: httplib lets several share it.
void take_port_alone(socket_t socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

}  // namespace

/// What is answered where: the table of addresses, each with the call that answers it.
///
/// Made once from the base: the inputs and the map that the page is told, and the run that chooses
/// headline, order and colours, so that a question only costs its simulation. A question comes in
/// on a thread of httplib and waits for its turn in the explorer; a stage goes out as a line as
/// soon as it is there. Every open connection has a thread, so pages that listen for changes of
/// the scenario are few, and no connection is kept.
class Server::Routes {
 public:
  Routes(Explorer& explorer, Served served, int port)
      : explorer_(explorer),
        served_(std::move(served)),
        first_(explorer.first()),
        table_(inputs_of(explorer.scenario(), explorer.first())),
        tiles_(tiles_of(explorer.scenario())),
        port_(bind(port)),
        token_(new_token()),
        guard_(port_, token_),
        address_(fmt::format("http://127.0.0.1:{}/#token={}", port_, token_)) {
    for (const Tile& tile : tiles_) {
      map_.push_back(
          {tile.name, tile.row, tile.column, tile.contests.empty() ? "" : tile.contests.front()});
    }
    set_up();
  }

  const std::string& address() const { return address_; }
  void run() {
    if (!is_stopped_) server_.listen_after_bind();
    has_ended_ = true;
  }
  void stop() {
    is_stopped_ = true;
    explorer_.turns().stop();
    // What does not listen yet would not hear it.
    while (!server_.is_running() && !has_ended_) std::this_thread::sleep_for(milliseconds(1));
    if (!has_ended_) server_.stop();
  }

 private:
  int bind(int port) {
    server_.set_socket_options(take_port_alone);
    const int bound = port == 0 ? server_.bind_to_any_port("127.0.0.1")
                      : server_.bind_to_port("127.0.0.1", port) ? port
                                                                : -1;
    if (bound > 0) return bound;
    throw Failure(ExitCode::cannot_create,
                  port == 0
                      ? "no port of this machine is free"
                      : fmt::format("port {} cannot be taken: another program has it, or it "
                                    "is kept for root (leave out --port for one that is free)",
                                    port));
  }

  void set_up() {
    server_.new_task_queue = [] { return new Threads(kThreads); };
    server_.set_tcp_nodelay(true);
    // A connection that is kept would hold a thread, and the end of the program, for as long.
    server_.set_keep_alive_max_count(1);
    server_.set_keep_alive_timeout(1);
    server_.set_default_headers(headers());
    refuse_by(guard_, server_);
    for (const StaticFile& file : kStatic) {
      const auto send = [name = file.asset, type = file.type](const httplib::Request&,
                                                              httplib::Response& response) {
        const std::string_view text = asset(name);
        response.set_content(text.data(), text.size(), type);
      };
      server_.Get(file.path, send);
    }
    add_routes();
  }

  void add_routes() {
    server_.Get("/api/scenario", [this](const httplib::Request&, httplib::Response& response) {
      response.set_content(scenario_json({explorer_, first_, table_, tiles_, served_.start}),
                           kJson);
    });
    server_.Get("/api/events", [this](const httplib::Request&, httplib::Response& response) {
      tell_events(response);
    });
    post("/api/try", &Routes::answer_try);
    post("/api/swing", &Routes::answer_swing);
    post("/api/given", &Routes::answer_given);
    post("/api/json", &Routes::answer_json);
    post("/api/report", &Routes::answer_report);
    post("/api/yaml", &Routes::answer_yaml);
  }

  using Answer = void (Routes::*)(const httplib::Request&, const Asked&, httplib::Response&);

  void post(const char* path, Answer answer) {
    server_.Post(
        path, [this, answer](const httplib::Request& request, httplib::Response& response) {
          const auto question = question_of(parameters_of(request), request.body,
                                            {explorer_.elections(), explorer_.most_elections()});
          if (const auto* fault = std::get_if<std::string>(&question)) {
            return answer_error(response, 400, *fault);
          }
          (this->*answer)(request, std::get<Asked>(question), response);
        });
  }

  void answer_try(const httplib::Request&, const Asked& asked, httplib::Response& response) {
    response.set_chunked_content_provider(kLines,
                                          [this, asked](std::size_t, httplib::DataSink& sink) {
                                            const bool is_open = tell_stages(asked, sink);
                                            if (is_open) sink.done();
                                            return is_open;
                                          });
  }

  /// False where nobody listens any more.
  bool tell_stages(const Asked& asked, httplib::DataSink& sink) {
    const auto start = steady_clock::now();
    auto told = start;
    const auto listener = [&](const Results& results, bool is_last) {
      const View base(results.labels, results.tally);
      const Results& world = results.what_ifs.front();
      const View now(world.labels, world.tally, base, &world.paired);
      const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
      return write(sink, stage_json({first_, now, panel_html(first_, now, {}, map_),
                                     asked.elections, is_last, took.count()}));
    };
    const auto teller = [&](const Progress& progress) {
      if (steady_clock::now() - told < milliseconds(250)) return sink.is_writable();
      told = steady_clock::now();
      return write(sink, progress_json(progress.done, progress.of));
    };
    try {
      const Ending ending = explorer_.answer(asked, listener, teller);
      return ending.kind == Ending::Kind::done || write(sink, ending_line(ending));
    } catch (const std::exception& error) {
      return write(sink, error_json(error.what()));
    }
  }

  void answer_swing(const httplib::Request& request, const Asked& asked,
                    httplib::Response& response) {
    Results results;
    if (!is_done(explorer_.swing(asked, results), response)) return;
    const Told told(results);
    const std::string name = request.get_param_value("target");
    if (name.empty()) return response.set_content(swing_html(told), kHtml);
    const auto& targets = results.tally.swing.targets;
    for (std::size_t t = 0; t < targets.size(); ++t) {
      if (swing_target_name(results.labels, targets[t]) == name) {
        return response.set_content(swing_html(told, t), kHtml);
      }
    }
    answer_error(response, 422, why_no_target(name));
  }

  /// Says why a chance cannot be asked about in the changed world.
  std::string why_no_target(const std::string& name) const {
    const Labels& labels = first_.labels();
    for (const SwingTarget& target : plan_swing(explorer_.base()).targets) {
      if (swing_target_name(labels, target) != name) continue;
      return "with these changes nothing can be said of whose turnout decides '" +
             target_words(labels, target) +
             "': turnout is followed to wins, sweeps and events of first choices, not to "
             "delegates, "
             "to who has left a race, or to how close a last round is";
    }
    return "there is no chance of this name to ask about";
  }

  void answer_given(const httplib::Request& request, const Asked& asked,
                    httplib::Response& response) {
    Explorer::Given given;
    if (!is_done(explorer_.given(asked, request.get_param_value("event"), given), response)) return;
    const Told told(given.all);
    const View now(given.met.labels, given.met.tally, told.view(), nullptr);
    response.set_content(panel_html(told, now, {"as in all elections", "Of all elections"}), kHtml);
  }

  void answer_json(const httplib::Request&, const Asked& asked, httplib::Response& response) {
    Results results;
    if (!is_done(explorer_.run(asked, results), response)) return;
    const View view(results.labels, results.tally);
    response.set_content(results_json(results, view, digest_of(results)), kJson);
  }

  void answer_report(const httplib::Request&, const Asked& asked, httplib::Response& response) {
    Results results;
    if (!is_done(explorer_.run(asked, results), response)) return;
    response.set_header("Content-Disposition", "attachment; filename=\"explored.html\"");
    response.set_content(report_html(results, digest_of(results), {}), kHtml);
  }

  void answer_yaml(const httplib::Request&, const Asked& asked, httplib::Response& response) {
    if (!is_done(explorer_.check(asked), response)) return;
    response.set_header("Content-Disposition",
                        std::string("attachment; filename=\"") + Explorer::kFile + "\"");
    response.set_content("# " + explorer_.command(asked.elections) + "\n" + asked.what_if,
                         "text/yaml; charset=utf-8");
  }

  void tell_events(httplib::Response& response) {
    if (n_listening_.fetch_add(1) >= kMostListening) {
      --n_listening_;
      return answer_error(response, 503, "too many pages listen");
    }
    const auto seen = std::make_shared<std::vector<FileState>>(files_);
    response.set_chunked_content_provider(
        "text/event-stream",
        [this, seen](std::size_t offset, httplib::DataSink& sink) {
          return offset == 0 ? write(sink, "event: hello\ndata: {}\n\n") : tell_change(*seen, sink);
        },
        [this](bool) { --n_listening_; });
  }

  /// Waits for a change, and says every 15 seconds that there was none.
  bool tell_change(std::vector<FileState>& seen, httplib::DataSink& sink) {
    constexpr int kQuiet = 150;
    for (int tenths = 0; tenths < kQuiet; ++tenths) {
      if (is_stopped_ || !sink.is_writable()) return false;
      std::this_thread::sleep_for(milliseconds(100));
      if (tenths % 10 == 9 && std::exchange(seen, look()) != seen) {
        return write(sink, "event: changed\ndata: {}\n\n");
      }
    }
    return write(sink, ": still here\n\n");
  }

  /// The scenario's files as they are now.
  std::vector<FileState> look() const {
    std::vector<FileState> states;
    for (const std::filesystem::path& file : served_.files) states.push_back(state_of(file));
    return states;
  }

  Explorer& explorer_;
  Served served_;
  const std::vector<FileState> files_ = look();
  Told first_;
  InputTable table_;
  std::vector<Tile> tiles_;
  std::vector<MapTile> map_;
  httplib::Server server_;
  int port_;
  std::string token_;
  Guard guard_;
  std::string address_;
  std::atomic<int> n_listening_ = 0;
  std::atomic<bool> is_stopped_ = false;
  std::atomic<bool> has_ended_ = false;
};

Server::Server(Explorer& explorer, Served served, int port)
    : routes_(std::make_unique<Routes>(explorer, std::move(served), port)) {}

Server::~Server() = default;

const std::string& Server::address() const {
  return routes_->address();
}

void Server::run() {
  routes_->run();
}

void Server::stop() {
  routes_->stop();
}

}  // namespace hustings
