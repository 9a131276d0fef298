// RUN: not %cleanexit check --checks=cleanup-unguarded-throw %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// Taking a future's result throws what its task has let out, or what a promise was
// given; where neither is anything, it throws nothing.

#include <atomic>
#include <exception>
#include <functional>
#include <future>
#include <stdexcept>
#include <thread>
#include <utility>

int measure(); // may throw
int count() noexcept;

class Sampler_ok {
  std::atomic<bool> Stop{false};
  int Turns = 0;
  std::future<void> Loop = std::async(std::launch::async, [this] {
    while (!Stop)
      ++Turns;
  });

public:
  ~Sampler_ok() {
    Stop = true;
    if (Loop.valid())
      Loop.get();
  }
};

class Sampler_bad {
  std::atomic<bool> Stop{false};
  int Turns = 0;
  std::future<void> Loop = std::async(std::launch::async, [this] {
    while (!Stop)
      if (++Turns < 0)
        throw std::overflow_error("turns");
  });

public:
  ~Sampler_bad() {
    Stop = true;
    if (Loop.valid())
      // CHECK: [[@LINE+1]]:7: warning: 'std::overflow_error' may leave destructor 'Sampler_bad::~Sampler_bad', which is noexcept: std::terminate ends the process; the lambda in Sampler_bad::Sampler_bad throws it
      Loop.get();
  }
};

// A handler for what the task throws is enough.
class Caught_ok {
  std::future<void> Task = std::async(
      std::launch::async, [] { throw std::runtime_error("no sensor"); });

public:
  ~Caught_ok() {
    try {
      Task.get();
    } catch (const std::runtime_error &) {
    }
  }
};

class OtherCaught_bad {
  std::future<void> Work = std::async(
      std::launch::async, [] { throw std::runtime_error("no sensor"); });

public:
  ~OtherCaught_bad() {
    try {
      // CHECK: [[@LINE+1]]:7: warning: 'std::runtime_error' may leave destructor 'OtherCaught_bad::~OtherCaught_bad'
      Work.get();
    } catch (const std::logic_error &) {
    }
  }
};

class Answer_ok {
  std::promise<int> Given;
  std::future<int> Result{Given.get_future()};
  int Last = 0;

public:
  void answer() { Given.set_value(count()); }
  ~Answer_ok() {
    if (Result.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
      Last = Result.get();
  }
};

class Answer_bad {
  std::promise<int> Promised;
  std::future<int> Outcome{Promised.get_future()};
  int Last = 0;

public:
  void answer() {
    try {
      Promised.set_value(measure());
    } catch (...) {
      Promised.set_exception(std::current_exception());
    }
  }
  ~Answer_bad() {
    if (Outcome.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
      // CHECK: [[@LINE+1]]:14: warning: an exception may leave destructor 'Answer_bad::~Answer_bad', which is noexcept: std::terminate ends the process; 'std::future<int>::get' throws it
      Last = Outcome.get();
  }
};

// Whoever has the promise may fail.
void fulfill(std::promise<int> Of);
class HandedOn_bad {
  std::promise<int> Wanted;
  std::future<int> Reply{Wanted.get_future()};
  int Last = 0;

public:
  void ask() { fulfill(std::move(Wanted)); }
  ~HandedOn_bad() {
    if (Reply.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
      // CHECK: [[@LINE+1]]:14: warning: an exception may leave destructor 'HandedOn_bad::~HandedOn_bad'
      Last = Reply.get();
  }
};

class Packaged_ok {
  std::packaged_task<void()> Run{[]() noexcept {}};
  std::future<void> Done{Run.get_future()};
  std::thread Runner{std::move(Run)};

public:
  ~Packaged_ok() {
    Runner.join();
    Done.get();
  }
};

class Packaged_bad {
  std::packaged_task<void()> Job{[] { throw std::range_error("too far"); }};
  std::future<void> Finished{Job.get_future()};
  std::thread Executor{std::move(Job)};

public:
  ~Packaged_bad() {
    Executor.join();
    // CHECK: [[@LINE+1]]:5: warning: 'std::range_error' may leave destructor 'Packaged_bad::~Packaged_bad'
    Finished.get();
  }
};

// Of what is handed in nothing is known.
class Given_bad {
  std::future<void> Other;

public:
  explicit Given_bad(std::future<void> From) : Other(std::move(From)) {}
  // CHECK: [[@LINE+1]]:18: warning: an exception may leave destructor 'Given_bad::~Given_bad'
  ~Given_bad() { Other.get(); }
};

// Nor of what the task calls, if that is not seen.
class Unseen_bad {
  int Value = 0;
  std::future<void> Measures =
      std::async(std::launch::async, [this] { Value = measure(); });

public:
  // CHECK: [[@LINE+1]]:19: warning: an exception may leave destructor 'Unseen_bad::~Unseen_bad', which is noexcept: std::terminate ends the process; 'std::future<void>::get' throws it
  ~Unseen_bad() { Measures.get(); }
};
class Chosen_bad {
  std::function<void()> Work;
  std::future<void> Works = std::async(std::launch::async, [this] { Work(); });

public:
  explicit Chosen_bad(std::function<void()> F) : Work(std::move(F)) {}
  // CHECK: [[@LINE+1]]:19: warning: an exception may leave destructor 'Chosen_bad::~Chosen_bad'
  ~Chosen_bad() { Works.get(); }
};

// A promise of the function itself.
void post(std::function<void()> job);
struct Local_ok {
  int state = 1;
  ~Local_ok() {
    std::promise<int> done;
    auto result = done.get_future();
    post([&] {
      state = 0;
      done.set_value(1);
    });
    result.get();
  }
};
struct Local_bad {
  int state = 1;
  ~Local_bad() {
    std::promise<int> done;
    auto result = done.get_future();
    post([&] {
      try {
        if (state < 0)
          throw std::runtime_error("state");
        done.set_value(1);
      } catch (...) {
        done.set_exception(std::current_exception());
      }
    });
    result.get(); // CHECK: :[[@LINE]]:{{.*}}may leave destructor 'Local_bad::~Local_bad'
  }
};
void keep(std::promise<int> &promise);
struct Kept_bad {
  ~Kept_bad() {
    std::promise<int> done;
    auto result = done.get_future();
    keep(done);
    result.get(); // CHECK: :[[@LINE]]:{{.*}}may leave destructor 'Kept_bad::~Kept_bad'
  }
};
static void refuse(std::promise<int> &promise) { promise.set_exception(std::make_exception_ptr(std::runtime_error("no"))); }
struct Bound_bad {
  ~Bound_bad() {
    std::promise<int> done;
    auto result = done.get_future();
    post(std::bind(refuse, std::ref(done)));
    result.get(); // CHECK: :[[@LINE]]:{{.*}}may leave destructor 'Bound_bad::~Bound_bad'
  }
};
