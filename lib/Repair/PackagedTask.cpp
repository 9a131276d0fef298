//===-- PackagedTask.cpp - A future that does not wait ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Only the future of std::async waits in its destructor.
//
//   std::packaged_task<int()> task(compute);
//   value_ = task.get_future();            was std::async(…, compute)
//   std::thread(std::move(task)).detach();
//
// In a member's initializer a lambda does the same.
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Held.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace cleanexit {
namespace {

/// Calls of std::async, with the statement of a block that each is in.
class Asyncs : public RecursiveASTVisitor<Asyncs> {
  const Stmt *Now = nullptr;

public:
  struct Found {
    const CallExpr *Call;
    const Stmt *Statement;
  };
  llvm::SmallVector<Found, 2> All;

  bool TraverseCompoundStmt(CompoundStmt *Block) {
    const Stmt *Outer = Now;
    for (Stmt *S : Block->body()) {
      Now = S;
      TraverseStmt(S);
    }
    Now = Outer;
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    if (calleeName(Call) == "std::async")
      All.push_back({Call, Now});
    return true;
  }
};

/// In what is run with an object, its initializers too.
void search(const CXXRecordDecl &Class, Asyncs &In) {
  for (const CXXMethodDecl *M : Class.methods()) {
    const FunctionDecl *Defined = nullptr;
    if (Stmt *Body = M->getBody(Defined))
      In.TraverseStmt(Body);
    if (const auto *C = dyn_cast_or_null<CXXConstructorDecl>(Defined))
      for (const CXXCtorInitializer *I : C->inits())
        if (I->isWritten())
          In.TraverseStmt(I->getInit());
  }
  for (const FieldDecl *F : Class.fields())
    In.TraverseStmt(F->getInClassInitializer());
}

/// What the finding's future comes from, if it is one call.
std::optional<Asyncs::Found> origin(const Site &At) {
  Asyncs Search;
  if (const auto *Local = dyn_cast_or_null<VarDecl>(At->Named)) {
    if (const auto *In = dyn_cast<FunctionDecl>(Local->getDeclContext()))
      Search.TraverseStmt(In->getBody());
    llvm::erase_if(Search.All, [&](const Asyncs::Found &F) {
      const auto *Declares = dyn_cast_or_null<DeclStmt>(F.Statement);
      return !Declares || !Declares->isSingleDecl() ||
             Declares->getSingleDecl() != Local;
    });
  } else if (const auto *Call = At->begins<CallExpr>();
             Call && Call->getDirectCallee() &&
             className(Call->getType()) == "std::future") {
    const FunctionDecl *Defined = nullptr;
    if (Stmt *Body = Call->getDirectCallee()->getBody(Defined))
      Search.TraverseStmt(Body);
  } else if (const CXXRecordDecl *Class = At.self()) {
    search(*Class, Search);
  } else if (const auto *In = dyn_cast_or_null<CXXDestructorDecl>(At->Named)) {
    search(*In->getParent(), Search);
  } else if (const auto *F = dyn_cast_or_null<FieldDecl>(At->Named)) {
    if (const auto *Class = dyn_cast<CXXRecordDecl>(F->getParent()))
      search(*Class, Search);
  }
  if (Search.All.size() != 1)
    return std::nullopt;
  return Search.All.front();
}

bool make(const Site &At, Draft &D) {
  if (!llvm::StringRef(At.Of.Message).contains("::~future"))
    return false;
  std::optional<Asyncs::Found> From = origin(At);
  if (!From || !At.Context.getLangOpts().CPlusPlus11)
    return false;
  const CallExpr *Call = From->Call;
  unsigned First = Call->getNumArgs() &&
                   className(Call->getArg(0)->getType()) == "std::launch";
  // With arguments the task's type is more than can be told here.
  if (Call->getNumArgs() != First + 1)
    return false;
  const auto *Future = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Call->getType()->getAsCXXRecordDecl());
  if (!Future || Call->isTypeDependent())
    return false;
  std::string Result =
      fullTypeName(Future->getTemplateArgs()[0].getAsType(), At.Context);
  std::string Task = From->Statement ? freshName(At, "task") : "task";
  std::string Made = "std::packaged_task<" + Result + "()> " + Task + "(" +
                     At.text(Call->getArg(First)->getSourceRange()).str() +
                     ");";
  std::string Start = "std::thread(std::move(" + Task + ")).detach();";
  D.Sentence = "run it in a detached thread by a packaged_task, whose future "
               "does not wait when it ends; what it uses must live on";
  D.include("<thread>", "thread");
  if (!From->Statement) {
    // The object may end before its task does.
    if (anyBelow(Call, [](const Stmt &S) { return isa<CXXThisExpr>(S); }))
      return false;
    D.replace(Call->getSourceRange(),
              "[&] {\n" + Made + "\nauto future = " + Task +
                  ".get_future();\n" + Start + "\nreturn future;\n}()");
    return true;
  }
  const Stmt &S = *From->Statement;
  if (isa<ReturnStmt>(S)) {
    std::string Name = freshName(At, "future");
    D.replace(S, Made + "\nauto " + Name + " = " + Task + ".get_future();\n" +
                     Start + "\nreturn " + Name + ";");
    return true;
  }
  D.before(S, Made);
  D.replace(Call->getSourceRange(), Task + ".get_future()");
  D.after(S, Start);
  return true;
}

} // namespace

extern const RepairKind PackagedTask;
const RepairKind PackagedTask = {
    "cleanup-blocking-call",
    "runs by a detached `std::packaged_task` what `std::async` ran, so that "
    "the future does not wait when it ends",
    make};

} // namespace cleanexit
