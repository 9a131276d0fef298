//===-- LowerStatements.cpp - Statements to steps ---------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/AST/StmtObjC.h"
#include "clang/AST/StmtOpenMP.h"

using namespace clang;

namespace cleanexit {

void Lowering::function(const FunctionDecl &D) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&D)) {
    ThisClass = Method->getParent();
    ThisIsExact = isa<CXXConstructorDecl, CXXDestructorDecl>(D);
  }
  if (const auto *Lambda = dyn_cast<CXXMethodDecl>(&D);
      Lambda && Lambda->getParent()->isLambda())
    ThisClass = nullptr;
  body(D);
  finish();
}

void Lowering::body(const FunctionDecl &D) {
  open(LexicalScope::Plain);
  for (const ParmVarDecl *P : D.parameters()) {
    PathId Path = U.path({PathNode::Param, 0, 0, P->getFunctionScopeIndex()});
    U.Aliases[P->getCanonicalDecl()] = Path;
    object(P->getType(), Path);
    endsWith(*P);
  }
  required(D);
  open(LexicalScope::Plain);
  auto *Destructor = dyn_cast<CXXDestructorDecl>(&D);
  auto Members = [&] {
    if (Destructor && Destructor->isUserProvided())
      destroyMembers(*Destructor->getParent(), U.place(D.getLocation()));
  };
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(&D);
  if (const auto *Try = dyn_cast_or_null<CXXTryStmt>(D.getBody())) {
    tryStatement(*Try, isa<CXXConstructorDecl, CXXDestructorDecl>(D), [&] {
      if (Constructor)
        constructorInitializers(*Constructor);
    });
    Dead = false;
    Members();
  } else {
    if (Constructor)
      constructorInitializers(*Constructor);
    remembers(D);
    statement(D.getBody());
    close();
    open(LexicalScope::Plain);
    // A return in a destructor still destroys the members.
    if (Destructor)
      Dead = false;
    Members();
  }
  close();
  close();
}

void Lowering::constructorInitializers(const CXXConstructorDecl &D) {
  PathId This = U.path({PathNode::This, 0, 0, 0});
  for (const CXXCtorInitializer *Init : D.inits()) {
    PathId Into = This;
    const CXXRecordDecl *Class = nullptr;
    QualType T;
    if (const FieldDecl *Field = Init->getAnyMember()) {
      Into = U.field(This, Field->getName());
      T = Field->getType();
      Class = T->getAsCXXRecordDecl();
    }
    size_t FirstCallable = Callables.size();
    Value V = full(Init->getInit(), Into);
    if (V.K != Value::Unknown && pathOf(V) != Into && Into != This)
      set(Into, V, Init->getSourceLocation());
    if (Class)
      guards(U.destructor(T), Class, Into, FirstCallable,
             U.place(Init->getSourceLocation()));
  }
}

void Lowering::inner(const Stmt &Body, const Lowering &Outer,
                     const FunctionDecl *D) {
  ThisClass = Outer.ThisClass;
  // What is written in a constructor runs when it is over, as a thread does.
  ThisIsExact = Outer.ThisIsExact &&
                U.Made.Functions[Outer.Id].K != Function::Constructor;
  open(LexicalScope::Plain);
  if (D)
    for (const ParmVarDecl *P : D->parameters()) {
      const PathId Path =
          U.path({PathNode::Param, 0, 0, P->getFunctionScopeIndex()});
      U.Aliases[P->getCanonicalDecl()] = Path;
      object(P->getType(), Path);
      endsWith(*P);
    }
  statement(&Body);
  close();
  finish();
}

void Lowering::initializer(const VarDecl &D) {
  open(LexicalScope::Plain);
  size_t FirstCallable = Callables.size();
  PathId Into = U.variable(D);
  Value V = full(D.getInit(), Into);
  if (V.K != Value::Unknown && pathOf(V) != Into)
    set(Into, V, D.getLocation());
  if (const auto *Class = D.getType()->getAsCXXRecordDecl())
    guards(U.destructor(D.getType()), Class, Into, FirstCallable,
           U.place(D.getLocation()));
  close();
  if (!Steps.empty())
    finish();
}

