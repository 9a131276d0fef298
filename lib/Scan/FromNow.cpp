//===-- FromNow.cpp - Deadlines that C computes -----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A deadline is the present time and some constants, field by field:
//
//   clock_gettime(CLOCK_REALTIME, &t);     gettimeofday(&now, NULL);
//   t.tv_nsec += 5000000;                  t.tv_sec = now.tv_sec + 5;
//   if (t.tv_nsec >= 1000000000) {         t.tv_nsec = now.tv_usec * 1000;
//     t.tv_sec++;
//     t.tv_nsec -= 1000000000;             t.tv_sec = time(NULL) + 5;
//   }
//
// What is carried from one field to the other adds up to nothing.
//===----------------------------------------------------------------------===//
#include "Scan/Lowering.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cleanexit {
namespace {

class FromNow {
  const ASTContext &Context;
  const VarDecl &Variable;
  double Fraction;             ///< nanoseconds of one of the second field
  const Stmt *Whole = nullptr; ///< the function's body
  bool Known = true;
  bool StartsNow = false;
  double Total = 0;

  std::optional<double> constant(const Expr *E) const {
    Expr::EvalResult R;
    if (E->isValueDependent() || !E->EvaluateAsInt(R, Context))
      return std::nullopt;
    return double(R.Val.getInt().getExtValue());
  }

  static const VarDecl *local(const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return V && V->hasLocalStorage() ? V : nullptr;
  }
  /// A field of the variable; nullptr if it is anything else.
  const FieldDecl *field(const Expr *E) const {
    const auto *Member = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts());
    return Member && local(Member->getBase()) == &Variable
               ? dyn_cast<FieldDecl>(Member->getMemberDecl())
               : nullptr;
  }
  double unit(const FieldDecl &Field) const {
    return Field.getFieldIndex() == 0 ? 1e9 : Fraction;
  }
  /// gettimeofday(&now, NULL);
  static bool fills(const Stmt *S, const VarDecl &Now) {
    if (!S)
      return false;
    if (const auto *Call = dyn_cast<CallExpr>(S))
      if (const FunctionDecl *F = Call->getDirectCallee();
          F && F->getIdentifier() &&
          llvm::is_contained({"clock_gettime", "gettimeofday", "timespec_get"},
                             F->getName()))
        for (const Expr *Arg : Call->arguments())
          if (const auto *At = dyn_cast<UnaryOperator>(Arg->IgnoreParenCasts());
              At && At->getOpcode() == UO_AddrOf &&
              local(At->getSubExpr()) == &Now)
            return true;
    return llvm::any_of(S->children(),
                        [&](const Stmt *Child) { return fills(Child, Now); });
  }

  /// `t.tv_nsec / 1000000000`, and nothing with it.
  bool isCarry(const Expr *Any) const {
    const auto *Part = dyn_cast<BinaryOperator>(Any->IgnoreParenCasts());
    return Part && Part->getOpcode() == BO_Div &&
           field(Part->getLHS()->IgnoreParenCasts()) &&
           constant(Part->getRHS());
  }

  /// Is it the present time, or a field of it in some unit?
  bool isNow(const Expr *Any) const {
    const Expr *E = Any->IgnoreParenCasts();
    if (const auto *Call = dyn_cast<CallExpr>(E)) {
      const FunctionDecl *F = Call->getDirectCallee();
      return F && F->getIdentifier() && F->getName() == "time";
    }
    if (const auto *Times = dyn_cast<BinaryOperator>(E))
      return Times->getOpcode() == BO_Mul &&
             (isNow(Times->getLHS()) || isNow(Times->getRHS()));
    const auto *Member = dyn_cast<MemberExpr>(E);
    const VarDecl *Now =
        Member && Member->getMemberDecl()->getIdentifier() &&
                Member->getMemberDecl()->getName().starts_with("tv_")
            ? local(Member->getBase())
            : nullptr;
    return Now && fills(Whole, *Now);
  }

