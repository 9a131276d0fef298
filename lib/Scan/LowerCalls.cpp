//===-- LowerCalls.cpp - Calls, constructions, new and delete ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/ErrorCodes.h"
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace cleanexit {

/// A parameter of class type ends in the function that has it.
static bool isParameterItself(const ParmVarDecl &P, const Expr &Given) {
  const Expr *E = Given.IgnoreParens();
  while (const auto *Cast = dyn_cast<ImplicitCastExpr>(E))
    E = Cast->getSubExpr()->IgnoreParens();
  return P.getType()->isRecordType() && isa<CXXBindTemporaryExpr>(E);
}

/// f({}), f(std::vector<T>()): nothing is in it, and nobody puts anything there.
static bool isEmptyOwner(const ParmVarDecl &P, const Expr &Given,
                         Origins &From) {
  const auto *Made = dyn_cast<CXXConstructExpr>(Given.IgnoreImplicit());
  return Made && P.getType().getNonReferenceType().isConstQualified() &&
         !isStd(*Made->getConstructor()->getParent(), {"pair", "tuple"}) &&
         Made->getConstructor()->isDefaultConstructor() &&
         From.of(Made->getConstructor()->getLocation()) == Origins::Toolchain;
}

/// Whether a temporary that is handed to a parameter is empty afterwards: it is
/// a library's object, or a library or a move takes it.
static bool takes(const ParmVarDecl &P, const FunctionDecl &Callee,
                  const Expr &Given, Origins &From) {
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(&Given))
    return takes(P, Callee, *Default->getExpr(), From);
  if (isParameterItself(P, Given) &&
      From.of(Callee.getLocation()) != Origins::Toolchain)
    return true;
  const auto *Class = P.getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !isa<MaterializeTemporaryExpr>(Given.IgnoreParens()))
    return false;
  if (!P.getType()->isRValueReferenceType())
    return isEmptyOwner(P, Given, From);
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Callee);
  return From.of(Class->getLocation()) == Origins::Toolchain ||
         From.of(Callee.getLocation()) == Origins::Toolchain ||
         (Method && Method->isMoveAssignmentOperator()) ||
         (Constructor && Constructor->isMoveConstructor());
}

llvm::SmallVectorImpl<Lowering::Ending> *Lowering::temporaries() {
  for (LexicalScope &S : llvm::reverse(Scopes))
    if (S.K == LexicalScope::Expression)
      return &S.Endings;
  return nullptr;
}

/// A temporary that came up since there were Before is an argument.
void Lowering::taken(const FunctionDecl &Callee, size_t Index,
                     const Expr &Given, size_t Before) {
  if (numTemporaries() > Before && Index < Callee.getNumParams() &&
      takes(*Callee.getParamDecl(Index), Callee, Given, U.From))
    temporaries()->back().Flags |= Step::MaybeMoved;
}

llvm::SmallVector<Value, 4> Lowering::arguments(llvm::ArrayRef<const Expr *> Es,
                                                const FunctionDecl *Callee,
                                                size_t *AfterFirst) {
  llvm::SmallVector<Value, 4> Args;
  const bool IsTemplate =
      Callee && Callee->isTemplateInstantiation() &&
      U.From.of(Callee->getLocation()) == Origins::Toolchain;
  const bool HasModel = Callee && U.Knowledge.function(keyOf(*Callee));
  for (size_t I = 0; I != Es.size(); ++I) {
    const size_t Before = numTemporaries();
    if (const auto Code = knownErrorCode(*Es[I], U.Context)) {
      Args.emplace_back().K = Value::Integer;
      Args.back().Number = *Code;
      continue;
    }
    std::optional<Value> Length = duration(*Es[I]);
    size_t FirstCallable = Callables.size();
    ChoosesNumbers = isa<ConditionalOperator>(Es[I]->IgnoreParenImpCasts());
    Args.push_back(Length ? *Length : straight(*Es[I], expression(Es[I])));
    ChoosesNumbers = false;
    if (HasModel)
      limit(*Es[I], Args.back());
    addBits(*Es[I], Args.back());
    scale(*Es[I], Args.back());
    functor(*Es[I], FirstCallable);
    // std::sort(first, last, ByName{})
    if (IsTemplate && Args.back().K == Value::Unknown &&
        Callables.size() == FirstCallable + 1 && !Es[I]->isGLValue()) {
      Args.back().K = Value::Function;
      Args.back().Id = Callables.back().first;
    }
    if (IsTemplate && Args.back().K == Value::Path &&
        Es[I]->getType()->isArithmeticType())
      Args.back().Flags |= Value::IsNumber;
    if (Callee)
      taken(*Callee, I, *Es[I], Before);
    if (I == 0 && AfterFirst)
      *AfterFirst = Callables.size();
  }
  return Args;
}

