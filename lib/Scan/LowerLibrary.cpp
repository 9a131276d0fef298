//===-- LowerLibrary.cpp - What passes through library calls ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Emptiness.h"
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Expr.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace cleanexit {

static const VarDecl *localVariable(const Expr &E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E.IgnoreParenImpCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasLocalStorage() ? V : nullptr;
}

/// Whether nothing of the project's runs where the key of a map's node ends.
static bool endsQuietly(const CXXRecordDecl &Node) {
  for (const NamedDecl *D :
       Node.lookup(&Node.getASTContext().Idents.get("key_type")))
    if (const auto *Key = dyn_cast<TypedefNameDecl>(D)) {
      const auto *Class = Key->getUnderlyingType()->getAsCXXRecordDecl();
      return !Class || Class->hasTrivialDestructor() ||
             isStd(*Class, {"basic_string", "basic_string_view"});
    }
  return false;
}

/// The variable whose contents a move takes: `x`, `node.mapped()`.
static const VarDecl *variableEmptied(const Expr &E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E.IgnoreParenImpCasts());
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (Method && Method->getParent()->isInStdNamespace() &&
      Method->getIdentifier() && Method->getName() == "mapped" &&
      endsQuietly(*Method->getParent()))
    return localVariable(*Call->getImplicitObjectArgument());
  return localVariable(E);
}

/// A member of this object.
static const FieldDecl *ownMember(const Expr &E) {
  const auto *M = dyn_cast<MemberExpr>(E.IgnoreParenImpCasts());
  return M && isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts())
             ? dyn_cast<FieldDecl>(M->getMemberDecl())
             : nullptr;
}

static bool isKept(const Value &V) {
  return V.K == Value::Path || V.K == Value::New || V.K == Value::Function;
}

/// Whoever takes it leaves nothing there.
static Value moved(Value V) {
  if (V.K == Value::Path)
    V.Flags |= Value::Moved;
  return V;
}

static Value nothing() {
  Value V;
  V.K = Value::Null;
  return V;
}

/// What an argument gives: perhaps nothing, in the words of its class.
static Value valueOf(const Expr &Given, Value V) {
  return isMadeEmpty(Given) ? nothing() : V;
}

static bool isStdTime(const CXXRecordDecl &Class) {
  return Class.getIdentifier() &&
         (Class.getName() == "time_point" || Class.getName() == "duration");
}

