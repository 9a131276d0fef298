// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A function of its own that a destructor's method tells what it has made up is
// called by the destructor, and is no guard's body: it may throw to others.

#include <cstdio>
#include <fstream>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using Lines = std::vector<std::string>;

static void writeLines(const std::string &Path, const Lines &What) {
  std::ofstream File(Path);
  if (!File.is_open())
    throw std::runtime_error("cannot open " + Path);
  for (const std::string &Line : What)
    File << Line;
}

static void printLines(const std::string &Path, const Lines &What) {
  std::printf("%s: %zu lines\n", Path.c_str(), What.size());
}

class History_bad {
  std::string Path;
  std::function<void(const std::string &, const Lines &)> Write;
  Lines Said;

public:
  History_bad(std::string To, std::function<void(const std::string &, const Lines &)> By)
      : Path(std::move(To)), Write(std::move(By)) {}
  ~History_bad() {
    // CHECK: [[@LINE+1]]:5: warning: 'std::runtime_error' may leave destructor 'History_bad::~History_bad'
    save();
  }
  void save() const {
    Lines All;
    for (const std::string &Line : Said)
      All.push_back(Line + "\n");
    Write(Path, All);
  }
};

class Journal_ok {
  std::string Path;
  std::function<void(const std::string &, const Lines &)> Write;
  Lines Said;

public:
  Journal_ok(std::string To, std::function<void(const std::string &, const Lines &)> By)
      : Path(std::move(To)), Write(std::move(By)) {}
  ~Journal_ok() { save(); }
  void save() const {
    Lines All;
    for (const std::string &Line : Said)
      All.push_back(Line + "\n");
    Write(Path, All);
  }
};

std::unique_ptr<History_bad> history() {
  return std::make_unique<History_bad>("history", writeLines);
}
std::unique_ptr<Journal_ok> journal() {
  return std::make_unique<Journal_ok>("journal", printLines);
}

// What the object is made with, and uses all its life, is called by the destructor
// as well.
class Batch_bad {
  std::function<void(const Lines &)> Send;
  Lines Pending;
  void deliver(const Lines &All) { Send(All); }

public:
  explicit Batch_bad(std::function<void(const Lines &)> By) : Send(std::move(By)) {}
  void add(std::string Line) {
    Pending.push_back(std::move(Line));
    if (Pending.size() > 9)
      flush();
  }
  void flush() {
    deliver(Pending);
    Pending.clear();
  }
  ~Batch_bad() {
    // CHECK: [[@LINE+1]]:5: warning: 'std::runtime_error' may leave destructor 'Batch_bad::~Batch_bad'
    flush();
  }
};
void batch(const std::string &To) {
  Batch_bad All([To](const Lines &What) { writeLines(To, What); });
  All.add("one");
}
