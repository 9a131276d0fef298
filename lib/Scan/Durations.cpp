//===-- Durations.cpp - Lengths of time, and deadlines ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A length of time is known by its type (std::chrono, timespec, absl), or by the
// model of what makes it; a deadline by the way there from now:
//
//   wait_for(lk, 5s)   sleep_until(steady_clock::now() + 5s)
//   QThread::wait(QDeadlineTimer(5000))
//===----------------------------------------------------------------------===//
#include "Scan/Chrono.h"
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "Scan/Proportion.h"
#include "Scan/UpperLimit.h"
#include "clang/AST/APValue.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Expr.h"
#include <cmath>

using namespace clang;

namespace cleanexit {
namespace {

/// Constant points in time are the past (the epoch, min()), or never come.
constexpr double EndOfTime = 9e18;

/// The nanoseconds since the epoch, or whatever a clock counts from, of a
/// std::chrono::time_point that is constant.
std::optional<double> fixedTime(const Expr &E, const ASTContext &Context) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      E.getType().getNonReferenceType()->getAsCXXRecordDecl());
  if (!Class || Class->getName() != "time_point" ||
      Class->getTemplateArgs().size() != 2)
    return std::nullopt;
  const double Tick = tick(Class->getTemplateArgs()[1].getAsType());
  Expr::EvalResult R;
  if (!Tick || E.isValueDependent() || !E.EvaluateAsRValue(R, Context) ||
      R.HasSideEffects)
    return std::nullopt;
  std::optional<double> Count = number(R.Val);
  return Count ? std::optional(*Count * Tick) : std::nullopt;
}

/// The seconds-and-fraction structs of POSIX: the scale of their second field.
double fractionOf(QualType T) {
  const auto *Record = T->getAsRecordDecl();
  if (!Record || !Record->getIdentifier())
    return 0;
  if (Record->getName() == "timespec" ||
      Record->getName() == "__kernel_timespec")
    return 1;
  if (Record->getName() == "timeval")
    return 1000;
  return 0;
}

/// Nanoseconds of what subsecond_duration<time_duration, 1000> counts; 0 if the
/// type says nothing like that.
double fractionOfSecond(QualType T) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!Class || Class->getTemplateArgs().size() == 0)
    return 0;
  const TemplateArgument &Last =
      Class->getTemplateArgs()[Class->getTemplateArgs().size() - 1];
  const int64_t PerSecond = Last.getKind() == TemplateArgument::Integral
                                ? Last.getAsIntegral().getExtValue()
                                : 0;
  return PerSecond > 0 ? NanosecondsPerSecond / double(PerSecond) : 0;
}

/// The nanoseconds of an absl::Duration: seconds, and quarters of nanoseconds.
std::optional<double> abslDuration(const APValue &V, const RecordDecl &Class) {
  if (!V.isStruct() || V.getStructNumFields() != 2 ||
      !V.getStructField(1).isInt())
    return std::nullopt;
  double Seconds = 0;
  if (const APValue &High = V.getStructField(0); High.isInt()) {
    Seconds = High.getInt().getExtValue();
  } else {
    // Split in two halves, which are called so.
    const RecordDecl *Split = Class.field_begin()->getType()->getAsRecordDecl();
    if (!Split || !High.isStruct())
      return std::nullopt;
    for (const FieldDecl *Half : Split->fields())
      if (const APValue &H = High.getStructField(Half->getFieldIndex());
          H.isInt())
        Seconds +=
            Half->getName() == "hi_"
                ? double(int32_t(H.getInt().getZExtValue())) * 4294967296.0
                : double(H.getInt().getZExtValue());
  }
  return Seconds * NanosecondsPerSecond +
         double(V.getStructField(1).getInt().getZExtValue()) / 4;
}

/// What is ever stored into the fields of a local struct, if constant.
class FieldTotals {
  const ASTContext &Context;
  const Models &Knowledge;
  const VarDecl &Variable;
  const Stmt *Body = nullptr;
  double Fraction;
  bool Known = true;
  bool Any = false; ///< else it is for others to fill
  bool Constant = true;
  double Total = 0;
  Proportion Parts;

