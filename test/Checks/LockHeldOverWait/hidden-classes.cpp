// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is kept in a class that nobody else can name was written here.
#include <deque>
#include <functional>
#include <mutex>
#include <string>

class Pipe_ok {
public:
  void write(const std::string &text) {
    std::lock_guard<std::mutex> lock(mutex_);
    text_ += text;
    serve();
  }
  void skip(size_t count) {
    enqueue(Request(count, [this, count] { text_.erase(0, count); }));
  }
  size_t size() {
    std::lock_guard<std::mutex> lock(mutex_);
    return text_.size();
  }

private:
  class Request {
  public:
    Request(size_t count, const std::function<void()> &run) : run_(run), count_(count) {}
    void complete() { run_(); }
    size_t count() const { return count_; }

  private:
    std::function<void()> run_;
    size_t count_;
  };
  void enqueue(Request request) {
    std::lock_guard<std::mutex> lock(mutex_);
    requests_.push_back(std::move(request));
  }
  void serve() {
    while (!requests_.empty() && text_.size() >= requests_.front().count()) {
      auto request = requests_.front();
      request.complete();
      requests_.pop_front();
    }
  }
  std::mutex mutex_;
  std::string text_;
  std::deque<Request> requests_;
};

// The same, but others may hand something over.
class Pipe_bad {
public:
  void write(const std::string &text) {
    std::lock_guard<std::mutex> lock(mutex_);
    text_ += text;
    serve(); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'mutex_' is held while 'Pipe_bad::write' runs code that others have chosen
  }
  void when(size_t count, const std::function<void()> &run) { enqueue(Request(count, run)); }

private:
  class Request {
  public:
    Request(size_t count, const std::function<void()> &run) : run_(run), count_(count) {}
    void complete() { run_(); }
    size_t count() const { return count_; }

  private:
    std::function<void()> run_;
    size_t count_;
  };
  void enqueue(Request request) {
    std::lock_guard<std::mutex> lock(mutex_);
    requests_.push_back(std::move(request));
  }
  void serve() {
    while (!requests_.empty() && text_.size() >= requests_.front().count()) {
      auto request = requests_.front();
      request.complete();
      requests_.pop_front();
    }
  }
  std::mutex mutex_;
  std::string text_;
  std::deque<Request> requests_;
};