/// The method that is called for sure, although it is virtual.
const CXXMethodDecl *Lowering::exactMethod(const CXXMethodDecl &Method,
                                           const Expr &Receiver) {
  if (ThisIsExact && ThisClass &&
      isa<CXXThisExpr>(Receiver.IgnoreParenImpCasts()))
    if (const CXXMethodDecl *Own =
            Method.getCorrespondingMethodInClass(ThisClass, /*MayBeBase=*/true))
      return Own;
  if (const CXXMethodDecl *Exact =
          Method.getDevirtualizedMethod(&Receiver, /*IsAppleKext=*/false))
    return Exact;
  // A reference to a local object, whose class is known.
  const auto *Ref = dyn_cast<DeclRefExpr>(Receiver.IgnoreParenImpCasts());
  const auto *Named = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Named || !Named->getType()->isReferenceType() || !Named->getInit())
    return nullptr;
  Ref = dyn_cast<DeclRefExpr>(Named->getInit()->IgnoreParenImpCasts());
  const auto *Object = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  const auto *Class =
      Object ? Object->getType()->getAsCXXRecordDecl() : nullptr;
  return Class ? Method.getCorrespondingMethodInClass(Class, /*MayBeBase=*/true)
               : nullptr;
}

/// D, or the instance of the template D that takes such a pointer: bodies that
/// would have called it were skipped.
static const CXXMethodDecl *
calledWith(const NamedDecl &D, const TemplateArgument &PointerTo, Unit &U) {
  const auto *Template = dyn_cast<FunctionTemplateDecl>(&D);
  if (!Template)
    return dyn_cast<CXXMethodDecl>(&D);
  const FunctionDecl *Pattern = Template->getTemplatedDecl();
  if (!U.Sema || PointerTo.getKind() != TemplateArgument::Type ||
      Template->getTemplateParameters()->size() != 1 ||
      Pattern->getNumParams() != 1)
    return nullptr;
  QualType Taken = Pattern->getParamDecl(0)->getType();
  TemplateArgument Given(Taken->isPointerType()
                             ? PointerTo.getAsType()
                             : U.Context.getPointerType(PointerTo.getAsType()));
  FunctionDecl *Special = U.Sema->InstantiateFunctionDeclaration(
      const_cast<FunctionTemplateDecl *>(Template),
      TemplateArgumentList::CreateCopy(U.Context, Given), D.getLocation());
  return dyn_cast_or_null<CXXMethodDecl>(Special);
}

/// The function that calling an object of this class runs.
FunctionId Lowering::callOperator(const CXXRecordDecl &Class,
                                  const TemplateArgument &PointerTo) {
  if (auto Lambda = U.LambdaOf.find(Class.getDefinition());
      Lambda != U.LambdaOf.end())
    return Lambda->second;
  if (Class.isLambda()) {
    if (const CXXMethodDecl *Body = Class.getLambdaCallOperator())
      return U.function(*Body);
    return 0;
  }
  if (!Class.hasDefinition())
    return 0;
  DeclarationName Name = U.Context.DeclarationNames.getCXXOperatorName(OO_Call);
  for (const CXXRecordDecl *In = Class.getDefinition(); In;) {
    for (const NamedDecl *D : In->lookup(Name))
      if (const auto *Method = calledWith(*D, PointerTo, U))
        return U.From.of(Method->getLocation()) == Origins::Toolchain
                   ? 0
                   : U.function(*Method);
    In = In->getNumBases() == 1
             ? In->bases_begin()->getType()->getAsCXXRecordDecl()
             : nullptr;
    In = In ? In->getDefinition() : nullptr;
  }
  return 0;
}