  void add(const FieldDecl &Field, const Expr *E) {
    Expr::EvalResult R;
    Any = true;
    // t.tv_sec = t.tv_usec = 0;
    for (const auto *Next = dyn_cast<BinaryOperator>(E->IgnoreParenImpCasts());
         Next && Next->getOpcode() == BO_Assign;
         Next = dyn_cast<BinaryOperator>(E->IgnoreParenImpCasts()))
      E = Next->getRHS();
    if (isa<ImplicitValueInitExpr>(E))
      return;
    const double Unit =
        Field.getFieldIndex() == 0 ? NanosecondsPerSecond : Fraction;
    Parts.add(*E, Unit);
    if (E->isValueDependent() || !E->EvaluateAsInt(R, Context))
      Constant = false;
    else
      Total += double(R.Val.getInt().getExtValue()) * Unit;
  }
  bool isVariable(const Expr *E) const {
    const auto *Ref =
        E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
    return Ref && Ref->getDecl() == &Variable;
  }
  void visit(const Stmt *S) {
    if (!S)
      return;
    const auto *Assign = dyn_cast<BinaryOperator>(S);
    const auto *Copy = dyn_cast<CXXOperatorCallExpr>(S);
    if (Assign && !Assign->isAssignmentOp())
      Assign = nullptr;
    if (!Copy || !Copy->isAssignmentOp())
      Copy = nullptr;
    if (isVariable(Assign ? Assign->getLHS()
                   : Copy ? Copy->getArg(0)
                          : nullptr))
      Known &= isRest(Assign ? *Assign->getRHS() : *Copy->getArg(1), Body);
    if (Assign)
      if (const auto *Member =
              dyn_cast<MemberExpr>(Assign->getLHS()->IgnoreParenImpCasts()))
        if (isVariable(Member->getBase())) {
          if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
              Field && Assign->getOpcode() == BO_Assign)
            add(*Field, Assign->getRHS());
          else
            Known = false;
        }
    if (const auto *Call = dyn_cast<CallExpr>(S))
      // clock_gettime(CLOCK_REALTIME, &now);   but not nanosleep(&rest, &rest)
      Known &= reads(*Call) || !fills(*Call, Variable);
    for (const Stmt *Child : S->children())
      visit(Child);
  }
  static const ValueDecl *addressed(const Expr &Argument) {
    const auto *Address = dyn_cast<UnaryOperator>(Argument.IgnoreParenCasts());
    const auto *Ref =
        Address && Address->getOpcode() == UO_AddrOf
            ? dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParens())
            : nullptr;
    return Ref ? Ref->getDecl() : nullptr;
  }
  /// Whether a call is told of this length, by a pointer to const.
  bool reads(const CallExpr &Call) const {
    return llvm::any_of(Call.arguments(), [&](const Expr *Argument) {
      return addressed(*Argument) == &Variable &&
             Argument->getType()->getPointeeType().isConstQualified();
    });
  }
  bool fills(const CallExpr &Call, const ValueDecl &What) const {
    for (unsigned I = 0; I != Call.getNumArgs(); ++I)
      if (addressed(*Call.getArg(I)) == &What &&
          !Call.getArg(I)->getType()->getPointeeType().isConstQualified() &&
          !isBound(Call, I))
        return true;
    return false;
  }
  /// select(…, &timeout) writes what is left of it.
  bool isBound(const CallExpr &Call, unsigned Argument) const {
    const FunctionDecl *Callee = Call.getDirectCallee();
    const FunctionModel *Model =
        Callee ? Knowledge.function(keyOf(*Callee)) : nullptr;
    return Model && llvm::any_of(Model->Acts, [&](const ActModel &A) {
             return A.BoundArg == Operand(Argument);
           });
  }
  /// while (nanosleep(&all, &left)) all = left;   No more than it was.
  bool isRest(const Expr &E, const Stmt *In) const {
    const auto *Ref =
        dyn_cast<DeclRefExpr>(E.IgnoreImplicit()->IgnoreParenCasts());
    if (!Ref || !In)
      return false;
    const auto *Call = dyn_cast<CallExpr>(In);
    return (Call && reads(*Call) && fills(*Call, *Ref->getDecl())) ||
           llvm::any_of(In->children(),
                        [&](const Stmt *Child) { return isRest(E, Child); });
  }