/// Library calls that are not steps: their value is one of their operands.
std::optional<Value> Lowering::transparent(const CallExpr &E,
                                           const FunctionDecl &Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  if (!Method || Method->isStatic()) {
    if (E.getNumArgs() == 0)
      return std::nullopt;
    if (Callee.getIdentifier() && Callee.isInStdNamespace() &&
        Callee.getName().starts_with("atomic_"))
      if (std::optional<Value> V = atomicFunction(E, Callee))
        return *V;
    switch (passes(Callee)) {
    case Passes::Nothing:
      return std::nullopt;
    case Passes::Moves: {
      if (E.getNumArgs() != 1)
        return std::nullopt; // the algorithm
      Value V = expression(E.getArg(0));
      if (const VarDecl *Variable = variableEmptied(*E.getArg(0)))
        Moved.insert(Variable);
      if (const FieldDecl *Member = ownMember(*E.getArg(0)))
        MovedMembers.insert(Member);
      return moved(V);
    }
    case Passes::FirstArgument:
    case Passes::Element: {
      Value V = expression(E.getArg(0));
      for (unsigned I = 1; I < E.getNumArgs(); ++I)
        expression(E.getArg(I));
      return passes(Callee) == Passes::Element ? pathValue(U.element(pathOf(V)))
                                               : V;
    }
    case Passes::Exchanges: {
      if (E.getNumArgs() != 2)
        return std::nullopt;
      Value Old = expression(E.getArg(0));
      const size_t Before = numTemporaries();
      Value New = expression(E.getArg(1));
      if (!Dead)
        taken(Callee, 1, *E.getArg(1), Before);
      set(pathOf(Old), valueOf(*E.getArg(1), New), E.getBeginLoc());
      return moved(Old);
    }
    case Passes::Swaps: {
      if (E.getNumArgs() != 2)
        return std::nullopt;
      Value A = expression(E.getArg(0)), B = expression(E.getArg(1));
      set(pathOf(A), B, E.getBeginLoc());
      set(pathOf(B), A, E.getBeginLoc());
      return Value();
    }
    }
  }
  const Expr *Receiver = nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&E))
    Receiver = Member->getImplicitObjectArgument();
  else if (isa<CXXOperatorCallExpr>(E) && E.getNumArgs() > 0)
    Receiver = E.getArg(0);
  if (!Receiver)
    return std::nullopt;
  const unsigned FirstArg = isa<CXXOperatorCallExpr>(E) ? 1 : 0;
  const CXXRecordDecl *Class = Method->getParent();
  if (isAtomic(*Class))
    return atomic(E, *Method, *Receiver, FirstArg);
  QualType Held = Receiver->getType().getNonReferenceType();
  if (Held->isPointerType())
    Held = Held->getPointeeType();
  const auto *HeldClass = Held->getAsCXXRecordDecl();
  const TypeModel *Model = HeldClass ? U.typeModel(*HeldClass) : nullptr;
  // A lock guard's operator bool and release(), a future's get() are acts, and
  // so is what dismisses a guard.
  if ((Model && (Model->IsLockGuard || Model->Lock != LockKind::None)) ||
      (Model && Model->IsScopeGuard && Method->getIdentifier() &&
       llvm::is_contained(Model->Dismiss, Method->getName())) ||
      U.Knowledge.function(keyOf(*Method)))
    return std::nullopt;
  Access What = access(*Method);
  if (What == Access::Other || What == Access::Stores)
    return std::nullopt;
  Value Object = expression(Receiver);
  for (unsigned I = FirstArg; I < E.getNumArgs(); ++I)
    expression(E.getArg(I));
  elements(*Method, Held,
           llvm::ArrayRef(E.getArgs(), E.getNumArgs()).drop_front(FirstArg),
           E.getBeginLoc());
  if (Method->getIdentifier() && Method->getName() == "release") {
    if (const VarDecl *Variable = localVariable(*Receiver))
      Moved.insert(Variable);
    return moved(Object);
  }
  // deadline += 5s
  if ((Method->getOverloadedOperator() == OO_PlusEqual ||
       Method->getOverloadedOperator() == OO_MinusEqual) &&
      isStdTime(*Class))
    set(pathOf(Object), Value(), E.getBeginLoc());
  if (What == Access::Element)
    return pathValue(U.element(pathOf(Object)));
  return What == Access::Noise ? Value() : Object;
}

/// Of a pair that is put into a map it keeps the second one.
Value Lowering::kept(const CXXRecordDecl &Into, const Expr &Given, Value V) {
  const auto *Pair =
      Given.getType().getNonReferenceType()->getAsCXXRecordDecl();
  const auto Mapped = Into.lookup(&U.Context.Idents.get("mapped_type"));
  if (Mapped.empty() || !Pair || !isStd(*Pair, {"pair"}) || V.K != Value::Path)
    return V;
  V.Id = part(V.Id, Given.getType(), 1);
  return V;
}

/// list.remove(task), set.erase(task), map.erase(task): what goes is another owner
/// of what a variable holds. The argument of the class, among those that it owns,
/// that this is of.
static std::optional<unsigned>
ownerNamed(const Unit &U, const ClassTemplateSpecializationDecl &Of,
           const TypeModel &Model, llvm::ArrayRef<const Expr *> Given) {
  if (Given.size() != 1 ||
      !isa<DeclRefExpr, MemberExpr>(Given[0]->IgnoreParenImpCasts()))
    return std::nullopt;
  for (unsigned Index : Model.Owns) {
    const TemplateArgument &Element = Of.getTemplateArgs()[Index];
    const auto *Pointer =
        Element.getKind() == TemplateArgument::Type
            ? dyn_cast_or_null<ClassTemplateSpecializationDecl>(
                  Element.getAsType()->getAsCXXRecordDecl())
            : nullptr;
    const TypeModel *Owner = Pointer ? U.typeModel(*Pointer) : nullptr;
    if (Owner && Owner->OwnsShared &&
        U.Context.hasSameUnqualifiedType(
            Element.getAsType(), Given[0]->getType().getNonReferenceType()))
      return Index;
  }
  return std::nullopt;
}

