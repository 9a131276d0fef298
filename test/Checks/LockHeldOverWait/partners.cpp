// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Two objects that point to each other: what the one locks of the other is what
// is held.
#include <memory>
#include <mutex>

struct Buffer;
struct Shim {
  std::mutex mutex;
  std::weak_ptr<Buffer> buffer;
};
struct Buffer {
  std::shared_ptr<Shim> shim;
  int *resource = nullptr;
  ~Buffer() {
    std::lock_guard<std::mutex> lock(shim->mutex);
    resource = nullptr;
  }
};

void gone_bad(Shim *shim) {
  std::lock_guard<std::mutex> lock(shim->mutex);
  if (auto buffer = shim->buffer.lock()) // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'mutex' of an argument
    buffer->resource = nullptr;
}
void gone_ok(Shim *shim) {
  auto buffer = shim->buffer.lock();
  std::lock_guard<std::mutex> lock(shim->mutex);
  if (buffer)
    buffer->resource = nullptr;
}
void other_ok(Shim *shim, Shim *other) {
  std::lock_guard<std::mutex> lock(shim->mutex);
  if (auto buffer = other->buffer.lock())
    buffer->resource = nullptr;
}
