//===-- LowerElements.cpp - What containers do to elements ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The standard library's bodies are skipped, and with them the calls of what a
// program wrote for its own classes:
//
//   std::map<Key, Session, ByName> Sessions;
//   Sessions.find(Key)          ByName::operator()
//   Sessions[Key]               and Session::Session()
//   std::vector<Session> V(3)   Session::Session()
//   auto Copy = V;              Session::Session(const Session &)
//   std::sort(First, Last)      operator<(const Session &, const Session &)
//===----------------------------------------------------------------------===//
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Expr.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace cleanexit {
namespace {

constexpr unsigned Deepest = 3;

const ClassTemplateSpecializationDecl *specialization(QualType T) {
  T = T.getNonReferenceType();
  return dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
}

QualType argument(const ClassTemplateSpecializationDecl &D, unsigned Index) {
  const TemplateArgumentList &Args = D.getTemplateArgs();
  return Index < Args.size() && Args[Index].getKind() == TemplateArgument::Type
             ? Args[Index].getAsType()
             : QualType();
}

bool isSequence(const NamedDecl &D) {
  return isStd(D, {"vector", "deque", "list", "forward_list"});
}

/// Where a container's template arguments say how keys are told apart.
struct Keyed {
  int Order = -1, Hash = -1;
  bool IsMap = false;
};

Keyed keyed(const NamedDecl &D) {
  if (isStd(D, {"map", "multimap"}))
    return {2, -1, true};
  if (isStd(D, {"set", "multiset"}))
    return {1, -1, false};
  if (isStd(D, {"unordered_map", "unordered_multimap"}))
    return {3, 2, true};
  if (isStd(D, {"unordered_set", "unordered_multiset"}))
    return {2, 1, false};
  return {};
}

bool looksForKey(llvm::StringRef Method) {
  return llvm::StringSwitch<bool>(Method)
      .Cases({"find", "erase", "extract", "at", "count", "contains"}, true)
      .Cases({"operator[]", "lower_bound", "upper_bound", "equal_range"}, true)
      .Cases({"insert", "emplace", "emplace_hint", "try_emplace"}, true)
      .Cases({"insert_or_assign", "merge"}, true)
      .Default(false);
}

bool isSameClass(QualType A, QualType B) {
  const auto *Class = B.getNonReferenceType()->getAsCXXRecordDecl();
  return Class && declaresSameEntity(
                      Class, A.getNonReferenceType()->getAsCXXRecordDecl());
}

/// Copies of what it is given: push_back(const T &), insert(p, first, last).
bool copies(const FunctionDecl &Callee, QualType Element, unsigned NumArgs) {
  if (!NumArgs || NumArgs > Callee.getNumParams())
    return false;
  const QualType Last = Callee.getParamDecl(NumArgs - 1)->getType();
  const auto *List = specialization(Last);
  return isSameClass(Last, Element)
             ? Last->isLValueReferenceType()
             : (List && isStd(*List, {"initializer_list"})) ||
                   (NumArgs >= 2 && Callee.getPrimaryTemplate());
}

unsigned numWritten(llvm::ArrayRef<const Expr *> Given) {
  return llvm::count_if(
      Given, [](const Expr *E) { return !isa<CXXDefaultArgExpr>(E); });
}

/// T of an iterator: of T *, or of a class whose first argument says it.
QualType valueType(QualType Iterator) {
  if (const auto *Class = specialization(Iterator))
    Iterator = argument(*Class, 0);
  return !Iterator.isNull() && Iterator->isPointerType()
             ? Iterator->getPointeeType()
             : Iterator;
}

OverloadedOperatorKind comparesBy(llvm::StringRef Algorithm) {
  return llvm::StringSwitch<OverloadedOperatorKind>(Algorithm)
      .Cases({"sort", "stable_sort", "partial_sort", "nth_element"}, OO_Less)
      .Cases({"min_element", "max_element", "minmax_element"}, OO_Less)
      .Cases({"lower_bound", "upper_bound", "binary_search"}, OO_Less)
      .Cases({"equal_range", "make_heap", "push_heap", "pop_heap"}, OO_Less)
      .Cases({"sort_heap", "is_sorted", "is_sorted_until", "merge"}, OO_Less)
      .Cases({"inplace_merge", "includes", "set_union"}, OO_Less)
      .Cases({"set_intersection", "set_difference"}, OO_Less)
      .Cases({"find", "count", "remove", "unique", "replace"}, OO_EqualEqual)
      .Cases({"adjacent_find", "equal", "mismatch"}, OO_EqualEqual)
      .Cases({"search", "find_first_of", "find_end"}, OO_EqualEqual)
      .Default(OO_None);
}

} // namespace

/// Out of sight a function of the project is called.
void Lowering::uses(FunctionId F, SourceLocation Loc, uint16_t Flags) {
  if (!F || Dead)
    return;
  Step S;
  S.Kind = Op::Call;
  S.Flags = Step::Implicit | Flags;
  S.At = U.place(Loc);
  S.Callee = F;
  emit(S);
}

/// Two values of a type are compared: by the operator that a project wrote.
void Lowering::compared(QualType T, OverloadedOperatorKind By,
                        SourceLocation Loc, unsigned Depth) {
  const auto *Class =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition() || Depth == Deepest)
    return;
  if (U.From.of(Class->getLocation()) == Origins::Toolchain) {
    if (const auto *Parts = specialization(T);
        Parts && isStd(*Parts, {"pair", "tuple", "optional", "vector"})) {
      llvm::SmallVector<QualType, 4> Types;
      for (const TemplateArgument &A : Parts->getTemplateArgs().asArray())
        typeArguments(A, Types);
      for (QualType Part : Types)
        compared(Part, By, Loc, Depth + 1);
    }
    return;
  }
  const DeclarationName Name =
      U.Context.DeclarationNames.getCXXOperatorName(By);
  auto Call = [&](const NamedDecl *D) {
    const auto *F = dyn_cast<FunctionDecl>(D);
    const unsigned First = F && isa<CXXMethodDecl>(F) ? 0 : 1;
    const bool Fits = F && !F->isDefaulted() &&
                      F->getNumParams() == First + 1 &&
                      isSameClass(F->getParamDecl(0)->getType(), T);
    if (Fits)
      uses(U.function(*F), Loc, Step::Discarded);
    return Fits;
  };
  const CXXRecordDecl *Whole = Class->getDefinition();
  if (!llvm::any_of(Whole->lookup(Name), Call) &&
      !llvm::any_of(
          Whole->getEnclosingNamespaceContext()->getRedeclContext()->lookup(
              Name),
          Call) &&
      By == OO_Less)
    compared(T, OO_Spaceship, Loc, Depth);
}

