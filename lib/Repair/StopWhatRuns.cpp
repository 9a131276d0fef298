//===-- StopWhatRuns.cpp - Stop what a thread runs, then join ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   server_.stop();     the thread is in server_.listen()
//   thread_.join();
//
//   queue_.close();     its loop asks queue_.pop() whether to go on
//   thread_.join();
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {
namespace {

/// Whether a function waits for a thread itself, as far as it is seen.
bool joins(const FunctionDecl *F, unsigned Depth = 3) {
  const FunctionDecl *Defined = nullptr;
  return F && F->getBody(Defined) &&
         anyBelow(Defined->getBody(), [&](const Stmt &S) {
           const auto *Call = dyn_cast<CallExpr>(&S);
           const FunctionModel *M = Call ? modelOf(*Call) : nullptr;
           return (M && M->Does(Effect::WaitThread)) ||
                  (Call && Depth && joins(Call->getDirectCallee(), Depth - 1));
         });
}

/// How a class is asked to stop, by a public method without arguments.
std::string stopOf(QualType T) {
  if (const CXXRecordDecl *Pointer = T->getAsCXXRecordDecl();
      Pointer &&
      (className(T) == "std::unique_ptr" || className(T) == "std::shared_ptr"))
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(Pointer))
      T = S->getTemplateArgs()[0].getAsType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  for (; Class && Class->hasDefinition();
       Class = Class->getDefinition()->getNumBases()
                   ? Class->getDefinition()
                         ->bases_begin()
                         ->getType()
                         ->getAsCXXRecordDecl()
                   : nullptr)
    for (llvm::StringRef Name :
         {"requestinterruption", "request_stop", "requeststop", "stop",
          "cancel", "shutdown", "interrupt", "quit", "wakeup", "close"})
      for (const CXXMethodDecl *M : Class->getDefinition()->methods())
        if (M->getDeclName().isIdentifier() && M->getAccess() == AS_public &&
            M->getMinRequiredArguments() == 0 && !M->isStatic() &&
            M->getName().lower() == Name && !joins(M))
          return M->getNameAsString();
  return "";
}

/// The member that a thread of the class calls; null if there are several.
const FieldDecl *runBy(const CXXRecordDecl &Class) {
  const FieldDecl *Only = nullptr;
  bool Several = anyIn(Class, [&](const Stmt &S) {
    const auto *Lambda = dyn_cast<LambdaExpr>(&S);
    if (!Lambda)
      return false;
    return anyBelow(Lambda->getBody(), [&](const Stmt &Inside) {
      const auto *Call = dyn_cast<CXXMemberCallExpr>(&Inside);
      const FieldDecl *On =
          Call ? memberOfThis(Call->getImplicitObjectArgument()) : nullptr;
      if (!On || stopOf(On->getType()).empty())
        return false;
      const bool Other = Only && Only != On;
      Only = On;
      return Other;
    });
  });
  return Several ? nullptr : Only;
}

/// The member that an expression calls, and that can be stopped.
const FieldDecl *askedBy(const Stmt *S) {
  const FieldDecl *On = nullptr;
  anyBelow(S, [&](const Stmt &Inside) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(&Inside);
    On = Call ? memberOfThis(Call->getImplicitObjectArgument()) : nullptr;
    if (On && stopOf(On->getType()).empty())
      On = nullptr;
    return On != nullptr;
  });
  return On;
}

/// `auto job = queue_.pop(); if (!job) break;`
const FieldDecl *askedBefore(const Stmt &Condition, const Stmt &Loop) {
  const FieldDecl *On = askedBy(&Condition);
  if (!On)
    mentions(Condition, [&](const ValueDecl &D) {
      const auto *V = dyn_cast<VarDecl>(&D);
      if (V && V->hasInit() && anyBelow(&Loop, [&](const Stmt &S) {
            const auto *Declares = dyn_cast<DeclStmt>(&S);
            return Declares && llvm::is_contained(Declares->decls(), V);
          }))
        On = askedBy(V->getInit());
      return On != nullptr;
    });
  return On;
}