public:
  FieldTotals(const ASTContext &Context, const Models &Knowledge,
              const VarDecl &Variable, double Fraction)
      : Context(Context), Knowledge(Knowledge), Variable(Variable),
        Fraction(Fraction), Parts(Context) {}

  void read(const FunctionDecl &F) {
    const auto *Record = Variable.getType()->getAsRecordDecl();
    if (const Expr *Init = Variable.getInit()) {
      const auto *List = dyn_cast<InitListExpr>(Init->IgnoreImplicit());
      if (List && List->isSyntacticForm() && List->getSemanticForm())
        List = List->getSemanticForm();
      if (List) {
        unsigned Index = 0;
        for (const FieldDecl *Field : Record->fields())
          if (Index < List->getNumInits())
            add(*Field, List->getInit(Index++));
      } else if (!isa<CXXConstructExpr>(Init->IgnoreImplicit())) {
        Known = false;
      }
    }
    Body = F.getBody();
    visit(Body);
  }
  std::optional<double> total() const {
    return Known && Any && Constant ? std::optional(Total) : std::nullopt;
  }
  /// Of a variable, if that is what they are computed from.
  std::optional<double> perUnit() {
    return Known && Any && !Constant ? Parts.factor() : std::nullopt;
  }
  const Expr *variable() const { return Parts.variable(); }
};

} // namespace