  /// t.tv_sec = now.tv_sec + 5;
  void set(const FieldDecl &Field, const Expr *E) {
    E = E->IgnoreParenCasts();
    if (isNow(E)) {
      StartsNow |= Field.getFieldIndex() == 0;
      return;
    }
    const auto *Plus = dyn_cast<BinaryOperator>(E);
    if (Plus && Plus->getOpcode() == BO_Add) {
      const bool First = isNow(Plus->getLHS());
      if (First || isNow(Plus->getRHS()))
        if (auto Way = constant(First ? Plus->getRHS() : Plus->getLHS())) {
          StartsNow |= Field.getFieldIndex() == 0;
          Total += *Way * unit(Field);
          return;
        }
    }
    // The rest of a second.
    if (Field.getFieldIndex() == 1 && constant(E))
      return;
    Known = false;
  }

  /// Does a call only read what it is handed?
  static bool isRead(const CallExpr *Call, const FunctionDecl *F, unsigned I) {
    if (isa<CXXOperatorCallExpr>(Call) || !F || I >= F->getNumParams())
      return false; // deadline = later();
    const QualType T = F->getParamDecl(I)->getType();
    return T->isPointerType() || T->isReferenceType()
               ? T->getPointeeType().isConstQualified()
               : true;
  }

  void visit(const Stmt *S) {
    if (!S)
      return;
    if (const auto *Call = dyn_cast<CallExpr>(S)) {
      const FunctionDecl *F = Call->getDirectCallee();
      const bool Asks =
          F && F->getIdentifier() &&
          (F->getName() == "clock_gettime" || F->getName() == "timespec_get" ||
           F->getName() == "gettimeofday");
      for (unsigned I = 0; I != Call->getNumArgs(); ++I) {
        const Expr *Arg = Call->getArg(I)->IgnoreParenImpCasts();
        const auto *Address = dyn_cast<UnaryOperator>(Arg);
        const bool IsAddress = Address && Address->getOpcode() == UO_AddrOf &&
                               local(Address->getSubExpr()) == &Variable;
        if (Asks && IsAddress) {
          Known &= !StartsNow;
          StartsNow = true;
        } else if (IsAddress || local(Arg) == &Variable) {
          Known &= isRead(Call, F, I);
        }
      }
    }
    if (const auto *One = dyn_cast<UnaryOperator>(S);
        One && One->isIncrementDecrementOp())
      if (const FieldDecl *Field = field(One->getSubExpr()))
        Total += (One->isIncrementOp() ? 1 : -1) * unit(*Field);
    if (const auto *Two = dyn_cast<BinaryOperator>(S);
        Two && Two->isAssignmentOp()) {
      const BinaryOperatorKind Op = Two->getOpcode();
      if (local(Two->getLHS()) == &Variable)
        Known = false;
      if (const FieldDecl *Field = field(Two->getLHS())) {
        const std::optional<double> By = constant(Two->getRHS());
        if (Op == BO_Assign)
          set(*Field, Two->getRHS());
        else if ((Op == BO_AddAssign || Op == BO_SubAssign) && By)
          Total += (Op == BO_AddAssign ? *By : -*By) * unit(*Field);
        else // t.tv_sec += t.tv_nsec / 1000000000; t.tv_nsec %= 1000000000;
          Known &= Op == BO_RemAssign ||
                   (Op == BO_AddAssign && isCarry(Two->getRHS()));
      }
    }
    for (const Stmt *Child : S->children())
      visit(Child);
  }

public:
  FromNow(const ASTContext &Context, const VarDecl &Variable, double Fraction)
      : Context(Context), Variable(Variable), Fraction(Fraction) {}

  std::optional<double> read(const FunctionDecl &F) {
    Whole = F.getBody();
    visit(Whole);
    return Known && StartsNow && Total >= 0 ? std::optional(Total)
                                            : std::nullopt;
  }
};

} // namespace

std::optional<double> Lowering::fromNow(const VarDecl &Variable,
                                        const FunctionDecl &In,
                                        double Fraction) const {
  return FromNow(U.Context, Variable, Fraction).read(In);
}

} // namespace cleanexit