/// C's methods: whatever is put into this field of any object of the struct.
///   static const struct ops tcp = {.stop = tcp_stop};     ::ops.stop
PathId Lowering::kept(const FieldDecl &Field) {
  // In C++ what has methods of its own is followed by its objects.
  const auto *Class = dyn_cast<CXXRecordDecl>(Field.getParent());
  if ((Class && !(Class->hasDefinition() && Class->isCLike())) ||
      !Field.getType()->isFunctionPointerType())
    return 0;
  return U.path({PathNode::Global, 0,
                 U.Made.Strings.intern(keyOf(*Field.getParent()) + "." +
                                       Field.getName().str()),
                 0});
}

void Lowering::keeps(const FieldDecl &Field, const Value &V,
                     SourceLocation Loc) {
  const bool IsGiven =
      V.K == Value::Path && U.Made.Paths[V.Id].K == PathNode::Param;
  if (V.K == Value::Function || IsGiven)
    set(kept(Field), V, Loc);
}

/// for (Entry &e : entries), for (auto &[key, e] : entries)   of a global table:
/// what a local one has, or the object's own, is followed by its name.
bool Lowering::isTurn(const Expr &E) const {
  const auto *Ref = dyn_cast<DeclRefExpr>(&E);
  const ValueDecl *Of = Ref ? Ref->getDecl() : nullptr;
  if (const auto *Part = dyn_cast_or_null<BindingDecl>(Of))
    Of = Part->getDecomposedDecl();
  const auto *Variable = dyn_cast_or_null<VarDecl>(Of);
  return Variable && GlobalTurns.contains(Variable->getCanonicalDecl());
}

/// The field of an object that is not known, of which a function is called.
const FieldDecl *Lowering::fieldOfAny(const Expr &Callee) const {
  const Expr *E = Callee.IgnoreParenImpCasts();
  if (const auto *Star = dyn_cast<UnaryOperator>(E);
      Star && Star->getOpcode() == UO_Deref)
    E = Star->getSubExpr()->IgnoreParenImpCasts();
  // p->close(), p->table.close(); an object at hand is followed by its name.
  const auto *Member = dyn_cast<MemberExpr>(E);
  for (const MemberExpr *M = Member; M;) {
    const Expr *Base = M->getBase()->IgnoreParenImpCasts();
    if ((M->isArrow() && (M == Member || !isa<CXXThisExpr>(Base))) ||
        isTurn(*Base))
      return dyn_cast<FieldDecl>(Member->getMemberDecl());
    M = dyn_cast<MemberExpr>(Base);
  }
  return nullptr;
}