/// A container asks its comparator, or its hash, of keys of a type.
void Lowering::asks(QualType Function, QualType Key, OverloadedOperatorKind By,
                    SourceLocation Loc) {
  const auto *Class =
      Function.isNull() ? nullptr : Function->getAsCXXRecordDecl();
  if (!Class)
    return;
  if (U.Sema)
    (void)U.Sema->isCompleteType(Loc, Function);
  Class = Class->getDefinition() ? Class->getDefinition() : Class;
  if (U.From.of(Class->getLocation()) != Origins::Toolchain)
    uses(callOperator(*Class), Loc, Step::Discarded);
  else if (By != OO_None)
    compared(Key, By, Loc);
}

/// Elements of a type are made of nothing, or of others of the type.
void Lowering::made(QualType T, bool AsCopies, SourceLocation Loc,
                    unsigned Depth) {
  if (T.isNull() || !U.Sema || Depth == Deepest || T->isDependentType())
    return;
  T = U.Context.getBaseElementType(T.getNonReferenceType());
  auto *Class = T->getAsCXXRecordDecl();
  if (!Class || !U.Sema->isCompleteType(Loc, T))
    return;
  Class = Class->getDefinition();
  if (U.From.of(Class->getLocation()) == Origins::Toolchain) {
    const auto *Owner = specialization(T);
    const TypeModel *Model = Owner ? U.typeModel(*Owner) : nullptr;
    if (!Model || Model->OwnsShared || Model->DeleterArg >= 0 ||
        !(AsCopies || isStd(*Owner, {"array", "pair", "tuple"})))
      return;
    llvm::SmallVector<QualType, 4> Parts;
    for (const auto &[I, A] :
         llvm::enumerate(Owner->getTemplateArgs().asArray()))
      if (Model->OwnsAll || llvm::is_contained(Model->Owns, I))
        typeArguments(A, Parts);
    for (QualType Part : Parts)
      made(Part, AsCopies, Loc, Depth + 1);
    return;
  }
  CXXConstructorDecl *C =
      AsCopies ? U.Sema->LookupCopyingConstructor(Class, Qualifiers::Const)
               : U.Sema->LookupDefaultConstructor(Class);
  if (!C || C->isTrivial() || C->isDeleted() || C->isInvalidDecl())
    return;
  defines(*C, Loc);
  uses(U.function(*C), Loc, Step::Constructs);
}

/// std::thread t(f, x);   what is kept of f and x is copied, or moved, by the
/// caller.
void Lowering::keptCopies(llvm::ArrayRef<const Expr *> Given) {
  for (const Expr *E : Given) {
    const QualType T = E->getType().getNonReferenceType();
    auto *Class = T->getAsCXXRecordDecl();
    if (!Class || Class->isLambda() || isa<CXXDefaultArgExpr>(E) || !U.Sema)
      continue;
    const SourceLocation Loc = E->getBeginLoc();
    if (E->isLValue()) {
      made(T, /*AsCopies=*/true, Loc);
      continue;
    }
    if (T->isDependentType() || !U.Sema->isCompleteType(Loc, T))
      continue;
    Class = Class->getDefinition();
    CXXConstructorDecl *C = U.Sema->LookupMovingConstructor(Class, 0);
    if (C && C->isUserProvided() && !C->isDeleted() &&
        U.From.of(Class->getLocation()) != Origins::Toolchain)
      uses(U.function(*C), Loc, Step::Constructs);
  }
}