/// A library's method was called: what it stored, made or destroyed.
Value Lowering::afterLibraryMethod(const CallExpr &E,
                                   const CXXMethodDecl &Method,
                                   const Expr &Receiver, PathId Object,
                                   llvm::ArrayRef<Value> Args, Value Result) {
  QualType Held = Receiver.getType().getNonReferenceType();
  if (Held->isPointerType())
    Held = Held->getPointeeType();
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Held->getAsCXXRecordDecl());
  std::string Name = Method.getNameAsString();
  elements(Method, Held,
           llvm::ArrayRef(E.getArgs(), E.getNumArgs())
               .drop_front(isa<CXXOperatorCallExpr>(E)),
           E.getBeginLoc());
  // Both are this object's.
  if (Name == "shared_from_this" || Name == "weak_from_this")
    return pathValue(Object);
  // future.share(): the state is the shared_future's now.
  if (Name == "share" && isStd(*Method.getParent(), {"future"})) {
    if (const VarDecl *Variable = localVariable(Receiver))
      Moved.insert(Variable);
    for (LexicalScope &S : llvm::reverse(Scopes))
      for (Ending &E : S.Endings)
        if (E.Object == Object && !E.Variable)
          E.Flags |= Step::MaybeMoved;
    return pathValue(Object);
  }
  const bool IsAny = isStd(*Method.getParent(), {"any"});
  if (Name == "operator=" && !Args.empty()) {
    const Expr &Given = *E.getArg(E.getNumArgs() - 1);
    if (!untied(Receiver, Given, Args[0]))
      set(Object, IsAny ? copyOf(Given, Args[0]) : valueOf(Given, Args[0]),
          E.getBeginLoc());
  }
  if (Name == "swap" && Args.size() == 1) {
    set(Object, Args[0], E.getBeginLoc());
    set(pathOf(Args[0]), pathValue(Object), E.getBeginLoc());
  }
  if (Name == "reset" && !Args.empty())
    set(Object, Args[0], E.getBeginLoc());
  if ((Name == "clear" || Name == "reset") && Args.empty() &&
      mayBeEmpty(*Method.getParent()))
    set(Object, nothing(), E.getBeginLoc());
  llvm::ArrayRef<const Expr *> Given(E.getArgs(), E.getNumArgs());
  const TemplateArgumentList *Types = Method.getTemplateSpecializationArgs();
  if (Name == "emplace" && Types && IsAny) {
    constructs(Types->get(0).getAsType(), Args, Given, U.element(Object),
               E.getBeginLoc());
    set(Object, newOf(Types->get(0).getAsType()), E.getBeginLoc());
  }
  if (!Class)
    return Result;
  const TypeModel *Model = U.typeModel(*Class);
  const std::optional<unsigned> Kept =
      Model && Name != "operator=" && !Model->OwnsShared
          ? ownerNamed(U, *Class, *Model, Given)
          : std::nullopt;
  const bool Destroys = Model && llvm::is_contained(Model->Destroys, Name) &&
                        !(Kept && Model->Owns.size() == 1);
  const bool Replaces = Destroys && Name == "emplace";
  if (access(Method) == Access::Stores && !Replaces) {
    if (llvm::StringRef(Name).contains("emplace"))
      emplaced(Method, *Class, Args, Given, U.element(Object), E.getBeginLoc());
    else
      for (auto [I, V] : llvm::enumerate(Args))
        if (isKept(V))
          set(U.element(Object), kept(*Class, *E.getArg(I), V),
              E.getBeginLoc());
    if (Destroys)
      ownedBy(*Class, *Model, U.place(E.getBeginLoc()), Object);
    return pathValue(U.element(Object));
  }
  if (Destroys) {
    for (const Value &V : Args)
      if (V.K == Value::Function && Model->OwnsShared)
        cleanup(Cleanup::Deleter, V.Id, 0, Object, U.place(E.getBeginLoc()));
    ownedBy(*Class, *Model, U.place(E.getBeginLoc()), Object, Kept);
  }
  if (Replaces) {
    // optional.emplace(...), variant.emplace<T>(...)
    const TemplateArgument *Made =
        Model->OwnsAll        ? (Types ? &Types->get(0) : nullptr)
        : Model->Owns.empty() ? nullptr
                              : &Class->getTemplateArgs()[Model->Owns[0]];
    if (Made && Made->getKind() == TemplateArgument::Type)
      constructs(Made->getAsType(), Args, Given, U.element(Object),
                 E.getBeginLoc());
    return pathValue(U.element(Object));
  }
  if (Name == "operator=")
    return pathValue(Object);
  return Result;
}

