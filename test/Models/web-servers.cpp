// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
// RUN: %check --option=cleanup-blocking-call.Strict=true --option=cleanup-network-io.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT --implicit-check-not=_ok
#include <functional>
#include <memory>
extern "C" {
struct mg_context; struct mg_connection; struct mg_mgr;
void mg_stop(mg_context *);
int mg_get_response(mg_connection *, char *, size_t, int Ms);
void mg_mgr_poll(mg_mgr *, int Ms);
void mg_mgr_free(mg_mgr *);
}
namespace crow { template <class... M> struct Crow { void run(); void stop(); }; }
namespace drogon {
struct HttpRequest;
struct HttpClient {
  virtual int sendRequest(const std::shared_ptr<HttpRequest> &, double S = 0) = 0;
  virtual void sendRequest(const std::shared_ptr<HttpRequest> &, const std::function<void(int)> &, double S = 0) = 0;
};
namespace orm { struct DbClient { int execSqlSync(const char *); }; }
}
namespace trantor { struct EventLoopThread { void wait(); }; struct EventLoop { void quit(); }; }
namespace oatpp::network { struct Server { void run(std::function<bool()>); void run(bool NewThread = false); void stop(); }; }
namespace ix { struct WebSocket { void stop(); void close(); }; struct HttpClient { int get(const char *); }; }
namespace uWS { struct Loop { void run(); }; }

struct Civet_strict { mg_context *C; ~Civet_strict() { mg_stop(C); } };
// STRICT: 'Civet_strict::~Civet_strict' {{.*}}[cleanup-blocking-call]
struct Response_bad { mg_connection *C; char E[99]; ~Response_bad() { mg_get_response(C, E, 99, 5000); } };
// CHECK: 'Response_bad::~Response_bad' {{.*}} 5 s
struct Poll_bad { mg_mgr *M; ~Poll_bad() { mg_mgr_poll(M, 1000); } };
// CHECK: 'Poll_bad::~Poll_bad' {{.*}} 1 s
struct Poll_ok { mg_mgr *M; ~Poll_ok() { mg_mgr_poll(M, 0); mg_mgr_free(M); } };
struct Crow_bad { crow::Crow<> A; ~Crow_bad() { A.run(); } };
// CHECK: 'Crow_bad::~Crow_bad' {{.*}}with no bound
struct Crow_ok { crow::Crow<> A; ~Crow_ok() { A.stop(); } };
struct Request_bad { drogon::HttpClient &C; std::shared_ptr<drogon::HttpRequest> R; ~Request_bad() { C.sendRequest(R); } };
// CHECK: 'Request_bad::~Request_bad' {{.*}}[cleanup-network-io]
struct Timed_bad { drogon::HttpClient &C; std::shared_ptr<drogon::HttpRequest> R; ~Timed_bad() { C.sendRequest(R, 5); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}}[cleanup-network-io]
struct Request_ok { drogon::HttpClient &C; std::shared_ptr<drogon::HttpRequest> R; std::function<void(int)> F; ~Request_ok() { C.sendRequest(R, F); } };
struct Sql_bad { drogon::orm::DbClient &C; ~Sql_bad() { C.execSqlSync("delete from t"); } };
// CHECK: 'Sql_bad::~Sql_bad' talks to a database
struct Loop_bad { trantor::EventLoopThread T; ~Loop_bad() { T.wait(); } };
// CHECK: 'Loop_bad::~Loop_bad' waits for a thread to end
struct Loop_ok { trantor::EventLoop &L; ~Loop_ok() { L.quit(); } };
struct Oat_bad { oatpp::network::Server S; ~Oat_bad() { S.run(); } };
// CHECK: 'Oat_bad::~Oat_bad' {{.*}}with no bound
struct Oat_ok { oatpp::network::Server S; ~Oat_ok() { S.run(true); S.stop(); } };
struct Socket_strict { ix::WebSocket S; ~Socket_strict() { S.stop(); } };
// STRICT: 'Socket_strict::~Socket_strict' {{.*}}[cleanup-blocking-call]
struct Socket_ok { ix::WebSocket S; ~Socket_ok() { S.close(); } };
struct Get_bad { ix::HttpClient C; ~Get_bad() { C.get("http://a"); } };
// CHECK: 'Get_bad::~Get_bad' {{.*}}[cleanup-network-io]
struct Uws_bad { uWS::Loop &L; ~Uws_bad() { L.run(); } };
// CHECK: 'Uws_bad::~Uws_bad' {{.*}}with no bound
