//===-- LowerScopes.cpp - What runs when a scope ends -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Lowering.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace cleanexit {

uint32_t Lowering::emit(Step S, llvm::ArrayRef<Value> Args) {
  if (Dead)
    return 0;
  switch (S.Kind) {
  case Op::If:
  case Op::Else:
  case Op::Loop:
  case Op::Switch:
  case Op::Case:
  case Op::Try:
  case Op::Catch:
  case Op::End:
  case Op::Label:
    Straight.clear();
    break;
  default:
    break;
  }
  S.FirstArg = Values.size();
  S.NumArgs = Args.size();
  Values.insert(Values.end(), Args.begin(), Args.end());
  Steps.push_back(S);
  return Steps.size() - 1;
}

uint32_t Lowering::emit(Op Kind, SourceLocation Loc, llvm::ArrayRef<Value> Args,
                        uint32_t Number) {
  Step S;
  S.Kind = Kind;
  S.At = U.place(Loc);
  S.Number = Number;
  return emit(S, Args);
}

void Lowering::set(PathId To, Value What, SourceLocation Loc) {
  if (!To)
    return;
  Step S;
  S.Kind = Op::Set;
  S.At = U.place(Loc);
  S.Subject = To;
  emit(S, What);
}

Value Lowering::pathValue(PathId P) const {
  Value V;
  if (P) {
    V.K = Value::Path;
    V.Id = P;
  }
  return V;
}

Value Lowering::resultOf(uint32_t StepIndex) {
  if (Dead)
    return {};
  return pathValue(U.path({PathNode::Result, 0, 0, StepIndex}));
}

void Lowering::runEndings(const LexicalScope &S) {
  for (const Ending &E : llvm::reverse(S.Endings)) {
    if (E.Variable && E.Variable == Returning)
      continue; // built in the caller's place
    Step Run;
    Run.Kind = Op::Call;
    Run.Flags = E.Flags | Step::Implicit;
    if (E.Variable && Moved.contains(E.Variable))
      Run.Flags |= Step::MaybeMoved;
    Run.At = E.At;
    Run.Callee = E.Runs;
    Run.Subject = E.Object;
    if (Run.Flags & Step::Destroys)
      emit(Run);
    else // __attribute__((cleanup(f))): f(&variable)
      emit(Run, pathValue(E.Object));
  }
}

void Lowering::close() {
  LexicalScope S = Scopes.pop_back_val();
  runEndings(S);
}

void Lowering::leave(size_t Down) {
  for (size_t I = Scopes.size(); I > Down; --I)
    runEndings(Scopes[I - 1]);
}

/// What an iterator goes through; null if it is none.
static QualType valueOfIterator(const RecordDecl &Class) {
  IdentifierTable &Names = Class.getASTContext().Idents;
  auto Find = [&](llvm::StringRef Name) {
    return Class.lookup(&Names.get(Name)).find_first<TypedefNameDecl>();
  };
  const TypedefNameDecl *Value =
      Find("iterator_category") ? Find("value_type") : nullptr;
  return Value ? Value->getUnderlyingType() : QualType();
}

/// A type argument of a library's template; null if it is none.
static QualType argument(const RecordDecl &Class, unsigned I) {
  const auto *Of = dyn_cast<ClassTemplateSpecializationDecl>(&Class);
  if (!Of || I >= Of->getTemplateArgs().size() ||
      Of->getTemplateArgs()[I].getKind() != TemplateArgument::Type)
    return {};
  return Of->getTemplateArgs()[I].getAsType();
}

/// What an iterator goes through, and of a map's elements the value.
QualType Lowering::element(QualType T) {
  const RecordDecl *Class =
      T->isDependentType() ? nullptr : T->getAsRecordDecl();
  if (!Class || U.From.of(Class->getLocation()) == Origins::User)
    return {};
  return Class->getIdentifier() && Class->getName() == "pair"
             ? argument(*Class, 1)
             : valueOfIterator(*Class);
}

