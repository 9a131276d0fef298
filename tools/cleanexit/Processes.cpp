//===-- Processes.cpp - Many jobs in processes of their own -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   parent ── job number ──> child     one pair of pipes for each child;
//          <── size, answer ──         a closed pipe is a dead child
//
// Children are forked, not started anew: what the parent has read (models, the
// database) is theirs without reading it again.
//===----------------------------------------------------------------------===//

#include "Processes.h"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace cleanexit {
namespace {

bool writeAll(int To, const char *Data, size_t Size) {
  while (Size > 0) {
    ssize_t N = ::write(To, Data, Size);
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return false;
    Data += N;
    Size -= N;
  }
  return true;
}

bool readAll(int From, char *Data, size_t Size) {
  while (Size > 0) {
    ssize_t N = ::read(From, Data, Size);
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return false;
    Data += N;
    Size -= N;
  }
  return true;
}

struct Child {
  pid_t Id = 0;
  int Ask = -1;
  int Answer = -1;
  unsigned Doing = 0;
};

[[noreturn]] void serve(int Asked, int Answers, Job Do) {
  // What a job has to say is in its answer; clang's dying words are not.
  if (int Nowhere = ::open("/dev/null", O_WRONLY); Nowhere >= 0)
    ::dup2(Nowhere, STDERR_FILENO);
  unsigned I = 0;
  while (readAll(Asked, reinterpret_cast<char *>(&I), sizeof I)) {
    std::string Answer = Do(I);
    uint64_t Size = Answer.size();
    if (!writeAll(Answers, reinterpret_cast<char *>(&Size), sizeof Size) ||
        !writeAll(Answers, Answer.data(), Size))
      break;
  }
  // Not exit(): what is registered there is the parent's to do.
  ::_exit(0);
}

class Pool {
  const unsigned Count;
  Job Do;
  Answered Take;
  unsigned Next = 0;
  std::vector<Child> Children;

public:
  Pool(unsigned Count, Job Do, Answered Take)
      : Count(Count), Do(Do), Take(Take) {}

  void run(unsigned Processes) {
    while (Children.size() < Processes && Next < Count)
      if (!start())
        return;
    while (!Children.empty())
      wait();
  }

private:
  bool start() {
    int Asks[2], Answers[2];
    if (::pipe(Asks) != 0 || ::pipe(Answers) != 0)
      return giveUp("no pipe");
    pid_t Id = ::fork();
    if (Id < 0)
      return giveUp("no process");
    if (Id == 0) {
      for (const Child &C : Children) { // else a sibling's pipe stays open
        ::close(C.Ask);
        ::close(C.Answer);
      }
      ::close(Asks[1]);
      ::close(Answers[0]);
      serve(Asks[0], Answers[1], Do);
    }
    ::close(Asks[0]);
    ::close(Answers[1]);
    Children.push_back({Id, Asks[1], Answers[0], 0});
    ask(Children.back());
    return true;
  }

  bool giveUp(const char *What) {
    std::string Why = std::string(What) + ": " + std::strerror(errno);
    for (; Next < Count; ++Next)
      Take(Next, llvm::createStringError(Why));
    return false;
  }

  void ask(Child &C) {
    C.Doing = Next++;
    // If it is dead already, its closed pipe will tell.
    writeAll(C.Ask, reinterpret_cast<char *>(&C.Doing), sizeof C.Doing);
  }

  void wait() {
    std::vector<pollfd> Waiting;
    for (const Child &C : Children)
      Waiting.push_back({C.Answer, POLLIN, 0});
    if (::poll(Waiting.data(), Waiting.size(), -1) < 0)
      return;
    // Backwards: a child that is done or dead is taken out.
    for (size_t I = Waiting.size(); I-- > 0;)
      if (Waiting[I].revents)
        receive(I);
  }

  void receive(size_t Index) {
    Child &C = Children[Index];
    uint64_t Size = 0;
    std::string Answer;
    bool Alive =
        readAll(C.Answer, reinterpret_cast<char *>(&Size), sizeof Size);
    if (Alive) {
      Answer.resize(Size);
      Alive = readAll(C.Answer, Answer.data(), Size);
    }
    unsigned Done = C.Doing;
    if (Alive && Next < Count) {
      ask(C);
      Take(Done, std::move(Answer));
      return;
    }
    int Status = end(C);
    Children.erase(Children.begin() + Index);
    if (Alive)
      Take(Done, std::move(Answer));
    else
      Take(Done, llvm::createStringError(death(Status)));
    if (Next < Count)
      start();
  }

  static int end(Child &C) {
    ::close(C.Ask);
    ::close(C.Answer);
    int Status = 0;
    while (::waitpid(C.Id, &Status, 0) < 0 && errno == EINTR)
      ;
    return Status;
  }

  static std::string death(int Status) {
    if (WIFSIGNALED(Status))
      return std::string("the analyzer crashed: ") +
             ::strsignal(WTERMSIG(Status));
    return "the analyzer ended with code " +
           std::to_string(WEXITSTATUS(Status));
  }
};

} // namespace

void doInProcesses(unsigned Count, unsigned Processes, Job Do, Answered Take) {
  // A child that died must be an error of write, not our own death.
  struct sigaction Ignore = {}, Before = {};
  Ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &Ignore, &Before);
  Pool(Count, Do, Take).run(Processes);
  ::sigaction(SIGPIPE, &Before, nullptr);
}

double cpuSecondsOfChildren() {
  rusage Used = {};
  ::getrusage(RUSAGE_CHILDREN, &Used);
  auto Seconds = [](timeval T) { return T.tv_sec + T.tv_usec / 1e6; };
  return Seconds(Used.ru_utime) + Seconds(Used.ru_stime);
}

} // namespace cleanexit