/// Calls of something stored: a function pointer, a member pointer, a functor
/// object, or std::invoke of one.
std::optional<Value> Lowering::runsStored(const CallExpr &E,
                                          const FunctionDecl *Callee,
                                          PathId Into) {
  Step S;
  S.Kind = Op::Run;
  S.At = U.place(E.getBeginLoc());
  S.Result = Into;
  Value Stored;
  llvm::ArrayRef<const Expr *> Rest(E.getArgs(), E.getNumArgs());
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E);
  if (Operator && Operator->getOperator() == OO_Call) {
    if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
        Method && Method->isVirtual())
      return std::nullopt; // a method as any other
    Stored = expression(E.getArg(0));
    const auto *Class = E.getArg(0)->getType()->getAsCXXRecordDecl();
    if (!Class)
      return std::nullopt;
    if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
        Method && U.From.of(Method->getLocation()) != Origins::Toolchain)
      S.Callee = U.function(*Method);
    else if (!isCallableWrapper(*Class)) {
      if (Callee && U.Knowledge.function(keyOf(*Callee)))
        return std::nullopt; // std::ranges::for_each
      arguments(Rest.drop_front());
      return Value();
    }
    Rest = Rest.drop_front();
  } else if (Callee && Callee->getNumParams() > 0 && E.getNumArgs() > 0 &&
             isStd(*Callee, {"invoke", "invoke_r"})) {
    Stored = expression(E.getArg(0));
    if (const auto *Class =
            E.getArg(0)->getType().getNonReferenceType()->getAsCXXRecordDecl())
      S.Callee = callOperator(*Class);
    Rest = Rest.drop_front();
  } else if (!Callee) {
    if (isa<CXXPseudoDestructorExpr>(E.getCallee()->IgnoreParens())) {
      children(E);
      return Value();
    }
    if (const auto *Overloads =
            dyn_cast<OverloadExpr>(E.getCallee()->IgnoreParens())) {
      // The pattern of a generic lambda that nothing instantiated.
      llvm::SmallVector<Value, 4> Args = arguments(Rest);
      for (const NamedDecl *D : Overloads->decls())
        if (const auto *F = dyn_cast<FunctionDecl>(D->getUnderlyingDecl());
            F && F->getMinRequiredArguments() <= E.getNumArgs() &&
            (F->getNumParams() >= E.getNumArgs() || F->isVariadic())) {
          S.Kind = Op::Call;
          S.Callee = U.function(*F);
          return resultOf(emit(S, Args));
        }
      return Value();
    }
    if (E.getCallee()->isTypeDependent()) {
      children(E);
      return Value();
    }
    Stored = expression(E.getCallee());
    if (const FieldDecl *Field = fieldOfAny(*E.getCallee()))
      if (PathId Kept = kept(*Field))
        Stored = pathValue(Kept);
  } else {
    return std::nullopt;
  }
  llvm::SmallVector<Value, 4> Args = arguments(Rest);
  if (Stored.K == Value::Function) {
    S.Kind = Op::Call;
    S.Callee = Stored.Id;
  } else {
    S.Subject = pathOf(Stored);
  }
  Value Result = resultOf(emit(S, Args));
  return Into ? pathValue(Into) : Result;
}

/// The class that a receiver is written as, if it only inherits the method.
RecordId Lowering::belowCallee(const Expr &Receiver,
                               const CXXMethodDecl &Method) {
  QualType T = Receiver.IgnoreParenBaseCasts()->getType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const auto *Class = T->getAsCXXRecordDecl();
  return Class && !declaresSameEntity(Class, Method.getParent())
             ? U.record(*Class)
             : 0;
}

/// Whether what a call does is known without a body.
bool Lowering::isLibrarys(const FunctionDecl &Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  return U.From.of(Callee.getLocation()) == Origins::Toolchain ||
         (Method && U.ownerModel(*Method->getParent()));
}

/// kill(-pid, SIGKILL): the group that pid leads, and so pid as well.
void Lowering::groupKilled(const Expr &Written, Value &Process) {
  const auto *Group = dyn_cast<UnaryOperator>(Written.IgnoreParenImpCasts());
  if (!Group || Group->getOpcode() != UO_Minus ||
      Group->HasSideEffects(U.Context))
    return;
  Process = expression(Group->getSubExpr());
  Process.Flags |= Value::Negated;
}