std::optional<Value> Lowering::duration(const Expr &E) {
  // quick ? 2ms : 4ms
  if (const auto *Either = dyn_cast<ConditionalOperator>(
          E.IgnoreImplicit()->IgnoreParenCasts()->IgnoreImplicit())) {
    const std::optional<Value> Then = duration(*Either->getTrueExpr()),
                               Else = duration(*Either->getFalseExpr());
    if (Then && Else && Then->K == Value::Duration &&
        Else->K == Value::Duration)
      return uint64_t(Then->Number) < uint64_t(Else->Number) ? Else : Then;
  }
  QualType T = E.getType().getNonReferenceType();
  Value V;
  V.K = Value::Duration;
  if (double Tick = tick(T)) {
    Expr::EvalResult R;
    if (!E.isValueDependent() && E.EvaluateAsRValue(R, U.Context) &&
        !R.HasSideEffects)
      if (std::optional<double> Count = number(R.Val)) {
        V.Number = saturated(*Count * Tick);
        return V;
      }
    if (std::optional<int64_t> Most = UpperLimit(U.Context, Counters).of(E)) {
      V.Number = *Most;
      return V;
    }
    // std::chrono::milliseconds(timeout): the path, and what its unit is.
    if (const auto *Made = dyn_cast<CXXConstructExpr>(
            E.IgnoreImplicit()->IgnoreParenCasts()->IgnoreImplicit());
        Made && Made->getNumArgs() >= 1) {
      std::optional<Value> Given = duration(*Made->getArg(0));
      Value Inner = Given ? *Given : expression(Made->getArg(0));
      if (Inner.K == Value::Path && Inner.Number == 0 &&
          !tick(Made->getArg(0)->IgnoreImplicit()->getType())) {
        Inner.Number = int64_t(Tick);
        if (Made->getArg(0)->IgnoreImplicit()->getType()->isIntegerType())
          Inner.Flags |= Value::Whole;
      }
      return Inner;
    }
    // What a caller hands over is a length of its own.
    std::optional<Value> Scaled = multiple(E);
    if (Scaled && Scaled->Number != 1 &&
        U.Made.Paths[Scaled->Id].K != PathNode::Param)
      return Scaled;
    // Unknown, but no part of a second.
    if (Tick < NanosecondsPerSecond || !isCounted(T))
      return std::nullopt;
    const PathId Plain = plainPath(*E.IgnoreImplicit());
    if (!Plain)
      return std::nullopt;
    V = pathValue(Plain);
    V.Number = int64_t(Tick);
    V.Flags = Value::Whole;
    return V;
  }
  if (const auto *Class = T->getAsCXXRecordDecl();
      Class && Class->getIdentifier() && Class->getName() == "Duration" &&
      keyOf(*Class) == "absl::Duration") {
    Expr::EvalResult R;
    if (!E.isValueDependent() && E.EvaluateAsRValue(R, U.Context) &&
        !R.HasSideEffects)
      if (std::optional<double> Nanoseconds = abslDuration(R.Val, *Class)) {
        V.Number = saturated(*Nanoseconds);
        return V;
      }
  }
  if (T->isPointerType())
    T = T->getPointeeType();
  if (double Fraction = fractionOf(T)) {
    const Expr *Inner = E.IgnoreParenImpCasts();
    if (const auto *Address = dyn_cast<UnaryOperator>(Inner);
        Address && Address->getOpcode() == UO_AddrOf)
      Inner = Address->getSubExpr()->IgnoreParenImpCasts();
    if (const auto *Copy = dyn_cast<CXXConstructExpr>(Inner);
        Copy && Copy->getConstructor()->isCopyOrMoveConstructor())
      Inner = Copy->getArg(0)->IgnoreParenImpCasts();
    const Expr *Listed = Inner->IgnoreParenCasts(); // timeval{0, 2000}
    if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(Inner))
      Listed = Literal->getInitializer();
    if (isa<InitListExpr>(Listed)) {
      Expr::EvalResult R;
      if (Listed->EvaluateAsRValue(R, U.Context) && R.Val.isStruct() &&
          R.Val.getStructNumFields() == 2 && R.Val.getStructField(0).isInt() &&
          R.Val.getStructField(1).isInt()) {
        V.Number = saturated(
            double(R.Val.getStructField(0).getInt().getExtValue()) *
                NanosecondsPerSecond +
            double(R.Val.getStructField(1).getInt().getExtValue()) * Fraction);
        return V;
      }
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(Inner);
    const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    const auto *In =
        Variable ? dyn_cast<FunctionDecl>(Variable->getDeclContext()) : nullptr;
    if (Variable && In && Variable->hasLocalStorage() &&
        Variable->getType()->isRecordType() && !isa<ParmVarDecl>(Variable)) {
      FieldTotals Fields(U.Context, U.Knowledge, *Variable, Fraction);
      Fields.read(*In);
      if (auto Total = Fields.total()) {
        V.Number = saturated(*Total);
        return V;
      }
      if (auto Way = fromNow(*Variable, *In, Fraction)) {
        V.Number = saturated(*Way);
        return V;
      }
      if (auto Each = Fields.perUnit())
        if (PathId Of = plainPath(*Fields.variable())) {
          V = pathValue(Of);
          V.Number = saturated(std::round(*Each));
          return V;
        }
    }
  }
  return deadline(E);
}

/// What a library's function gives that makes a time.
const FunctionModel *Lowering::givesTime(const Expr &E) const {
  const FunctionDecl *Maker = nullptr;
  if (const auto *Call = dyn_cast<CallExpr>(&E))
    Maker = Call->getDirectCallee();
  else if (const auto *Made = dyn_cast<CXXConstructExpr>(&E))
    Maker = Made->getConstructor();
  const FunctionModel *Model =
      Maker ? U.Knowledge.function(keyOf(*Maker)) : nullptr;
  return Model && Model->GivesTime ? Model : nullptr;
}