/// The member whose answer ends a loop of what a thread of the class runs;
/// null if there are several.
const FieldDecl *endsLoop(const CXXRecordDecl &Class) {
  const FieldDecl *Only = nullptr;
  auto Differs = [&](const FieldDecl *Asked) {
    const bool Other = Asked && Only && Only != Asked;
    Only = Asked ? Asked : Only;
    return Other;
  };
  auto InLoops = [&](const Stmt &S) {
    const auto *While = dyn_cast<WhileStmt>(&S);
    const auto *For = dyn_cast<ForStmt>(&S);
    const Stmt *Condition = While ? While->getCond()
                            : For ? For->getCond()
                                  : nullptr;
    if (Condition && Differs(askedBy(Condition)))
      return true;
    return (While || For) && anyBelow(&S, [&](const Stmt &Inside) {
             const auto *If = dyn_cast<IfStmt>(&Inside);
             return If && leaves(If->getThen()) &&
                    Differs(askedBefore(*If->getCond(), S));
           });
  };
  bool Several = anyIn(Class, [&](const Stmt &S) {
    const auto *Lambda = dyn_cast<LambdaExpr>(&S);
    return Lambda && anyBelow(Lambda->getBody(), [&](const Stmt &Inside) {
             if (InLoops(Inside))
               return true;
             const auto *Call = dyn_cast<CXXMemberCallExpr>(&Inside);
             const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
             const FunctionDecl *Defined = nullptr;
             return M &&
                    M->getParent()->getCanonicalDecl() ==
                        Class.getCanonicalDecl() &&
                    M->getBody(Defined) &&
                    anyBelow(Defined->getBody(), InLoops);
           });
  });
  return Several ? nullptr : Only;
}

bool make(const Site &At, Draft &D) {
  const CXXRecordDecl *Class = At.self();
  Located Act = At.act();
  const Stmt *Join = wholeStatement(Act);
  const auto *Call = Act.begins<CXXMemberCallExpr>();
  if (!Class || !Join || !Call || !Act.In || !waitsForThread(At) ||
      stopFlag(*Class).Field)
    return false;
  const auto *In = dyn_cast<CXXMethodDecl>(Act.In);
  if (!In || In->getParent() != Class)
    return false;
  // QThread and its like are asked themselves.
  const Expr *Thread = Call->getImplicitObjectArgument();
  std::string Text = At.text(Thread->getSourceRange()).str();
  QualType Type = Thread->IgnoreParenImpCasts()->getType();
  std::string Stop = className(Type) == "std::thread" ? "" : stopOf(Type);
  if (Stop.empty()) {
    const FieldDecl *Runs = runBy(*Class);
    if (!Runs)
      Runs = endsLoop(*Class);
    if (!Runs)
      return false;
    Text = Runs->getNameAsString();
    Type = Runs->getType();
    Stop = stopOf(Type);
  }
  for (const FunctionDecl *F : {At->In, Act.In})
    if (F && anyBelow(F->getBody(), [&](const Stmt &S) {
          const auto *Other = dyn_cast<CXXMemberCallExpr>(&S);
          return Other && Other->getMethodDecl() &&
                 Other->getMethodDecl()->getNameAsString() == Stop;
        }))
      return false;
  const bool Arrow = Type->isPointerType() ||
                     className(Type) == "std::unique_ptr" ||
                     className(Type) == "std::shared_ptr";
  D.Sentence =
      "call '" + Stop + "' of '" + Text + "' before its thread is waited for";
  D.before(*Join, Text + (Arrow ? "->" : ".") + Stop + "();");
  return true;
}

} // namespace

extern const RepairKind StopWhatRuns;
const RepairKind StopWhatRuns = {
    "cleanup-blocking-call",
    "stops the member that the thread runs, or the thread object itself, "
    "before it is waited for",
    make};

} // namespace cleanexit
