// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
// RUN: %check --option=cleanup-blocking-call.Strict=true --option=cleanup-network-io.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT --implicit-check-not=_ok
#include <chrono>
namespace spdlog { void shutdown(); void drop_all(); struct logger { void flush(); }; }
namespace google { enum LogSeverity { INFO }; void FlushLogFiles(LogSeverity); }
namespace opentelemetry { inline namespace v1 { namespace sdk::trace {
struct TracerProvider {
  bool ForceFlush(std::chrono::microseconds = (std::chrono::microseconds::max)()) noexcept;
  bool Shutdown(std::chrono::microseconds = (std::chrono::microseconds::max)()) noexcept;
};
} } }
namespace prometheus { struct Gateway { int Push(); int AsyncPush(); }; }
extern "C" int sentry_flush(unsigned long Ms);
extern "C" int sentry_close();

struct Log_strict { ~Log_strict() { spdlog::shutdown(); } };
// STRICT: 'Log_strict::~Log_strict' {{.*}}[cleanup-blocking-call]
struct Drop_ok { ~Drop_ok() { spdlog::drop_all(); } };
struct Flush_ok { ~Flush_ok() { google::FlushLogFiles(google::INFO); } };
struct Trace_bad { opentelemetry::sdk::trace::TracerProvider *P; ~Trace_bad() { P->ForceFlush(); } };
// CHECK: 'Trace_bad::~Trace_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}until the collector has taken
struct Timed_bad { opentelemetry::sdk::trace::TracerProvider *P; ~Timed_bad() { P->ForceFlush(std::chrono::seconds(5)); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 5 s
struct Brief_ok { opentelemetry::sdk::trace::TracerProvider *P; ~Brief_ok() { P->ForceFlush(std::chrono::milliseconds(10)); } };
struct Shutdown_strict { opentelemetry::sdk::trace::TracerProvider *P; ~Shutdown_strict() { P->Shutdown(); } };
// STRICT: 'Shutdown_strict::~Shutdown_strict' {{.*}}[cleanup-
struct Push_bad { prometheus::Gateway G; ~Push_bad() { G.Push(); } };
// CHECK: 'Push_bad::~Push_bad' {{.*}}[cleanup-network-io]
struct Push_ok { prometheus::Gateway G; ~Push_ok() { G.AsyncPush(); } };
struct Sentry_bad { ~Sentry_bad() { sentry_flush(3000); } };
// CHECK: 'Sentry_bad::~Sentry_bad' {{.*}} 3 s
struct Sentry_ok { ~Sentry_ok() { sentry_flush(0); } };
struct Close_strict { ~Close_strict() { sentry_close(); } };
// STRICT: 'Close_strict::~Close_strict' {{.*}} 2 s