/// Notes of which class of the project a variable is, points or refers to; an
/// iterator, by way of the pointers that it goes through. Of objects that are in
/// a container themselves (a table of functions by name) it may be any.
void Lowering::object(QualType T, PathId Root) {
  T = T.getNonReferenceType();
  while (T->isPointerType())
    T = T->getPointeeType();
  const QualType Whole = T;
  constexpr unsigned Deepest = 4;
  for (unsigned Depth = 0; Depth != Deepest; ++Depth)
    if (const QualType Of = element(T); !Of.isNull())
      T = Of.getNonReferenceType();
  const bool IsPointed = T->isPointerType();
  while (T->isPointerType())
    T = T->getPointeeType();
  const RecordDecl *Class = T->getAsRecordDecl();
  // std::unique_ptr<Session> session;
  const auto *Owner = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class);
  const QualType Owned =
      Owner && ownsByPointer(*Owner) ? argument(*Class, 0) : QualType();
  if (!Owned.isNull())
    Class = Owned->getAsRecordDecl();
  else if (T != Whole && !IsPointed)
    return;
  if (const auto *Written = dyn_cast_or_null<CXXRecordDecl>(Class);
      !Class || T->isDependentType() || (Written && Written->isLambda()) ||
      U.From.of(Class->getLocation()) != Origins::User)
    return;
  const RecordId Of = U.record(*Class);
  std::vector<cleanexit::Function::Object> &All = U.Made.Functions[Id].Objects;
  auto At = llvm::lower_bound(
      All, Root, [](const auto &O, PathId P) { return O.Root < P; });
  if (At == All.end() || At->Root != Root)
    All.insert(At, {Root, Of});
}

/// Leaves the scopes that a label is not in. What a jump back ends of the
/// label's own scope begins again.
void Lowering::leaveFor(const LabelDecl &L) {
  // A scanner that was generated has tens of thousands of jumps.
  if (!Parents)
    for (const LexicalScope &S : Scopes)
      if (S.Of) {
        Parents = std::make_unique<ParentMap>(const_cast<Stmt *>(S.Of));
        break;
      }
  llvm::SmallPtrSet<const Stmt *, 16> Around;
  for (const Stmt *S = Parents ? L.getStmt() : nullptr; S;
       S = Parents->getParent(S))
    Around.insert(S);
  size_t Down = Scopes.size();
  while (Down > 0 && !Around.contains(Scopes[Down - 1].Of))
    --Down;
  if (Down > 0)
    leave(Down);
}

void Lowering::endsWith(Ending E, LexicalScope::Kind In) {
  for (LexicalScope &S : llvm::reverse(Scopes))
    if (In != LexicalScope::Plain || S.K != LexicalScope::Expression) {
      S.Endings.push_back(E);
      return;
    }
}

void Lowering::endsWith(const VarDecl &D) {
  PathId Object = U.variable(D);
  if (const auto *Attr = D.getAttr<CleanupAttr>()) {
    Ending E;
    E.Runs = U.function(*Attr->getFunctionDecl());
    E.Object = Object;
    E.At = U.place(D.getLocation());
    E.Variable = &D;
    E.Flags = Step::AtScopeEnd;
    cleanup(Cleanup::Attribute, E.Runs, 0, Object, E.At);
    endsWith(E, LexicalScope::Plain);
  }
  if (D.getType()->isReferenceType())
    return; // what it extends the life of is a temporary of its scope
  QualType T = U.Context.getBaseElementType(D.getType());
  FunctionId Destructor = U.destructor(T);
  if (!Destructor)
    return;
  Ending E;
  E.Runs = Destructor;
  E.Object = D.getType()->isArrayType() ? U.element(Object) : Object;
  E.At = U.place(D.getLocation());
  E.Flags = Step::Destroys | Step::AtScopeEnd;
  E.Variable = &D;
  endsWith(E, LexicalScope::Plain);
  if (const auto *Class = T->getAsCXXRecordDecl())
    if (const CXXDestructorDecl *Ends = U.destructorDecl(*Class))
      for (const FunctionDecl *Runs :
           {U.behindMacro(*Ends), U.methodAtEnd(*Class)})
        if (Runs)
          cleanup(Cleanup::Guard, U.function(*Runs), Destructor, Object, E.At);
}

