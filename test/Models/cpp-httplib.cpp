// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <string>
namespace httplib {
struct Client { int Post(const std::string &); void stop(); };
struct Server { bool listen(const std::string &, int); void stop(); };
}

struct Report_bad { httplib::Client C; ~Report_bad() { C.Post("/bye"); } };
// CHECK: 'Report_bad::~Report_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}300 seconds by default
struct Stop_ok { httplib::Client C; httplib::Server S; ~Stop_ok() { C.stop(); S.stop(); } };
struct Serve_bad { httplib::Server S; ~Serve_bad() { S.listen("a", 1); } };
// CHECK: 'Serve_bad::~Serve_bad' {{.*}}[cleanup-network-io]