/// What a library's method does to the elements of the object.
void Lowering::elements(const CXXMethodDecl &Method, QualType Held,
                        llvm::ArrayRef<const Expr *> Given,
                        SourceLocation Loc) {
  const auto *Class = specialization(Held);
  if (!Class || Dead)
    return;
  const std::string Name = Method.getNameAsString();
  const QualType Element = argument(*Class, 0);
  const unsigned NumArgs = numWritten(Given);
  if (const auto *Copied = dyn_cast<CXXMethodDecl>(&Method);
      Copied->isCopyAssignmentOperator())
    return made(Held, true, Loc);
  if (isSequence(*Class)) {
    if (Name == "resize")
      made(Element, NumArgs > 1, Loc);
    else if (Name == "assign" ||
             ((Name == "insert" || Name.starts_with("push_")) &&
              copies(Method, Element, NumArgs)))
      made(Element, true, Loc);
    return;
  }
  if (isStd(*Class, {"priority_queue"}) &&
      (Name == "push" || Name == "pop" || Name == "emplace"))
    asks(argument(*Class, 2), Element, OO_Less, Loc);
  if (isStd(*Class, {"priority_queue", "queue", "stack"}) && Name == "push" &&
      copies(Method, Element, NumArgs))
    made(Element, true, Loc);
  const Keyed By = keyed(*Class);
  if (By.Order < 0 || !looksForKey(Name))
    return;
  // Of an element that is at hand the key is not looked for.
  if ((Name == "erase" || Name == "extract") && NumArgs &&
      !Method.getPrimaryTemplate() &&
      !U.Context.hasSameUnqualifiedType(
          Method.getParamDecl(0)->getType().getNonReferenceType(), Element))
    return;
  if (By.Hash >= 0)
    asks(argument(*Class, By.Hash), Element, OO_None, Loc);
  asks(argument(*Class, By.Order), Element,
       By.Hash >= 0 ? OO_EqualEqual : OO_Less, Loc);
  if (Name == "operator[]")
    made(argument(*Class, 1), false, Loc);
}

/// What a library's constructor does to the elements of the object.
void Lowering::elements(const CXXConstructExpr &E) {
  const auto *Class = specialization(E.getType());
  const CXXConstructorDecl *Constructor = E.getConstructor();
  if (!Dead && !Constructor->isCopyOrMoveConstructor() &&
      isStd(*Constructor->getParent(), {"thread", "jthread"}))
    return keptCopies({E.getArgs(), E.getNumArgs()});
  if (!Class || Dead)
    return;
  const SourceLocation Loc = E.getBeginLoc();
  const unsigned NumArgs = numWritten({E.getArgs(), E.getNumArgs()});
  if (!NumArgs)
    return made(E.getType(), false, Loc);
  if (Constructor->isCopyConstructor())
    return made(E.getType(), true, Loc);
  if (!isSequence(*Class) || Constructor->isMoveConstructor())
    return;
  const QualType Element = argument(*Class, 0);
  const bool Counts = Constructor->getParamDecl(0)->getType()->isIntegerType();
  if (Counts && NumArgs == 1)
    made(Element, false, Loc);
  else if (copies(*Constructor, Element, NumArgs))
    made(Element, true, Loc);
}

/// What an algorithm, which is given no function for it, asks of the elements.
void Lowering::elements(const CallExpr &E, const FunctionDecl &Algorithm) {
  if (isa<CXXMethodDecl>(Algorithm) || !Algorithm.getIdentifier() ||
      !Algorithm.isInStdNamespace() || !E.getNumArgs() || Dead)
    return;
  if (Algorithm.getName() == "async")
    return keptCopies({E.getArgs(), E.getNumArgs()});
  const OverloadedOperatorKind By = comparesBy(Algorithm.getName());
  if (By == OO_None)
    return;
  const QualType Last = E.getArg(E.getNumArgs() - 1)->getType();
  const QualType Element = valueType(E.getArg(0)->getType());
  const auto *Given = Last.getNonReferenceType()->getAsCXXRecordDecl();
  const bool IsFunction =
      Last->isFunctionPointerType() ||
      (Given && !isSameClass(Last, Element) &&
       (Given->isLambda() ||
        U.From.of(Given->getLocation()) != Origins::Toolchain));
  if (!IsFunction)
    compared(Element, By, E.getBeginLoc());
}

} // namespace cleanexit