Value Lowering::call(const CallExpr &E, PathId Into) {
  const FunctionDecl *Callee = E.getDirectCallee();
  if (threadCleanupEnds(E))
    return {};
  const bool IsLibrarys = Callee && isLibrarys(*Callee);
  if (IsLibrarys)
    if (std::optional<Value> V = transparent(E, *Callee))
      return *V;
  if (std::optional<Value> V = runsStored(E, Callee, Into))
    return *V;
  if (Callee && frameDestroyed(E, *Callee))
    return {};
  if (Callee && isStd(*Callee, {"throw_with_nested"}) && E.getNumArgs() == 1) {
    expression(E.getArg(0));
    throws(U.nestedType(E.getArg(0)->getType()), E.getBeginLoc());
    return {};
  }
  if (Callee && U.From.of(Callee->getLocation()) == Origins::Toolchain &&
      destroyed(E, *Callee))
    return {};
  if (const auto *Conversion = dyn_cast<CXXConversionDecl>(Callee);
      Conversion && Conversion->getParent()->isLambda())
    return expression(cast<CXXMemberCallExpr>(E).getImplicitObjectArgument(),
                      Into);
  if (std::optional<Value> V = syncBuiltin(E, *Callee))
    return *V;
  if (Callee->getBuiltinID() && !Callee->isExternC()) {
    children(E);
    return {};
  }
  const size_t FirstCallable = Callables.size();
  Step S;
  S.Kind = Op::Call;
  S.At = U.place(E.getBeginLoc());
  S.Result = Into;
  llvm::ArrayRef<const Expr *> Written(E.getArgs(), E.getNumArgs());
  const Expr *Receiver = nullptr;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&E)) {
    Receiver = Member->getImplicitObjectArgument();
  } else if (isa<CXXOperatorCallExpr>(E) && Method && Method->isInstance()) {
    Receiver = E.getArg(0);
    Written = Written.drop_front();
  }
  if (Receiver)
    S.Subject = pathOf(expression(Receiver));
  if (Method && Method->isVirtual() && Receiver) {
    const auto *Named =
        dyn_cast<MemberExpr>(E.getCallee()->IgnoreParenImpCasts());
    if (Named && Named->hasQualifier()) {
      // Base::close() is that one, whoever overrides it.
    } else if (const CXXMethodDecl *Exact = exactMethod(*Method, *Receiver)) {
      Callee = Method = Exact;
    } else {
      S.Flags |= Step::Virtual;
      S.Type = belowCallee(*Receiver, *Method);
    }
  }
  llvm::SmallVector<Value, 4> Args = arguments(Written, Callee);
  if (Callee->isImplicit() && Method && Receiver &&
      (Method->isCopyAssignmentOperator() ||
       Method->isMoveAssignmentOperator())) {
    if (!Args.empty())
      set(S.Subject, Args[0], E.getBeginLoc());
    if (Method->isTrivial())
      return pathValue(S.Subject);
  }
  const FunctionModel *Model = U.Knowledge.function(keyOf(*Callee));
  if (Model && Model->Kills >= 0 && size_t(Model->Kills) < Written.size())
    groupKilled(*Written[Model->Kills], Args[Model->Kills]);
  S.Callee = U.function(*Callee);
  beforeAlgorithm(*Callee, Args);
  uint32_t At = emit(S, Args);
  afterAlgorithm(E, *Callee, Args);
  Value Result = Into ? pathValue(Into) : resultOf(At);
  registered(*Callee, Args, E);
  if (Receiver && Callables.size() > FirstCallable)
    filled(*Method, S.Subject, FirstCallable, S.At);
  if (Receiver && IsLibrarys)
    Result = afterLibraryMethod(E, *Method, *Receiver, S.Subject, Args, Result);
  else if (!Receiver)
    if (std::optional<Value> Made = madeByFactory(E, *Callee, Args, Into))
      Result = *Made;
  if (std::optional<Value> Part = standardPart(E, *Callee, Args))
    Result = *Part;
  // make_guard(f), wherever what it makes goes.
  if (const auto *Class = E.getType()->getAsCXXRecordDecl();
      Class && !E.isGLValue())
    guards(U.destructor(E.getType()), Class, pathOf(Result), FirstCallable,
           S.At);
  if ((Callee->isNoReturn() || (Model && Model->NoReturn)) &&
      !(S.Flags & Step::Virtual))
    Dead = true;
  return Result;
}

/// atexit(f) and the like.
void Lowering::registered(const FunctionDecl &Callee,
                          llvm::ArrayRef<Value> Args, const CallExpr &E) {
  // A library's C function may be declared without its header.
  const bool Own = U.From.of(Callee.getLocation()) == Origins::User;
  if (Own && Callee.isDefined())
    return;
  const FunctionModel *Model =
      U.Knowledge.function(keyOf(Callee), Own && !Callee.isExternC());
  if (!Model)
    return;
  auto Note = [&](llvm::ArrayRef<Operand> Which, Cleanup::Kind K) {
    for (Operand O : Which)
      if (O >= 0 && size_t(O) < Args.size() && Args[O].K == Value::Function)
        cleanup(K, Args[O].Id, 0, 0, U.place(E.getBeginLoc()));
  };
  Note(Model->Registers, Cleanup::ProcessExit);
  Note(Model->RegistersForThread, Cleanup::ThreadExit);
}