/// The present time: std::chrono::steady_clock::now(), or a library's.
bool Lowering::isNow(const Expr &Any) const {
  const Expr &E = *Any.IgnoreImplicit()->IgnoreParenCasts()->IgnoreImplicit();
  const auto *Call = dyn_cast<CallExpr>(&E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  const FunctionModel *Model = F ? givesTime(E) : nullptr;
  return F && ((Model && Model->GivesArg == NoOperand) ||
               (F->getIdentifier() && F->getName() == "now" &&
                F->getNumParams() == 0));
}

/// absl::Milliseconds(5), QDeadlineTimer(5)
std::optional<Value> Lowering::modeledTime(const Expr &E) {
  const FunctionModel *Model = givesTime(E);
  if (!Model || Model->GivesArg < 0)
    return std::nullopt;
  const unsigned Index = Model->GivesArg;
  const Expr *Number = nullptr;
  if (const auto *Call = dyn_cast<CallExpr>(&E))
    Number = Index < Call->getNumArgs() ? Call->getArg(Index) : nullptr;
  else if (const auto *Made = dyn_cast<CXXConstructExpr>(&E))
    Number = Index < Made->getNumArgs() ? Made->getArg(Index) : nullptr;
  Value V;
  if (Number && Number->IgnoreParenImpCasts()->getType()->isEnumeralType()) {
    V.K = Value::Duration; // QDeadlineTimer::Forever
    V.Number = INT64_MAX;
    return V;
  }
  if (!Number || !Number->getType()->isArithmeticType())
    return std::nullopt;
  const double Unit = Model->GivesUnit == ActModel::Duration
                          ? fractionOfSecond(E.getType())
                          : double(nanoseconds(Model->GivesUnit));
  if (!Unit)
    return std::nullopt;
  Expr::EvalResult R;
  if (!Number->isValueDependent() && Number->EvaluateAsRValue(R, U.Context))
    if (std::optional<double> Count = number(R.Val)) {
      V.K = Value::Duration;
      V.Number = saturated(*Count * Unit);
      return V;
    }
  V = expression(Number);
  if (V.K == Value::Path && !V.Number)
    V.Number = int64_t(Unit);
  return V;
}

/// std::chrono::steady_clock::now() + 5s: the way there.
std::optional<Value> Lowering::deadline(const Expr &Any) {
  Value V;
  V.K = Value::Duration;
  const Expr *E = Any.IgnoreImplicit()->IgnoreParenCasts()->IgnoreImplicit();
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
    return deadline(*Default->getExpr());
  // g_get_monotonic_time() + 5 * G_TIME_SPAN_SECOND
  if (const auto *Sum = dyn_cast<BinaryOperator>(E)) {
    if (Sum->getOpcode() != BO_Add || !Sum->getType()->isIntegerType())
      return std::nullopt;
    for (const Expr *Side : {Sum->getLHS(), Sum->getRHS()}) {
      const FunctionModel *Now =
          isNow(*Side) ? givesTime(*Side->IgnoreParenCasts()) : nullptr;
      const Expr &Other =
          Side == Sum->getLHS() ? *Sum->getRHS() : *Sum->getLHS();
      std::optional<Value> Way = Now ? constant(Other) : std::nullopt;
      if (!Way)
        continue;
      V.Number =
          saturated(double(Way->Number) * double(nanoseconds(Now->GivesUnit)));
      return V;
    }
    return std::nullopt;
  }
  if (!Any.getType().getNonReferenceType()->isRecordType())
    return std::nullopt;
  if (isNow(*E))
    return V;
  if (std::optional<Value> Way = modeledTime(*E))
    return Way;
  if (std::optional<double> Fixed = fixedTime(*E, U.Context)) {
    V.Number = *Fixed < EndOfTime ? 0 : INT64_MAX;
    return V;
  }
  // What the project makes of a deadline is more than that.
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E);
      Made && Made->getNumArgs() == 1 &&
      U.From.of(Made->getConstructor()->getParent()->getLocation()) !=
          Origins::User)
    return deadline(*Made->getArg(0));
  const auto *Plus = dyn_cast<CXXOperatorCallExpr>(E);
  if (!Plus || Plus->getOperator() != OO_Plus || Plus->getNumArgs() != 2)
    return std::nullopt;
  for (unsigned Side : {0, 1})
    if (isNow(*Plus->getArg(Side))) {
      const Expr &Way = *Plus->getArg(1 - Side);
      if (std::optional<Value> Known = duration(Way);
          Known && (Known->K == Value::Duration || Known->K == Value::Path))
        return Known;
      if (PathId Given = tick(Way.getType()) ? plainPath(Way) : 0)
        return pathValue(Given);
    }
  return std::nullopt;
}

} // namespace cleanexit