/// std::tie(a, b) = f();   a and b get the parts.
bool Lowering::untied(const Expr &Tie, const Expr &Given, const Value &What) {
  const auto *Call = dyn_cast<CallExpr>(Tie.IgnoreUnlessSpelledInSource());
  const FunctionDecl *Maker = Call ? Call->getDirectCallee() : nullptr;
  if (!Maker || !isStd(*Maker, {"tie"}) || !pathOf(What))
    return false;
  for (unsigned I = 0; I != Call->getNumArgs(); ++I)
    if (PathId To = plainPath(*Call->getArg(I));
        To && U.Made.Paths[To].K != PathNode::Global)
      set(To, moved(pathValue(part(pathOf(What), Given.getType(), I))),
          Tie.getBeginLoc());
  return true;
}

/// A pair, or a tuple, is made of so many values.
void Lowering::pairs(QualType T, llvm::ArrayRef<Value> Args, PathId Object,
                     SourceLocation Loc) {
  const auto *Class = T->getAsCXXRecordDecl();
  const auto *Special =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class);
  if (!Special || !Object || Dead || !isStd(*Class, {"pair", "tuple"}))
    return;
  llvm::SmallVector<QualType, 4> Parts;
  for (const TemplateArgument &A : Special->getTemplateArgs().asArray())
    typeArguments(A, Parts);
  if (Parts.size() != Args.size())
    return;
  for (unsigned I = 0; I != Args.size(); ++I)
    if (isKept(Args[I]))
      set(part(Object, T, I), Args[I], Loc);
}

/// std::move(first, last, out), std::move_backward(first, last, out)
static bool movesRange(const FunctionDecl &Callee) {
  return Callee.getNumParams() == 3 && isStd(Callee, {"move", "move_backward"});
}

void Lowering::beforeAlgorithm(const FunctionDecl &Callee,
                               llvm::MutableArrayRef<Value> Args) {
  if (movesRange(Callee) && Args.size() == 3)
    for (Value &V : Args.take_front(2))
      V = moved(V);
}

/// Algorithms move elements out, and std::erase_if() ends some.
void Lowering::afterAlgorithm(const CallExpr &E, const FunctionDecl &Callee,
                              llvm::ArrayRef<Value> Args) {
  elements(E, Callee);
  visits(E, Callee, Args);
  if (movesRange(Callee) && Args.size() == 3)
    return set(pathOf(Args[2]), Args[0], E.getBeginLoc());
  if (!isStd(Callee, {"erase", "erase_if"}) || Args.size() != 2)
    return;
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      E.getArg(0)->getType().getNonReferenceType()->getAsCXXRecordDecl());
  const TypeModel *Model = Class ? U.typeModel(*Class) : nullptr;
  if (Model && !ownerNamed(U, *Class, *Model, E.getArg(1)))
    ownedBy(*Class, *Model, U.place(E.getBeginLoc()), pathOf(Args[0]));
}

