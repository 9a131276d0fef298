// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
namespace sw::redis {
struct Error {};
struct Redis { long long del(const char *); int pipeline(); };
struct Subscriber { void consume(); };
}

struct Unlock_bad { sw::redis::Redis R; ~Unlock_bad() { R.del("lock"); } };
// CHECK: 'Unlock_bad::~Unlock_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}without socket_timeout nothing bounds that
// CHECK: 'sw::redis::Error' may leave {{.*}}'Unlock_bad::~Unlock_bad'{{.*}}[cleanup-unguarded-throw]
struct Consume_bad {
  sw::redis::Subscriber S;
  ~Consume_bad() {
    try { S.consume(); } catch (const sw::redis::Error &) {}
    // CHECK: 'Consume_bad::~Consume_bad' {{.*}}[cleanup-network-io]
  }
};
struct Pipeline_ok { sw::redis::Redis R; ~Pipeline_ok() { R.pipeline(); } };