void Lowering::cleanup(Cleanup::Kind K, FunctionId Runs, FunctionId By,
                       PathId Owner, Place At) {
  if (!Runs || Dead)
    return;
  Cleanup C;
  C.K = K;
  C.Runs = Runs;
  C.By = By;
  C.In = Id;
  C.Owner = Owner;
  C.At = At;
  // A guard is noted where it is made, and where what is made goes.
  for (const Cleanup &Known : llvm::reverse(U.Made.Cleanups)) {
    if (Known.In != Id || K != Cleanup::Guard)
      break;
    if (Known.K == K && Known.Runs == Runs && Known.By == By &&
        Known.Owner == Owner)
      return;
  }
  U.Made.Cleanups.push_back(C);
}

/// A smart pointer, which a deleter may be given.
bool Lowering::ownsByPointer(const CXXRecordDecl &Class) {
  const TypeModel *Model = U.typeModel(Class);
  return Model && (Model->DeleterArg >= 0 || Model->OwnsShared);
}

/// What is named behind the pointer, where a library's smart pointer is made.
void Lowering::deleters(const CXXRecordDecl &Class, PathId Object,
                        size_t FirstCallable, Place At) {
  FunctionId Destructor = U.destructor(U.Context.getCanonicalTagType(&Class));
  for (size_t I = FirstCallable; I < Callables.size(); ++I)
    cleanup(Cleanup::Deleter, Callables[I].first, Destructor, Object, At);
}

/// An object of a class was made, and callables were named while it was: if
/// its destructor runs what it stores, they are cleanups.
void Lowering::guards(FunctionId Destructor, const CXXRecordDecl *Class,
                      PathId Object, size_t FirstCallable, Place At) {
  // A closure is no guard of its own code.
  if (!Class || Class->isLambda() || Callables.size() == FirstCallable)
    return;
  if (U.From.of(Class->getLocation()) == Origins::Toolchain ||
      !Class->hasDefinition()) {
    const TypeModel *Model = U.typeModel(*Class);
    if (!Model || !Model->IsScopeGuard || ownsByPointer(*Class))
      return;
  } else if (!Destructor) {
    return;
  }
  for (size_t I = FirstCallable; I < Callables.size(); ++I)
    cleanup(Cleanup::Guard, Callables[I].first, Destructor, Object, At);
}

void Lowering::filled(const CXXMethodDecl &Method, PathId Object,
                      size_t FirstCallable, Place At) {
  const CXXRecordDecl *Class = Method.getParent();
  const TypeModel *Model = U.typeModel(*Class);
  if (Model && llvm::is_contained(Model->Fills, Method.getNameAsString()))
    guards(U.destructor(U.Context.getCanonicalTagType(Class)), Class, Object,
           FirstCallable, At);
}

void Lowering::destroy(QualType T, PathId Object, Place At, uint16_t Flags) {
  if (T->isArrayType())
    Object = U.element(Object);
  T = U.Context.getBaseElementType(T);
  FunctionId Destructor = U.destructor(T);
  if (!Destructor)
    return;
  Step S;
  S.Kind = Op::Call;
  S.Flags = Flags | Step::Destroys;
  S.At = At;
  S.Callee = Destructor;
  S.Subject = Object;
  if (Flags & (Step::Deletes | Step::Owned))
    if (const auto *Class = T->getAsCXXRecordDecl())
      if (const CXXDestructorDecl *D = U.destructorDecl(*Class);
          D && D->isVirtual() && !Class->isEffectivelyFinal())
        S.Flags |= Step::Virtual;
  emit(S);
}

void Lowering::destroyMembers(const CXXRecordDecl &D, Place At) {
  PathId This = U.path({PathNode::This, 0, 0, 0});
  if (!D.hasDefinition() || D.isUnion())
    return;
  llvm::SmallVector<const FieldDecl *, 16> Fields(D.fields());
  for (const FieldDecl *Field : llvm::reverse(Fields))
    if (!Field->getType()->isReferenceType())
      destroy(Field->getType(), U.field(This, Field->getName()),
              At.File ? At : U.place(Field->getLocation()),
              Step::Implicit | Step::Member |
                  (MovedMembers.contains(Field) ? Step::MaybeMoved : 0));
  for (const CXXBaseSpecifier &Base : llvm::reverse(D.bases()))
    destroy(Base.getType(), This, At.File ? At : U.place(Base.getBaseTypeLoc()),
            Step::Implicit | Step::Member);
}

void Lowering::finish() {
  U.addBody(Id, Steps, Values);
  frame();
}

} // namespace cleanexit