/// A container makes an element of these arguments; a map makes the mapped one
/// of all but the key.
void Lowering::emplaced(const CXXMethodDecl &Method,
                        const ClassTemplateSpecializationDecl &Class,
                        llvm::ArrayRef<Value> Args,
                        llvm::ArrayRef<const Expr *> Given, PathId Object,
                        SourceLocation Loc) {
  const auto Mapped = Class.lookup(&U.Context.Idents.get("mapped_type"));
  unsigned Index = Mapped.empty() ? 0 : 1;
  llvm::ArrayRef<TemplateArgument> Types = Class.getTemplateArgs().asArray();
  if (Index >= Types.size() || Types[Index].getKind() != TemplateArgument::Type)
    return;
  const FunctionTemplateDecl *Pattern = Method.getPrimaryTemplate();
  const bool AtPosition =
      Pattern && Method.getName() != "try_emplace" &&
      Pattern->getTemplatedDecl()->getNumParams() > 1 &&
      !Pattern->getTemplatedDecl()->getParamDecl(0)->isParameterPack();
  unsigned Before = Index + AtPosition;
  if (Index && Types[0].getKind() == TemplateArgument::Type &&
      piecewise(Given.drop_front(std::min<size_t>(AtPosition, Given.size())),
                Types[0].getAsType(), Types[1].getAsType(), Object, Loc))
    return;
  if (Args.size() < Before)
    return;
  const QualType Made = Types[Index].getAsType();
  const auto *Element = Made->getAsCXXRecordDecl();
  Args = Args.drop_front(Before);
  if ((Element ? isCallableWrapper(*Element) : Made->isFunctionPointerType()) &&
      Args.size() == 1 && isKept(Args[0]))
    return set(Object, Args[0], Loc);
  constructs(Types[Index].getAsType(), Args, Given.drop_front(Before), Object,
             Loc);
}

/// std::get<0>(t), std::get_if<T>(&v): a part of the argument.
std::optional<Value> Lowering::standardPart(const CallExpr &E,
                                            const FunctionDecl &Callee,
                                            llvm::ArrayRef<Value> Args) {
  const TemplateArgumentList *Which = Callee.getTemplateSpecializationArgs();
  if (!isStd(Callee, {"get", "get_if"}) || Args.size() != 1 || !Which ||
      Which->size() == 0 || !pathOf(Args[0]))
    return std::nullopt;
  const TemplateArgument &First = Which->get(0);
  if (First.getKind() == TemplateArgument::Integral)
    return pathValue(part(pathOf(Args[0]), E.getArg(0)->getType(),
                          First.getAsIntegral().getZExtValue()));
  if (First.getKind() != TemplateArgument::Type)
    return std::nullopt;
  return pathValue(U.field(
      pathOf(Args[0]), "get<" + typeName(First.getAsType(), U.Context) + ">"));
}

