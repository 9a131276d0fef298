//===-- ExplicitEnd.cpp - A method for what a destructor waits for --------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   ~Session() {
//     ::close(socket_);
//   }
//   /// What the destructor did, and waited for. …
//   void finish() {
//     client_->request("goodbye");
//   }
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Held.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace cleanexit {
namespace {

constexpr llvm::StringRef Names[] = {"finish", "shutDown", "finishNow"};

bool declaredIn(const Stmt &S, const ValueDecl &D) {
  const auto *Declares = dyn_cast<DeclStmt>(&S);
  return Declares && llvm::is_contained(Declares->decls(), &D);
}

/// What is between a lock's calls goes as a whole, or not at all.
bool moveSection(const Site &At, const Ending &E,
                 llvm::SmallPtrSetImpl<const Stmt *> &Moves) {
  llvm::SmallVector<const Stmt *, 8> Section;
  std::string Unlocking;
  for (const Stmt *S : E.Block->body()) {
    const CallExpr *Call = wholeCall(*S);
    if (Unlocking.empty()) {
      Unlocking = Call ? unlockOf(At, *Call) : "";
      Section.clear();
    }
    Section.push_back(S);
    if (!Call || Unlocking.empty() ||
        At.text(Call->getSourceRange()) != Unlocking)
      continue;
    if (llvm::is_contained(Section, E.Child))
      Moves.insert_range(Section);
    Unlocking.clear();
  }
  return Unlocking.empty() || !llvm::is_contained(Section, E.Child);
}

/// Which of a destructor's statements go into the method.
struct Split {
  llvm::SmallVector<const Stmt *, 8> Moved;  ///< with declarations it needs
  llvm::SmallVector<const Stmt *, 8> Copied; ///< `if (!open_) return;`
  bool KeepsNothing = true;
};

/// The object that a call is made on, `client_`, as it is written.
llvm::StringRef receiver(const Site &At, const Stmt &S) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(&S);
  return Member &&
                 !isa<CXXThisExpr>(
                     Member->getImplicitObjectArgument()->IgnoreParenImpCasts())
             ? At.text(Member->getImplicitObjectArgument()->getSourceRange())
             : llvm::StringRef();
}

/// `status_ = close();`: what the result is kept in.
const ValueDecl *keptIn(const Stmt &S) {
  const auto *E = dyn_cast<Expr>(&S);
  if (!E)
    return nullptr;
  E = E->IgnoreParenImpCasts();
  if (const auto *Clean = dyn_cast<ExprWithCleanups>(E))
    E = Clean->getSubExpr()->IgnoreParenImpCasts();
  const Expr *To = nullptr;
  if (const auto *Assigns = dyn_cast<BinaryOperator>(E);
      Assigns && Assigns->isAssignmentOp())
    To = Assigns->getLHS();
  else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
           Call && Call->isAssignmentOp())
    To = Call->getArg(0);
  const auto *Member =
      To ? dyn_cast<MemberExpr>(To->IgnoreParenImpCasts()) : nullptr;
  return Member ? Member->getMemberDecl() : nullptr;
}

std::optional<Split> split(const Site &At, const Ending &E) {
  const auto *Act = At->begins<CXXMemberCallExpr>();
  llvm::StringRef On = Act ? receiver(At, *Act) : llvm::StringRef();
  auto Goes = [&](const Stmt &S) {
    return &S == E.Child ||
           (!leavesAtOnce(S) &&
            (mayWait(S, At.Of.Check) ||
             (!On.empty() && anyBelow(&S, [&](const Stmt &Each) {
               return receiver(At, Each) == On;
             }))));
  };
  llvm::SmallPtrSet<const Stmt *, 8> Moves;
  for (const Stmt *S : E.Block->body())
    if (Goes(*S))
      Moves.insert(S);
  if (!moveSection(At, E, Moves))
    return std::nullopt;
  // What looks at the result goes with it.
  if (const ValueDecl *Result = keptIn(*E.Child)) {
    bool Behind = false;
    for (const Stmt *S : E.Block->body()) {
      if (Behind &&
          mentions(*S, [&](const ValueDecl &D) { return &D == Result; }))
        Moves.insert(S);
      Behind |= S == E.Child;
    }
  }
  // What a moved statement needs goes with it, and what needs a moved one.
  for (bool Again = true; Again;) {
    Again = false;
    for (const Stmt *Declaring : E.Block->body()) {
      if (!isa<DeclStmt>(Declaring))
        continue;
      bool Some = Moves.contains(Declaring);
      auto Uses = [&](const Stmt *S) {
        return S != Declaring && mentions(*S, [&](const ValueDecl &D) {
                 return declaredIn(*Declaring, D);
               });
      };
      for (const Stmt *S : E.Block->body())
        Some |= Moves.contains(S) && Uses(S);
      if (!Some)
        continue;
      for (const Stmt *S : E.Block->body())
        if (S == Declaring || (Uses(S) && !leavesAtOnce(*S)))
          Again |= Moves.insert(S).second;
    }
  }
  Split Done;
  bool Before = true;
  for (const Stmt *S : E.Block->body()) {
    Before &= S != E.Child;
    if (Moves.contains(S))
      Done.Moved.push_back(S);
    else if (Before && declaresGuard(*S)) {
      // Nobody wants the lock of an object that ends; a method's callers do.
      if (!mentions(*E.Child,
                    [&](const ValueDecl &D) { return declaredIn(*S, D); }))
        return std::nullopt;
      Done.Copied.push_back(S);
    } else if (Before && leavesAtOnce(*S))
      Done.Copied.push_back(S);
    else
      Done.KeepsNothing = false;
    // The thread may be told to end by what is moved.
    if (!Moves.contains(S) && anyBelow(S, [](const Stmt &Each) {
          return llvm::StringRef(calleeName(dyn_cast<CallExpr>(&Each)))
              .ends_with("::join");
        }))
      return std::nullopt;
  }
  return Done;
}

