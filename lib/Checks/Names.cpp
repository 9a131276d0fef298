//===-- Names.cpp - What names of functions and fields say ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Names.h"
#include "Effects/Words.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

static constexpr llvm::StringRef Stopping[] = {
    "stop",  "cancel", "close",      "shutdown", "quit",    "interrupt",
    "abort", "wake",   "wakeup",     "notify",   "signal",  "push",
    "post",  "put",    "enqueue",    "kill",     "unblock", "terminate",
    "break", "exit",   "disconnect", "dispatch"};
static constexpr llvm::StringRef Waiting[] = {
    "wait", "poll", "recv", "receive", "block", "sleep", "join", "dequeue"};

constexpr llvm::ArrayRef<llvm::StringRef> StopWords = Stopping;
constexpr llvm::ArrayRef<llvm::StringRef> WaitWords = Waiting;

llvm::StringRef lastName(const Facts &F, FunctionId Id) {
  llvm::StringRef Key = F.Strings[F.Functions[Id].Key];
  return Key.substr(Key.rfind(':') + 1);
}

StringId lastField(const Facts &F, PathId P) {
  while (P && F.Paths[P].K == PathNode::Element)
    P = F.Paths[P].Parent;
  PathNode::Kind K = F.Paths[P].K;
  return K == PathNode::Field || K == PathNode::Global ? F.Paths[P].Name : 0;
}

StringId memberMeant(const Facts &F, const Body &B, uint32_t Until, PathId P) {
  if (F.Paths[P].K == PathNode::Local)
    for (const Step &Before : llvm::reverse(F.steps(B).take_front(Until)))
      if (Before.Kind == Op::Set && Before.Subject == P) {
        const Value &From = F.args(Before)[0];
        return From.K == Value::Path ? lastField(F, From.Id) : 0;
      }
  return lastField(F, P);
}

bool saysAnyOf(llvm::StringRef Name, llvm::ArrayRef<llvm::StringRef> Words) {
  return llvm::any_of(wordsOf(Name), [&](llvm::StringRef Word) {
    return llvm::is_contained(Words, Word.rtrim("0123456789"));
  });
}

} // namespace cleanexit