/// make_unique<T>(...) and its kin: T's constructor runs.
std::optional<Value> Lowering::madeByFactory(const CallExpr &E,
                                             const FunctionDecl &Callee,
                                             llvm::ArrayRef<Value> Args,
                                             PathId Into) {
  if (isStd(Callee, {"make_pair", "make_tuple"})) {
    const PathId Pair =
        Into ? Into : pathOf(resultOf(uint32_t(Steps.size() - 1)));
    pairs(E.getType(), Args, Pair, E.getBeginLoc());
    return pathValue(Pair);
  }
  const bool Makes =
      isStd(Callee, {"make_unique", "make_shared", "make_optional",
                     "make_unique_for_overwrite", "make_any"});
  const bool Allocates = isStd(Callee, {"allocate_shared", "construct_at"});
  const TemplateArgumentList *Types = Callee.getTemplateSpecializationArgs();
  if ((!Makes && !Allocates) || !Types || Types->size() == 0 ||
      Types->get(0).getKind() != TemplateArgument::Type)
    return std::nullopt;
  QualType T = Types->get(0).getAsType();
  const auto *Class = T->getAsCXXRecordDecl();
  if (!Class) {
    made(T, false, E.getBeginLoc()); // std::make_unique<T[]>(n)
    return Value();
  }
  // What a future came from is asked of the place that it is put to.
  const bool IsFuture = isStd(*Class, {"future", "shared_future"});
  PathId Object =
      IsFuture && Into
          ? Into
          : U.path({PathNode::Result, 0, 0, uint32_t(Steps.size())});
  llvm::ArrayRef<const Expr *> Given(E.getArgs(), E.getNumArgs());
  if (Allocates && !Args.empty()) {
    Args = Args.drop_front();
    Given = Given.drop_front();
  }
  constructs(T, Args, Given, Object, E.getBeginLoc());
  if (IsFuture)
    return pathValue(Object);
  // make_shared<std::function<void()>>(f)   is as good as f.
  if (isStd(*Class, {"function", "move_only_function", "copyable_function"}) &&
      Args.size() == 1 &&
      (Args[0].K == Value::Function || Args[0].K == Value::Path))
    return Args[0];
  Value V;
  V.K = Value::New;
  V.Id = U.record(*Class);
  return V;
}

/// std::function<R(A...)> is made of a generic lambda: its body for A... is
/// what runs; the toolchain's body that would have instantiated it is skipped.
void Lowering::signature(const CXXRecordDecl &Wrapper, QualType Callable) {
  const auto *Class = Callable.getNonReferenceType()->getAsCXXRecordDecl();
  if (!U.Sema || !Class || !Class->isLambda() || !Class->isGenericLambda())
    return;
  FunctionTemplateDecl *Generic = Class->getDependentLambdaCallOperator();
  const auto *Type = cast<ClassTemplateSpecializationDecl>(Wrapper)
                         .getTemplateArgs()[0]
                         .getAsType()
                         ->getAs<FunctionProtoType>();
  auto Lambda = U.LambdaOf.find(Class);
  if (!Generic || !Type || Lambda == U.LambdaOf.end())
    return;
  const TemplateParameterList *Params = Generic->getTemplateParameters();
  llvm::SmallVector<TemplateArgument, 4> Args;
  unsigned Next = 0;
  for (const NamedDecl *P : *Params) {
    if (P->isParameterPack()) {
      llvm::SmallVector<TemplateArgument, 4> Rest;
      while (Next < Type->getNumParams())
        Rest.emplace_back(Type->getParamType(Next++).getNonReferenceType());
      Args.push_back(TemplateArgument::CreatePackCopy(U.Context, Rest));
    } else if (Next < Type->getNumParams()) {
      Args.emplace_back(Type->getParamType(Next++)
                            .getNonReferenceType()
                            .getUnqualifiedType());
    } else {
      return;
    }
  }
  FunctionDecl *Special = U.Sema->InstantiateFunctionDeclaration(
      Generic, TemplateArgumentList::CreateCopy(U.Context, Args),
      Generic->getLocation());
  if (!Special)
    return;
  U.Sema->InstantiateFunctionDefinition(Generic->getLocation(), Special, true,
                                        false, true);
  U.Lambdas[Special->getCanonicalDecl()] = Lambda->second;
  // Its pattern was read first, with what names could be resolved in it.
  if (Special->getBody() && !Dead) {
    for (uint32_t Old : U.Made.Functions[Lambda->second].Bodies)
      U.Made.Bodies[Old].Count = U.Made.Bodies[Old].Hash = 0;
    llvm::SmallVector<std::pair<const VarDecl *, PathId>, 4> Before;
    nameCaptures(*Class, Special->getNumParams(), Special->getLocation(),
                 Before);
    Lowering(U, Lambda->second).inner(*Special->getBody(), *this, Special);
    for (auto [Variable, Was] : Before)
      U.Aliases[Variable] = Was;
  }
}

} // namespace cleanexit