static bool sameTemplate(const CXXRecordDecl &Class,
                         const CXXConstructExpr &E) {
  const auto *To = dyn_cast<ClassTemplateSpecializationDecl>(&Class);
  const auto *From = To && E.getNumArgs() == 1
                         ? dyn_cast_or_null<ClassTemplateSpecializationDecl>(
                               E.getArg(0)->getType()->getAsCXXRecordDecl())
                         : nullptr;
  return From && From->getSpecializedTemplate() == To->getSpecializedTemplate();
}

/// What a library keeps of an object that it is given: one of its class, which
/// the keeper's own does not tell.
Value Lowering::copyOf(const Expr &Given, Value V) {
  const QualType T = Given.getType();
  if (const auto *Class = T->getAsCXXRecordDecl();
      Class && V.K != Value::Function && !isStd(*Class, {"any"}) &&
      U.destructor(T))
    return newOf(T);
  return V;
}

Value Lowering::newOf(QualType T) {
  Value V;
  if (const auto *Class = T->getAsCXXRecordDecl()) {
    V.K = Value::New;
    V.Id = U.record(*Class);
  }
  return V;
}

Value Lowering::construct(const CXXConstructExpr &E, PathId Into) {
  const CXXConstructorDecl *Constructor = E.getConstructor();
  const CXXRecordDecl *Class = Constructor->getParent();
  const bool Copies =
      Constructor->isCopyOrMoveConstructor() && E.getNumArgs() >= 1;
  if (Copies && (E.isElidable() || Constructor->isTrivial()))
    return expression(E.getArg(0), E.isElidable() ? Into : 0);
  const bool Toolchain = U.isLibrarys(*Class);
  llvm::ArrayRef<const Expr *> Written(E.getArgs(), E.getNumArgs());
  if (Toolchain) {
    const TypeModel *Model = U.typeModel(*Class);
    const bool LockGuard = Model && Model->IsLockGuard;
    if (isCallableWrapper(*Class) && E.getNumArgs() >= 1) {
      const size_t FirstCallable = Callables.size(), Before = numTemporaries();
      Value V = expression(E.getArg(0));
      taken(*Constructor, 0, *E.getArg(0), Before);
      functor(*E.getArg(0), FirstCallable);
      signature(*Class, E.getArg(0)->getType());
      if (V.K != Value::Function && Callables.size() == FirstCallable + 1) {
        V.K = Value::Function;
        V.Id = Callables.back().first;
      }
      return V;
    }
    if (isCallableWrapper(*Class) && !Into) {
      Value Empty;
      Empty.K = Value::Null;
      return Empty;
    }
    if (Copies || E.getNumArgs() == 0)
      elements(E);
    // unique_ptr<Base> of a unique_ptr<Derived> owns the same.
    if ((Copies || sameTemplate(*Class, E)) && !LockGuard)
      return arguments(Written, Constructor)[0];
    if (Constructor->isDefaultConstructor() && E.getNumArgs() == 0)
      return Into ? pathValue(Into) : Value();
  } else if (Constructor->isTrivial() && !Copies) {
    return Into ? pathValue(Into) : Value();
  }
  size_t FirstCallable = Callables.size();
  Step S;
  S.Kind = Op::Call;
  S.Flags = Step::Constructs;
  S.At = U.place(E.getBeginLoc());
  size_t AfterFirst = FirstCallable;
  llvm::SmallVector<Value, 4> Args =
      arguments(Written, Constructor, &AfterFirst);
  if (Toolchain && Args.size() == 1 && keyOf(*Class) == "std::any")
    Args[0] = copyOf(*E.getArg(0), Args[0]);
  S.Callee = U.function(*Constructor);
  S.Subject =
      Into ? Into : U.path({PathNode::Result, 0, 0, uint32_t(Steps.size())});
  emit(S, Args);
  if (Dead)
    return {};
  if (Toolchain)
    elements(E);
  pairs(E.getType(), Args, S.Subject, E.getBeginLoc());
  inPlace(E, Args, S.Subject);
  if (Dead)
    return {};
  // A class of the project that holds any callable of a signature.
  if (!Toolchain && isCallableWrapper(*Class) && Args.size() >= 1 &&
      Args[0].K == Value::Function)
    return Args[0];
  if (Toolchain && ownsByPointer(*Class))
    deleters(*Class, S.Subject, AfterFirst, S.At);
  else if (Callables.size() > FirstCallable)
    guards(U.destructor(E.getType()), Class, S.Subject, FirstCallable, S.At);
  return pathValue(S.Subject);
}

