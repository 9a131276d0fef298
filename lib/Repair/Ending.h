//===-- Ending.h - What of a destructor may wait, and what is quick -------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   ~Session() {            In
//     try {
//       if (open_)          Child: of the block that is all there is
//         logout();         <- the finding
//       ::close(socket_);   quick
//     } catch (...) {}
//   }
//
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_REPAIR_ENDING_H
#define CLEANEXIT_REPAIR_ENDING_H

#include "Models/Models.h"
#include "Repair/Site.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace cleanexit {

struct Ending {
  const clang::CXXDestructorDecl *In;
  const clang::CXXRecordDecl *Class;
  const clang::CompoundStmt *Body;
  const clang::CompoundStmt *Block; ///< Body, or that of its only `try`
  const clang::Stmt *Child;         ///< of Block, with the finding in it

  bool isWholeTry() const { return Block != Body; }
};

/// The destructor that the finding stands in, outside of nested functions.
std::optional<Ending> endingAt(const Site &At);

/// What a library's function is known to do; null if it is not known.
const FunctionModel *modelOf(const clang::Stmt &Call);

/// Whether a statement, or what it calls as far as that is seen, does
/// something that a model says of the act of the finding's kind.
bool mayWait(const clang::Stmt &S, llvm::StringRef Check);

/// `if (!open_) return;`
bool leavesAtOnce(const clang::Stmt &S);

/// Nothing but assignments, and calls that give back what the process has.
bool isQuick(const clang::Stmt &S);
/// Whether it gives something back: `::close(fd)`, `delete p`.
bool givesBack(const clang::Stmt &S);

/// "rd_kafka_destroy", "SSL_free": a function that ends an object by its name.
bool endsByName(llvm::StringRef Callee);

/// Whether the act is to wait for a thread, which nobody may leave out.
bool waitsForThread(const Site &At);

/// Whether an act is done for the end alone: in the cleanup itself, or in a
/// private or static function that nothing else calls. Otherwise what is
/// changed there would change for others, too.
bool isOnlyForTheEnd(const Site &At, const Located &Act);

/// Where an argument of the act is chosen for the end alone: the argument, or
/// that of the finding's call which is handed on. Null if it is elsewhere.
const clang::Expr *chosenAt(const Site &At, const Located &Act,
                            const clang::Expr &Argument);

/// What a statement mentions of a kind of declaration.
bool mentions(const clang::Stmt &S,
              llvm::function_ref<bool(const clang::ValueDecl &)> Which);

/// "finish", "Finish": a name in the manner of a class that it does not have.
std::string freshMethod(const clang::CXXRecordDecl &Class,
                        llvm::ArrayRef<llvm::StringRef> Wanted);

/// The call below an expression that is the whole statement.
const clang::CallExpr *wholeCall(const clang::Stmt &S);

} // namespace cleanexit

#endif
