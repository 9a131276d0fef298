//===-- ThreadDeeds.cpp - What is done to a std::thread -------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/ThreadDeeds.h"
#include "Checks/Names.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

/// std::thread> of std::unique_ptr<std::thread>
static bool isOwnedThread(llvm::StringRef Type) {
  for (llvm::StringRef Owner :
       {"std::vector<", "std::optional<", "std::unique_ptr<", "std::list<",
        "std::deque<", "std::array<", "std::shared_ptr<"})
    if (Type.consume_front(Owner))
      return isOwnedThread(Type);
  return Type.take_until([](char C) { return C == ',' || C == '>'; }) ==
         "std::thread";
}

bool holdsThreads(llvm::StringRef Type) {
  if (Type.ends_with("&")) // another one's
    return false;
  if (Type == "std::thread *")
    return true;
  if (Type.starts_with("std::map<") || Type.starts_with("std::unordered_map<"))
    return Type.ends_with(", std::thread>");
  return isOwnedThread(Type);
}

Deed deedOf(const Facts &F, const Step &S) {
  const Function &Callee = F.Functions[S.Callee];
  llvm::StringRef Key = F.Strings[Callee.Key ? Callee.Key : Callee.Pretty];
  llvm::StringRef Name = lastName(F, S.Callee);
  if (Key.starts_with("std::thread::")) {
    if (S.is(Step::Constructs))
      return S.NumArgs ? Deed::Starts : Deed::Nothing;
    if (Name == "operator=")
      return Deed::Starts;
    return Name == "joinable" || Name == "get_id" || Name == "native_handle" ||
                   Name.starts_with("~")
               ? Deed::Nothing
               : Deed::Ends;
  }
  if (llvm::is_contained({"emplace_back", "push_back", "emplace", "operator=",
                          "try_emplace", "insert", "insert_or_assign"},
                         Name))
    return Deed::Starts;
  if (llvm::is_contained({"reserve", "size", "reset", "clear", "empty", "begin",
                          "end", "has_value", "operator bool", "operator->",
                          "operator*", "operator[]", "get", "front", "back",
                          "find", "count", "contains", "at"},
                         Name) ||
      Name.starts_with("~"))
    return Deed::Nothing;
  return Deed::Ends; // whatever else may
}

bool leavesAlone(const Summary &P, const Step &S, unsigned Arg,
                 unsigned Depth) {
  constexpr unsigned Deepest = 2;
  const Facts &F = P.facts();
  if (S.Kind != Op::Call || !S.Callee || S.is(Step::Virtual))
    return false;
  const Function &Of = F.Functions[S.Callee];
  // A function of C's is handed the native handle: pthread_join() and
  // pthread_detach() leave the object joinable.
  if (Of.is(Function::Toolchain))
    return Of.K == Function::Free && !F.Strings[Of.Key].starts_with("std::");
  if (Of.Bodies.empty() || Depth == Deepest)
    return false;
  auto IsParam = [&](PathId Path) {
    return within(F, Path, [&](const PathNode &N, PathId) {
      return N.K == PathNode::Param && N.Number == Arg;
    });
  };
  for (uint32_t B : Of.Bodies)
    for (const Step &Inner : F.steps(F.Bodies[B])) {
      if (Inner.Subject && IsParam(Inner.Subject) &&
          (Inner.Kind != Op::Call || deedOf(F, Inner) != Deed::Nothing))
        return false;
      for (auto [I, V] : llvm::enumerate(F.args(Inner)))
        if (V.K == Value::Path && IsParam(V.Id) && Inner.Kind != Op::If &&
            !leavesAlone(P, Inner, I, Depth + 1))
          return false;
    }
  return true;
}

} // namespace cleanexit