void Lowering::block(const Stmt *S) {
  open(LexicalScope::Plain);
  statement(S);
  close();
}

void Lowering::statement(const Stmt *S) {
  if (!S)
    return;
  if (const auto *E = dyn_cast<Expr>(S)) {
    size_t FirstCallable = Callables.size();
    size_t First = Steps.size();
    Value V = full(E);
    PathId Made = pathOf(V);
    if (Made && U.Made.Paths[Made].K == PathNode::Result) {
      uint32_t By = U.Made.Paths[Made].Number;
      if (By >= First && By < Steps.size())
        Steps[By].Flags |= Step::Discarded;
    }
    if (const auto *Class = E->getType()->getAsCXXRecordDecl();
        Class && !E->isLValue())
      guards(U.destructor(E->getType()), Class, Made, FirstCallable,
             U.place(E->getBeginLoc()));
    return;
  }
  switch (S->getStmtClass()) {
  case Stmt::CompoundStmtClass:
    open(LexicalScope::Plain);
    Scopes.back().Of = S;
    for (const Stmt *Child : cast<CompoundStmt>(S)->body())
      statement(Child);
    close();
    return;
  case Stmt::DeclStmtClass:
    for (const Decl *D : cast<DeclStmt>(S)->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        declaration(*Variable);
    return;
  case Stmt::IfStmtClass:
    return ifStatement(*cast<IfStmt>(S));
  case Stmt::WhileStmtClass: {
    const auto *W = cast<WhileStmt>(S);
    return loop(*S, nullptr, W->getCond(), W->getConditionVariable(),
                W->getBody(), nullptr, false);
  }
  case Stmt::DoStmtClass: {
    const auto *W = cast<DoStmt>(S);
    return loop(*S, nullptr, W->getCond(), nullptr, W->getBody(), nullptr,
                true);
  }
  case Stmt::ForStmtClass: {
    const auto *F = cast<ForStmt>(S);
    return loop(*S, F->getInit(), F->getCond(), F->getConditionVariable(),
                F->getBody(), F->getInc(), false);
  }
  case Stmt::CXXForRangeStmtClass:
    return rangeFor(*cast<CXXForRangeStmt>(S));
  case Stmt::SwitchStmtClass:
    return switchStatement(*cast<SwitchStmt>(S));
  case Stmt::CXXTryStmtClass:
    return tryStatement(*cast<CXXTryStmt>(S), false, [] {});
  case Stmt::ReturnStmtClass:
    return returnStatement(*cast<ReturnStmt>(S));
  case Stmt::CoreturnStmtClass: {
    if (const Expr *E = cast<CoreturnStmt>(S)->getOperand())
      full(E);
    leave(0);
    emit(Op::Return, S->getBeginLoc());
    Dead = true;
    return;
  }
  case Stmt::CoroutineBodyStmtClass:
    return coroutine(*cast<CoroutineBodyStmt>(S));
  case Stmt::BreakStmtClass:
  case Stmt::ContinueStmtClass: {
    bool Break = isa<BreakStmt>(S);
    size_t Down = Scopes.size();
    while (Down > 0 && Scopes[Down - 1].K != LexicalScope::Loop &&
           !(Break && Scopes[Down - 1].K == LexicalScope::Breakable))
      --Down;
    leave(Down);
    emit(Break ? Op::Break : Op::Continue, S->getBeginLoc());
    Dead = true;
    return;
  }
  case Stmt::GotoStmtClass: {
    const LabelDecl *L = cast<GotoStmt>(S)->getLabel();
    leaveFor(*L);
    emit(Op::Goto, S->getBeginLoc(), {},
         Labels.try_emplace(L, Labels.size() + 1).first->second);
    Dead = true;
    return;
  }
  case Stmt::LabelStmtClass: {
    const LabelDecl *L = cast<LabelStmt>(S)->getDecl();
    Dead = false;
    emit(Op::Label, S->getBeginLoc(), {},
         Labels.try_emplace(L, Labels.size() + 1).first->second);
    return statement(cast<LabelStmt>(S)->getSubStmt());
  }
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
    // Behind a case for every enumerator, nothing is left for it.
    if (isa<DefaultStmt>(S) && AllCases && Dead &&
        !isa<SwitchCase>(cast<DefaultStmt>(S)->getSubStmt()))
      return;
    // Only those right in the switch's block open a block of their own.
    if (Scopes.size() >= 2 &&
        Scopes[Scopes.size() - 2].K == LexicalScope::Breakable &&
        (!Chosen || *Chosen == S)) {
      Dead = false;
      const auto *Label = Chosen ? nullptr : dyn_cast<CaseStmt>(S);
      emit(Op::Case, S->getBeginLoc(), Label ? labelOf(*Label) : Value(),
           Chosen || isa<DefaultStmt>(S));
    }
    return statement(cast<SwitchCase>(S)->getSubStmt());
  case Stmt::AttributedStmtClass:
    return statement(cast<AttributedStmt>(S)->getSubStmt());
  case Stmt::DeferStmtClass:
    return defer(*cast<DeferStmt>(S)->getBody());
  case Stmt::SEHTryStmtClass:
    return structuredTry(*cast<SEHTryStmt>(S));
  case Stmt::ObjCAtTryStmtClass:
    return objectiveTry(*cast<ObjCAtTryStmt>(S));
  case Stmt::ObjCAtThrowStmtClass: {
    const Expr *Thrown = cast<ObjCAtThrowStmt>(S)->getThrowExpr();
    if (Thrown)
      full(Thrown);
    emit(Thrown ? Op::Throw : Op::Rethrow, S->getBeginLoc());
    Dead = true;
    return;
  }
  case Stmt::GCCAsmStmtClass:
  case Stmt::MSAsmStmtClass:
    return;
  default:
    if (const auto *Directive = dyn_cast<OMPExecutableDirective>(S))
      return directive(*Directive);
    children(*S);
  }
}

void Lowering::ifStatement(const IfStmt &S) {
  if (S.isConsteval())
    return statement(S.isNegatedConsteval() ? S.getThen() : S.getElse());
  open(LexicalScope::Plain);
  statement(S.getInit());
  if (const VarDecl *Variable = S.getConditionVariable())
    declaration(*Variable);
  bool Constant = false;
  if (constantTruth(*S.getCond(), Constant)) {
    block(Constant ? S.getThen() : S.getElse());
    return close();
  }
  llvm::SmallVector<Value, 4> Conditions = condition(*S.getCond());
  if (Dead)
    return close();
  emit(Op::If, S.getBeginLoc(), Conditions);
  block(S.getThen());
  bool ThenDead = Dead;
  Dead = false;
  if (S.getElse()) {
    emit(Op::Else, S.getElse()->getBeginLoc());
    block(S.getElse());
  }
  bool ElseDead = Dead && S.getElse();
  Dead = false;
  emit(Op::End, S.getEndLoc());
  Dead = ThenDead && ElseDead;
  close();
}

/// Whether a loop's body has a break or continue that is the loop's own.
static bool isLeftEarly(const Stmt *Body, bool InSwitch = false) {
  if (!Body ||
      isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, LambdaExpr>(Body))
    return false;
  if (isa<ContinueStmt>(Body))
    return true;
  if (isa<BreakStmt>(Body))
    return !InSwitch;
  InSwitch |= isa<SwitchStmt>(Body);
  return llvm::any_of(Body->children(), [InSwitch](const Stmt *Part) {
    return isLeftEarly(Part, InSwitch);
  });
}

void Lowering::loop(const Stmt &S, const Stmt *Init, const Expr *Condition,
                    const VarDecl *Variable, const Stmt *Body,
                    const Expr *Increment, bool Do) {
  open(LexicalScope::Plain);
  statement(Init);
  bool Constant = false;
  bool IsConstant = !Condition || constantTruth(*Condition, Constant);
  if (!Condition)
    Constant = true;
  if (IsConstant && !Constant) { // do { … } while (0), while (false)
    if (Do && !Dead && !isLeftEarly(Body)) {
      statement(Body);
    } else if (Do && !Dead) {
      // break and continue leave it like a switch's.
      emit(Op::Switch, S.getBeginLoc());
      emit(Op::Case, S.getBeginLoc(), {}, 1);
      size_t First = Steps.size();
      open(LexicalScope::Loop);
      statement(Body);
      close();
      bool Ended = Dead && !leavesByBreak(First, true);
      Dead = false;
      emit(Op::End, S.getEndLoc());
      Dead = Ended;
    }
    return close();
  }
  const uint32_t Trips = IsConstant
                             ? isLeftAtOnce(Body)
                             : trips(Init, Condition, Increment, Body, Do);
  if (!Trips && (IsConstant ? spinsUntilLeft(Increment, Body)
                            : waitsBySpinning(Condition, Increment, Body)))
    emit(Op::Act, S.getBeginLoc(), {}, unsigned(Effect::Spin));
  if (Dead)
    return close();
  Step Head;
  Head.Kind = Op::Loop;
  Head.At = U.place(S.getBeginLoc());
  Head.Flags =
      (IsConstant && !Trips ? Step::Endless : 0) | (Do ? Step::DoWhile : 0);
  Head.Number = Trips;
  if (!Trips)
    if ((Head.Number = timeLimit(IsConstant ? nullptr : Condition, Body)))
      Head.Flags |= Step::Timed;
  uint32_t At = emit(Head);
  open(LexicalScope::Loop);
  if (Do)
    statement(Body);
  Dead = false;
  llvm::SmallVector<Value, 4> Conditions;
  if (Variable)
    declaration(*Variable);
  if (!IsConstant)
    Conditions = condition(*Condition);
  Steps[At].FirstArg = Values.size();
  Steps[At].NumArgs = Conditions.size();
  Values.insert(Values.end(), Conditions.begin(), Conditions.end());
  if (!Do) {
    auto [Counter, Most] = IsConstant
                               ? std::pair<const VarDecl *, int64_t>()
                               : counter(Init, Condition, Increment, Body);
    if (Counter)
      Counters[Counter] = Most;
    statement(Body);
    Counters.erase(Counter);
    Dead = false;
    if (Increment)
      full(Increment);
  }
  close();
  Dead = false;
  emit(Op::End, S.getEndLoc());
  // for (;;) without a break ends the function.
  if (IsConstant)
    Dead = !leavesByBreak(At + 1, false);
  close();
}

/// Whether steps from First on leave the block around them for what follows it.
bool Lowering::leavesByBreak(size_t First, bool Continues) const {
  for (const Step &S : llvm::ArrayRef(Steps).drop_front(First))
    if (S.Kind == Op::Break || S.Kind == Op::Goto || S.Kind == Op::Label ||
        (Continues && S.Kind == Op::Continue))
      return true;
  return false;
}

/// Whether a statement is to be told once: what is written in it has a name of its
/// own.
static bool isToldOnce(const Stmt *S) {
  return S && (isa<LambdaExpr, LabelStmt, DeclStmt>(S) ||
               llvm::any_of(S->children(), isToldOnce));
}

/// for (std::thread *t : {&reader_, &writer_}) …   The places, if all are plain
/// and few.
llvm::SmallVector<PathId, 4> Lowering::listed(const CXXForRangeStmt &S,
                                              const VarDecl &Range) {
  constexpr unsigned Few = 4;
  const VarDecl *Variable = S.getLoopVariable();
  const Expr *Init =
      Range.getInit() ? Range.getInit()->IgnoreImplicit() : nullptr;
  if (const auto *Std = dyn_cast_or_null<CXXStdInitializerListExpr>(Init))
    Init = Std->getSubExpr()->IgnoreImplicit();
  const auto *List = dyn_cast_or_null<InitListExpr>(Init);
  if (!List || !Variable || !Variable->getType()->isPointerType() ||
      List->getNumInits() > Few || isToldOnce(S.getBody()))
    return {};
  llvm::SmallVector<PathId, 4> Places;
  for (const Expr *Each : List->inits()) {
    const Expr *E = Each->IgnoreParenImpCasts();
    if (const auto *Address = dyn_cast<UnaryOperator>(E);
        Address && Address->getOpcode() == UO_AddrOf)
      E = Address->getSubExpr()->IgnoreParens();
    Places.push_back(plainPath(*E));
    if (!Places.back())
      return {};
  }
  return Places;
}

void Lowering::rangeFor(const CXXForRangeStmt &S) {
  open(LexicalScope::Plain);
  statement(S.getInit());
  const VarDecl *Range =
      S.getRangeStmt() ? dyn_cast<VarDecl>(S.getRangeStmt()->getSingleDecl())
                       : nullptr;
  const llvm::SmallVector<PathId, 4> Places =
      Range ? listed(S, *Range) : llvm::SmallVector<PathId, 4>();
  for (PathId Place : Places) { // a turn for each
    Step Head;
    Head.Kind = Op::Loop;
    Head.At = U.place(S.getBeginLoc());
    Head.Number = 1;
    emit(Head, {});
    open(LexicalScope::Loop);
    U.Aliases[S.getLoopVariable()->getCanonicalDecl()] = Place;
    statement(S.getBody());
    Dead = false;
    close();
    emit(Op::End, S.getEndLoc());
  }
  if (!Places.empty())
    return close();
  PathId Over = 0;
  if (Range && Range->getInit())
    Over = pathOf(expression(Range->getInit()));
  // What the project's own iterators do by the way.
  auto Implicit = [&](const Expr *E) {
    const auto *Call = dyn_cast_or_null<CallExpr>(E ? E->IgnoreImplicit() : E);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (!F || Dead || U.From.of(F->getLocation()) == Origins::Toolchain)
      return;
    Step Called;
    Called.Kind = Op::Call;
    Called.Flags = Step::Implicit;
    Called.At = U.place(S.getBeginLoc());
    Called.Callee = U.function(*F);
    if (isa<CXXMethodDecl>(F))
      Called.Subject = Over;
    emit(Called);
  };
  auto Initializer = [](const DeclStmt *D) {
    const auto *V = D ? dyn_cast<VarDecl>(D->getSingleDecl()) : nullptr;
    return V ? V->getInit() : nullptr;
  };
  Implicit(Initializer(S.getBeginStmt()));
  Implicit(Initializer(S.getEndStmt()));
  if (Dead)
    return close();
  Step Head;
  Head.Kind = Op::Loop;
  Head.At = U.place(S.getBeginLoc());
  if (Range)
    Head.Number = elementsOf(*Range);
  emit(Head, Over ? llvm::ArrayRef(pathValue(Over)) : llvm::ArrayRef<Value>());
  open(LexicalScope::Loop);
  const VarDecl *Variable = S.getLoopVariable();
  Implicit(S.getCond());
  Implicit(Variable ? Variable->getInit() : nullptr);
  if (Variable && Over) {
    PathId Element = U.element(Over);
    if (U.Made.rootKind(Over) == PathNode::Global)
      GlobalTurns.insert(Variable->getCanonicalDecl());
    if (Variable->getType()->isReferenceType() ||
        Variable->getType()->isPointerType())
      U.Aliases[Variable->getCanonicalDecl()] = Element;
    else
      set(U.variable(*Variable), pathValue(Element), Variable->getLocation());
    if (const auto *Parts = dyn_cast<DecompositionDecl>(Variable))
      bind(*Parts, Element);
  }
  if (Variable)
    endsWith(*Variable);
  if (std::optional<int64_t> Most =
          Variable ? mostOf(*Variable, *Range, S.getBody()) : std::nullopt)
    Counters[Variable] = *Most;
  statement(S.getBody());
  Counters.erase(Variable);
  Dead = false;
  // Most iterators only count; a library's that does more has a model.
  if (const auto *Next = dyn_cast_or_null<CXXOperatorCallExpr>(S.getInc());
      Next && Next->getDirectCallee() &&
      U.Knowledge.function(keyOf(*Next->getDirectCallee())))
    expression(Next);
  else
    Implicit(S.getInc());
  close();
  emit(Op::End, S.getEndLoc());
  close();
}

/// The one constant that a label stands for.
Value Lowering::labelOf(const CaseStmt &Case) const {
  Value V;
  if (Case.caseStmtIsGNURange() || Case.getLHS()->isValueDependent())
    return V;
  llvm::APSInt Number = Case.getLHS()->EvaluateKnownConstInt(U.Context);
  if (std::optional<int64_t> Fits = Number.tryExtValue()) {
    V.K = Value::Integer;
    V.Number = *Fits;
  }
  return V;
}

/// Where a switch over a constant goes, null if past it; nothing if that is not
/// known, or a label lies deeper than the switch's own block.
std::optional<const SwitchCase *> Lowering::chosen(const SwitchStmt &S) const {
  const auto *Block = dyn_cast<CompoundStmt>(S.getBody());
  auto Constant = [&](const Expr *E) {
    Expr::EvalResult R;
    return !E->isValueDependent() && E->EvaluateAsInt(R, U.Context) &&
                   !R.HasSideEffects
               ? std::optional(R.Val.getInt().getExtValue())
               : std::nullopt;
  };
  std::optional<int64_t> On = Constant(S.getCond());
  if (!On || !Block)
    return std::nullopt;
  size_t Direct = 0, All = 0;
  for (const Stmt *Child : Block->body())
    for (const auto *C = dyn_cast<SwitchCase>(Child); C;
         C = dyn_cast<SwitchCase>(C->getSubStmt()))
      ++Direct;
  const SwitchCase *Found = nullptr, *Default = nullptr;
  for (const SwitchCase *C = S.getSwitchCaseList(); C;
       C = C->getNextSwitchCase()) {
    ++All;
    const auto *Case = dyn_cast<CaseStmt>(C);
    if (!Case) {
      Default = C;
      continue;
    }
    std::optional<int64_t> From = Constant(Case->getLHS());
    std::optional<int64_t> To =
        Case->getRHS() ? Constant(Case->getRHS()) : From;
    if (!From || !To)
      return std::nullopt;
    if (*From <= *On && *On <= *To)
      Found = C;
  }
  if (Direct != All)
    return std::nullopt;
  return Found ? Found : Default;
}

/// Of a switch in which every enumerator has a case, the last block is for all
/// that is left: what stands behind it is only come to by a block that leaves.
static bool isExhaustive(const SwitchStmt &S) {
  return S.isAllEnumCasesCovered() &&
         S.getCond()->IgnoreParenImpCasts()->getType()->isScopedEnumeralType();
}

/// Left | Right: whether an enumeration's values are combined to others.
static bool hasCombinations(QualType T) {
  const auto *Enum = T->getAsEnumDecl();
  const ASTContext &Context = Enum->getASTContext();
  return !Enum->getDeclContext()
              ->lookup(Context.DeclarationNames.getCXXOperatorName(OO_Pipe))
              .empty();
}

/// The last block that a Switch has, as far as it is lowered; null if none.
static Step *lastCase(llvm::MutableArrayRef<Step> Blocks) {
  unsigned Depth = 0;
  for (Step &S : llvm::reverse(Blocks)) {
    if (S.Kind == Op::Case && !Depth)
      return &S;
    Depth += S.Kind == Op::End;
    Depth -= opensBlock(S.Kind);
  }
  return nullptr;
}

void Lowering::switchStatement(const SwitchStmt &S) {
  open(LexicalScope::Plain);
  statement(S.getInit());
  if (const VarDecl *Variable = S.getConditionVariable())
    declaration(*Variable);
  Value On = full(S.getCond());
  if (Dead)
    return close();
  size_t First = emit(Op::Switch, S.getBeginLoc(), On) + 1;
  auto Outer = Chosen;
  Chosen = chosen(S);
  bool Default = Chosen && *Chosen;
  const bool OuterAll = AllCases;
  // A number that came from elsewhere may be none of them.
  AllCases = !Chosen && isExhaustive(S) &&
             !isa<ExplicitCastExpr>(S.getCond()->IgnoreParenImpCasts()) &&
             !hasCombinations(S.getCond()->IgnoreParenImpCasts()->getType());
  open(LexicalScope::Breakable);
  Dead = Chosen.has_value();
  statement(S.getBody());
  close();
  Chosen = Outer;
  for (const SwitchCase *C = S.getSwitchCaseList(); C && !AllCases;
       C = C->getNextSwitchCase())
    Default |= isa<DefaultStmt>(C);
  if (!Default && isExhaustive(S)) {
    if (Step *Last = lastCase(llvm::MutableArrayRef(Steps).drop_front(First))) {
      Last->Number = 1;
      Default = true;
    }
  }
  AllCases = OuterAll;
  // The last block ends before the switch does, and no other leaves it.
  bool Ended = Dead && Default && !leavesByBreak(First, false);
  Dead = false;
  emit(Op::End, S.getEndLoc());
  Dead = Ended;
  close();
}

void Lowering::tryStatement(const CXXTryStmt &S, bool OfFunction,
                            llvm::function_ref<void()> Before) {
  if (Dead)
    return;
  emit(Op::Try, S.getBeginLoc(), {}, OfFunction);
  size_t First = Steps.size();
  Before();
  block(S.getTryBlock());
  bool AllDead = Dead;
  if (Steps.size() == First && !Dead) { // nothing is tried
    Steps.pop_back();
    return;
  }
  for (unsigned I = 0; I < S.getNumHandlers(); ++I) {
    const CXXCatchStmt *Handler = S.getHandler(I);
    Dead = false;
    Step Catch;
    Catch.Kind = Op::Catch;
    Catch.At = U.place(Handler->getBeginLoc());
    if (const VarDecl *Exception = Handler->getExceptionDecl())
      Catch.Type = U.handledType(Exception->getType());
    emit(Catch);
    block(Handler->getHandlerBlock());
    AllDead &= Dead;
  }
  Dead = false;
  emit(Op::End, S.getEndLoc());
  Dead = AllDead;
}

/// What `!isOpen()` denies, with no step of its own; null if E is something else.
static const Expr *deniedCall(const Expr *E) {
  bool Denied = false;
  E = E->IgnoreParenImpCasts();
  for (const auto *Not = dyn_cast<UnaryOperator>(E);
       Not && Not->getOpcode() == UO_LNot; Not = dyn_cast<UnaryOperator>(E)) {
    Denied = !Denied;
    E = Not->getSubExpr()->IgnoreParenImpCasts();
  }
  return Denied && isa<CallExpr>(E) ? E : nullptr;
}

/// A bool, or what C has in its place.
static bool saysYesOrNo(const Expr &E) {
  const Expr *Plain = E.IgnoreParenImpCasts();
  const auto *Binary = dyn_cast<BinaryOperator>(Plain);
  const auto *Unary = dyn_cast<UnaryOperator>(Plain);
  return E.getType()->isBooleanType() ||
         (Binary && (Binary->isLogicalOp() || Binary->isComparisonOp())) ||
         (Unary && Unary->getOpcode() == UO_LNot);
}

void Lowering::returnStatement(const ReturnStmt &S) {
  Value V, Denied;
  if (const Expr *E = S.getRetValue()) {
    const bool ByValue = E->getType()->isRecordType() && !E->isLValue();
    PathId Into = ByValue ? U.path({PathNode::Returned, 0, 0, 0}) : 0;
    if (const Expr *Call = deniedCall(E))
      Denied = full(Call);
    else
      V = full(E, Into);
    // job_ != nullptr: what it asks says more than the operator's result.
    bool Equal = true;
    if (comparedWithNull(*E->IgnoreParenImpCasts(), Equal))
      V = {};
  }
  Returning = S.getNRVOCandidate();
  if (!Returning && S.getRetValue()) // return std::move(local), return local
    if (const auto *Construct =
            dyn_cast<CXXConstructExpr>(S.getRetValue()->IgnoreImplicit());
        Construct && Construct->getNumArgs() == 1)
      if (const auto *Ref =
              dyn_cast<DeclRefExpr>(Construct->getArg(0)->IgnoreImplicit()))
        if (const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
            Variable && Variable->hasLocalStorage())
          Returning = Variable;
  leave(0);
  Returning = nullptr;
  llvm::SmallVector<Value, 4> What;
  if (V.K != Value::Unknown) {
    What.push_back(V);
  } else if (S.getRetValue() && saysYesOrNo(*S.getRetValue())) {
    decisive(*S.getRetValue(), What);
    if (Denied.K == Value::Path &&
        llvm::none_of(What, [](const Value &Asked) { return Asked.Flags; })) {
      Denied.Flags = Value::HoldsInThen | Value::HoldsInElse | Value::Negated;
      What = {Denied};
    }
    if (!What.empty())
      What.insert(What.begin(), V);
  } else if (S.getRetValue() &&
             elementsAsked(*S.getRetValue(),
                           Value::HoldsInThen | Value::HoldsInElse, false,
                           What)) {
    What.insert(What.begin(), V); // how many there are
  }
  emit(Op::Return, S.getBeginLoc(), What);
  Dead = true;
}

/// The parts of a pair or tuple; those of other classes name their fields.
void Lowering::bind(const DecompositionDecl &D, PathId Of) {
  unsigned Index = 0;
  for (const BindingDecl *B : D.bindings()) {
    if (const VarDecl *Holding = B->getHoldingVar())
      U.Aliases[Holding->getCanonicalDecl()] = part(Of, D.getType(), Index);
    ++Index;
  }
}

PathId Lowering::part(PathId Of, QualType T, unsigned Index) {
  const auto *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (Index == 1 && isMapsPair(T))
    return Of;
  if (Class && isStd(*Class, {"pair"}))
    return U.field(Of, Index == 0 ? "first" : "second");
  return U.field(Of, ("get<" + llvm::Twine(Index) + ">").str());
}

void Lowering::declaration(const VarDecl &D) {
  if (D.isStaticLocal() || !D.hasLocalStorage()) {
    if (D.hasInit()) {
      size_t FirstCallable = Callables.size();
      full(D.getInit(), U.variable(D));
      if (const auto *Class = D.getType()->getAsCXXRecordDecl())
        guards(U.destructor(D.getType()), Class, U.variable(D), FirstCallable,
               U.place(D.getLocation()));
    }
    U.owner(D);
    return;
  }
  if (threadCleanup(D))
    return;
  size_t FirstCallable = Callables.size();
  PathId Object = U.variable(D);
  if (const Expr *Init = D.getInit()) {
    bool Reference = D.getType()->isReferenceType();
    ChoosesNumbers = isa<ConditionalOperator>(Init->IgnoreParenImpCasts());
    Value V = full(Init, Reference ? 0 : Object);
    ChoosesNumbers = false;
    PathId Of = pathOf(V);
    if (Reference && Of)
      U.Aliases[D.getCanonicalDecl()] = Of;
    else if (V.K != Value::Unknown && Of != Object)
      set(Object, V, D.getLocation());
  }
  object(D.getType(), U.variable(D));
  follow(D);
  if (const auto *Parts = dyn_cast<DecompositionDecl>(&D))
    bind(*Parts, U.variable(D));
  endsWith(D);
  if (const auto *Class =
          D.getType().getNonReferenceType()->getAsCXXRecordDecl())
    guards(U.destructor(D.getType().getNonReferenceType()), Class, Object,
           FirstCallable, U.place(D.getLocation()));
}

} // namespace cleanexit
