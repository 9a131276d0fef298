// An upload service, as an example for cleanexit: see README.md.
#pragma once
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

/// A peer's connection.
class Session {
  int socket_;

public:
  explicit Session(int socket) : socket_(socket) {}
  ~Session();
  void sendFarewell();
};

/// Writes uploads in the background.
class Worker {
  std::thread thread_;

public:
  void start();
  void stop();
  ~Worker();
};

/// A file that appears whole or not at all.
class Transaction {
  std::string path_;
  bool committed_ = false;

public:
  explicit Transaction(std::string path) : path_(std::move(path)) {}
  void commit();
  ~Transaction();
};

/// All sessions, by name of the user.
class Registry {
  std::mutex mutex_;
  std::unordered_map<std::string, std::unique_ptr<Session>> sessions_;

public:
  void add(const std::string &user, std::unique_ptr<Session> session);
  void remove(const std::string &user);
};
