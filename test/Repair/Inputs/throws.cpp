// One finding for each kind of repair of cleanup-unguarded-throw.
#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <stdexcept>
#include <thread>

struct Refused {
  int why;
};
void leave(int how) {
  if (how == 1)
    throw Refused{how};
  throw std::runtime_error("no");
}

struct CatchAll {
  ~CatchAll() { leave(0); }
};

struct CatchRest {
  ~CatchRest() {
    try {
      leave(1);
    } catch (const std::exception &) {
    }
  }
};

struct InnerTry {
  ~InnerTry() try { leave(1); } catch (...) {
  }
};

struct DropRethrow {
  int failures = 0;
  ~DropRethrow() {
    try {
      leave(1);
    } catch (...) {
      ++failures;
      throw;
    }
  }
};

struct LogInstead {
  bool open = true;
  ~LogInstead() {
    if (open)
      throw std::logic_error("still open");
    open = false;
  }
};

struct OnlyCalm {
  ~OnlyCalm() noexcept(false) { leave(0); }
};

struct ErrorCode {
  std::filesystem::path path;
  ~ErrorCode() { std::filesystem::remove_all(path); }
};

class AskFunction {
  std::function<void()> run;

public:
  AskFunction() = default;
  explicit AskFunction(std::function<void()> run) : run(std::move(run)) {}
  AskFunction(const AskFunction &) = delete;
  ~AskFunction() { run(); }
};
AskFunction nothing() { return AskFunction(); }

void work();
bool prepare();
bool joiningThread() {
  std::thread producer(work);
  if (!prepare())
    return false;
  producer.join();
  return true;
}

class JoinMember {
  std::atomic<bool> stop{false};
  std::thread thread;

public:
  void start() { thread = std::thread([this] { run(); }); }
  ~JoinMember() { stop = true; }

private:
  void run() {
    while (!stop)
      std::this_thread::yield();
  }
};

class FindInstead {
  std::map<int, int> ends;
  int at = 0;

public:
  ~FindInstead() { ends.at(at) = 1; }
};

// What needs the result is set apart with it.
class CatchAllOfResult {
  int *data = nullptr;

  bool close() {
    if (!data)
      throw std::runtime_error("closed");
    return true;
  }

public:
  ~CatchAllOfResult() {
    bool closed = close();
    int code = closed ? 0 : 1;
    if (code)
      std::abort();
    delete data;
  }
};