/// using Base::Base;   the base is made of what the constructor is given.
Value Lowering::inherited(const CXXInheritedCtorInitExpr &E, PathId Into) {
  Step S;
  S.Kind = Op::Call;
  S.Flags = Step::Constructs | Step::Implicit;
  S.At = U.place(E.getBeginLoc());
  S.Callee = U.function(*E.getConstructor());
  S.Subject = Into ? Into : U.path({PathNode::This, 0, 0, 0});
  llvm::SmallVector<Value, 4> Args;
  for (unsigned I = 0; I != E.getConstructor()->getNumParams(); ++I)
    Args.push_back(pathValue(U.path({PathNode::Param, 0, 0, I})));
  emit(S, Args);
  return pathValue(S.Subject);
}

/// operator new is called; one that cannot fail is of no interest.
void Lowering::allocates(const CXXNewExpr &E) {
  const FunctionDecl *New = E.getOperatorNew();
  if (!New || New->isReservedGlobalPlacementOperator() || Dead)
    return;
  const auto *Type = New->getType()->getAs<FunctionProtoType>();
  if (Type && Type->isNothrow())
    return;
  Step S;
  S.Kind = Op::Call;
  S.Flags = Step::Implicit;
  S.At = U.place(E.getBeginLoc());
  S.Callee = U.function(*New);
  emit(S);
}

Value Lowering::newObject(const CXXNewExpr &E, PathId) {
  for (const Expr *Argument : E.placement_arguments())
    expression(Argument);
  if (E.isArray() && *E.getArraySize())
    expression(*E.getArraySize());
  allocates(E);
  QualType T = E.getAllocatedType();
  size_t FirstCallable = Callables.size();
  Value Made;
  if (const Expr *Init = E.getInitializer())
    Made = expression(Init);
  const auto *Class = T->getAsCXXRecordDecl();
  if (!Class)
    return {};
  guards(U.destructor(T), Class, pathOf(Made), FirstCallable,
         U.place(E.getBeginLoc()));
  if (pathOf(Made) && isStd(*Class, {"future", "shared_future"}))
    return Made;
  // new std::function<void()>(f)   is as good as f.
  if (isStd(*Class, {"function", "move_only_function", "copyable_function"}) &&
      (Made.K == Value::Function || Made.K == Value::Path))
    return Made;
  Value V;
  V.K = Value::New;
  V.Id = U.record(*Class);
  return V;
}

/// std::destroy_at(p), std::allocator_traits<A>::destroy(a, p).
bool Lowering::destroyed(const CallExpr &E, const FunctionDecl &Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  const Expr *Pointer = nullptr;
  if (!Method && isStd(Callee, {"destroy_at"}) && E.getNumArgs() == 1)
    Pointer = E.getArg(0);
  else if (Method && Method->isStatic() && Method->getIdentifier() &&
           Method->getName() == "destroy" && E.getNumArgs() == 2 &&
           isStd(*Method->getParent(), {"allocator_traits"}))
    Pointer = E.getArg(1);
  if (!Pointer || !Pointer->getType()->isPointerType())
    return false;
  Value V = expression(Pointer);
  destroy(Pointer->getType()->getPointeeType(), pathOf(V),
          U.place(E.getBeginLoc()), 0);
  return true;
}

void Lowering::deleteObject(const CXXDeleteExpr &E) {
  Value V = expression(E.getArgument());
  QualType T = E.getDestroyedType();
  if (T.isNull() || T->isDependentType())
    return;
  PathId Object = pathOf(V);
  destroy(T, E.isArrayForm() ? U.element(Object) : Object,
          U.place(E.getBeginLoc()), Step::Deletes);
}

} // namespace cleanexit
