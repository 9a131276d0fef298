//===-- JoiningThread.cpp - A local thread that joins itself ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   std::jthread producer(produce);   joined on every way out
//   if (!prepare())
//     return false;
//   producer.join();
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

/// Whether a variable is only asked to do something: `t.join()`.
bool isOnlyCalledOn(const VarDecl &V, const Stmt &In, bool IsObject = false) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&In))
    return Ref->getDecl() != &V || IsObject;
  const bool Member = isa<MemberExpr>(In);
  return llvm::all_of(In.children(), [&](const Stmt *Child) {
    return !Child || isOnlyCalledOn(V, *Child, Member);
  });
}

bool make(const Site &At, Draft &D) {
  const auto *Local = dyn_cast_or_null<VarDecl>(At->Named);
  const auto *In =
      Local ? dyn_cast<FunctionDecl>(Local->getDeclContext()) : nullptr;
  if (!In || !In->getBody() || !Local->hasLocalStorage() ||
      !At.hasStd("jthread") || className(Local->getType()) != "std::thread" ||
      !isOnlyCalledOn(*Local, *In->getBody()))
    return false;
  SourceRange Type = Local->getTypeSourceInfo()->getTypeLoc().getSourceRange();
  if (At.text(Type) != "std::thread")
    return false;
  D.Sentence = "make it a std::jthread, which is joined on every way out";
  D.replace(Type, "std::jthread");
  return true;
}

} // namespace

extern const RepairKind JoiningThread;
const RepairKind JoiningThread = {
    "cleanup-unguarded-throw",
    "makes a local `std::thread` a `std::jthread` (C++20)", make};

} // namespace cleanexit