bool catchesAll(const CXXTryStmt &Try) {
  const CXXCatchStmt *Last = Try.getHandler(Try.getNumHandlers() - 1);
  const auto *Block = dyn_cast<CompoundStmt>(Last->getHandlerBlock());
  return Try.getNumHandlers() == 1 && !Last->getExceptionDecl() && Block &&
         Block->body_empty();
}

bool endsInCatchAll(const CXXTryStmt &Try) {
  return !Try.getHandler(Try.getNumHandlers() - 1)->getExceptionDecl();
}

/// Statements with what ends them, each on its lines. Errors reach the caller.
std::string textOf(const Site &At, const Stmt &S) {
  if (const auto *Try = dyn_cast<CXXTryStmt>(&S); Try && catchesAll(*Try)) {
    std::string All;
    for (const Stmt *Inside : Try->getTryBlock()->body())
      All += textOf(At, *Inside);
    return All;
  }
  std::string Text = At.text(S.getSourceRange()).str();
  if (llvm::StringRef(Text).ends_with(";") ||
      llvm::StringRef(Text).ends_with("}"))
    return Text + "\n";
  return Text + ";\n";
}

bool make(const Site &At, Draft &D) {
  std::optional<Ending> E = endingAt(At);
  if (!E || waitsForThread(At) || E->Class->isLambda() ||
      At->around<CXXCatchStmt>())
    return false;
  // Who spins lets others go before what they use ends.
  if (llvm::StringRef(At.Of.Message).contains("loops until"))
    return false;
  const auto *Call = At->begins<CallExpr>();
  if (Call && wholeCall(*Call) && endsByName(calleeName(Call)))
    return false;
  // What is said in the handlers is the caller's to say.
  if (E->isWholeTry() &&
      !endsInCatchAll(*cast<CXXTryStmt>(E->Body->body_front())))
    return false;
  std::optional<Split> Parts = split(At, *E);
  std::string Name = freshMethod(*E->Class, Names);
  const CXXDestructorDecl *Declared =
      cast<CXXDestructorDecl>(E->In->getCanonicalDecl());
  const bool Inside = Declared == E->In;
  if (!Parts || Name.empty() || (!Inside && E->Class->isDependentContext()))
    return false;
  std::string Text;
  for (const Stmt *S : E->Block->body()) {
    if (llvm::is_contained(Parts->Moved, S) ||
        llvm::is_contained(Parts->Copied, S)) {
      if (At.text(S->getSourceRange()).empty())
        D.refuse("the place to edit is inside a macro");
      Text += textOf(At, *S);
    }
  }
  D.Sentence = "do this in a method '" + Name +
               "', which callers call before the end; the destructor no longer "
               "does it";
  const std::string Why = "/// To be called before the end: the destructor "
                          "does not wait for this.\n";
  const std::string Head = "void " + Name + "()";
  const AccessSpecifier Access = Declared->getAccess();
  const std::string Open = Access == AS_public ? "" : "public:\n";
  const std::string Shut = Access == AS_public      ? ""
                           : Access == AS_protected ? "\n\nprotected:"
                                                    : "\n\nprivate:";
  if (Inside) {
    D.insertBehind(E->Body->getRBracLoc(),
                   "\n\n" + Open + Why + Head + " {\n" + Text + "}" + Shut);
  } else {
    SourceLocation Semicolon = At.semicolonOf(*Declared);
    llvm::StringRef Qualifier =
        At.text(E->In->getQualifierLoc().getSourceRange());
    if (Semicolon.isInvalid() || Qualifier.empty())
      return false;
    D.insertBehind(Semicolon, "\n" + Open + Why + Head + ";" + Shut);
    D.insertBehind(E->Body->getRBracLoc(),
                   "\n\nvoid " + Qualifier + Name + "() {\n" + Text + "}");
  }
  if (Parts->KeepsNothing && !D.hasDirective(*E->Body)) {
    D.replace(E->Body->getSourceRange(), "{}");
    return true;
  }
  for (const Stmt *S : Parts->Moved)
    D.remove(*S);
  return true;
}

} // namespace

extern const RepairKind ExplicitEnd;
const RepairKind ExplicitEnd = {
    "cleanup-network-io",
    "makes a public method of what a destructor waits for: callers call it "
    "before the end",
    make, RepairKind::General, "cleanup-blocking-call"};

} // namespace cleanexit
