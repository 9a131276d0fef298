//===-- Unit.cpp - The tables of one TU while they are filled ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Unit.h"
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "clang/AST/Attr.h"
#include "clang/AST/CXXInheritance.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/Scope.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SaveAndRestore.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace cleanexit {
namespace {

std::string mainFile(ASTContext &Context, Origins &From) {
  return From.file(Context.getSourceManager().getMainFileID()).str();
}

Function::Exceptions exceptions(const FunctionDecl &D, Sema *S) {
  const auto *Type = D.getType()->getAs<FunctionProtoType>();
  if (!Type)
    return Function::MayThrow;
  bool Unresolved = isUnresolvedExceptionSpec(Type->getExceptionSpecType());
  if (Unresolved && S && !D.isDependentContext())
    if (const auto *Resolved = S->ResolveExceptionSpec(D.getLocation(), Type)) {
      Type = Resolved;
      Unresolved = isUnresolvedExceptionSpec(Type->getExceptionSpecType());
    }
  if (Unresolved) // implicitly noexcept, as nearly all are
    return isa<CXXDestructorDecl>(D) ? Function::Never : Function::MayThrow;
  if (D.hasAttr<NoThrowAttr>() || Type->canThrow() == CT_Cannot)
    return D.isExternC() && !D.hasBody() ? Function::MayThrow : Function::Never;
  return isa<CXXDestructorDecl>(D) ||
                 Type->getExceptionSpecType() == EST_NoexceptFalse
             ? Function::SaidMayThrow
             : Function::MayThrow;
}

Function::Kind kind(const FunctionDecl &D) {
  if (isa<CXXConstructorDecl>(D))
    return Function::Constructor;
  if (isa<CXXDestructorDecl>(D))
    return Function::Destructor;
  if (const auto *M = dyn_cast<CXXMethodDecl>(&D))
    return M->getParent()->isLambda() ? Function::Lambda : Function::Method;
  return Function::Free;
}

} // namespace

Unit::Unit(ASTContext &Context, clang::Sema *S, const Models &Knowledge)
    : Context(Context), Sema(S), Knowledge(Knowledge),
      From(Context.getSourceManager()),
      Mangle(Context, mainFile(Context, From)) {
  Made.MainFiles.push_back(Made.Strings.intern(mainFile(Context, From)));
}

Place Unit::place(SourceLocation Loc) {
  const SourceManager &Sources = Context.getSourceManager();
  if (Loc.isInvalid())
    return {};
  // A macro's argument stands where it is written, a macro's body where the
  // macro is used.
  auto [File, Offset] = Sources.getDecomposedLoc(Sources.getFileLoc(Loc));
  Place P;
  P.File = Made.Strings.intern(From.file(File));
  P.Line = Sources.getLineNumber(File, Offset);
  P.Column = Sources.getColumnNumber(File, Offset);
  return P;
}

PathId Unit::path(PathNode Node) {
  auto [It, New] = Paths.try_emplace(Node, Made.Paths.size());
  if (New)
    Made.Paths.push_back(Node);
  return It->second;
}

PathId Unit::field(PathId Of, llvm::StringRef Name) {
  return Of ? path({PathNode::Field, Of, Made.Strings.intern(Name), 0}) : 0;
}

PathId Unit::element(PathId Of) {
  if (!Of || Made.Paths[Of].K == PathNode::Element)
    return Of;
  return path({PathNode::Element, Of, 0, 0});
}

PathId Unit::variable(const VarDecl &D) {
  auto Alias = Aliases.find(D.getCanonicalDecl());
  if (Alias != Aliases.end())
    return Alias->second;
  if (!D.isLocalVarDeclOrParm() || D.isStaticLocal())
    return path(
        {PathNode::Global, 0,
         Made.Strings.intern(D.isExternallyVisible() ? keyOf(D) : Mangle(D)),
         0});
  return local(D);
}

PathId Unit::local(const VarDecl &D) {
  const SourceManager &Sources = Context.getSourceManager();
  SourceLocation At = Sources.getFileLoc(D.getLocation());
  std::string Name =
      (D.getName() + "@" + llvm::Twine(Sources.getSpellingLineNumber(At)) +
       ":" + llvm::Twine(Sources.getSpellingColumnNumber(At)))
          .str();
  return path({PathNode::Local, 0, Made.Strings.intern(Name), 0});
}

const TypeModel *Unit::typeModel(const CXXRecordDecl &D) const {
  const TypeModel *Model = Knowledge.type(keyOf(D));
  return Model || !Knowledge.hasPrivateTypes() ? Model
                                               : Knowledge.type(fullKeyOf(D));
}

const TypeModel *Unit::ownerModel(const CXXRecordDecl &Any) {
  const CXXRecordDecl *D = Any.getDefinition();
  if (!D || !isa<ClassTemplateSpecializationDecl>(D))
    return nullptr;
  auto [It, New] = OwnerModels.try_emplace(D, nullptr);
  if (!New || From.of(D->getLocation()) == Origins::Toolchain)
    return It->second;
  const TypeModel *Model = typeModel(*D);
  if (!Model ||
      !(Model->OwnsAll || !Model->Owns.empty() || Model->DeleterArg >= 0))
    return nullptr;
  const CXXDestructorDecl *Ends = destructorDecl(*D);
  const FunctionDecl *Pattern =
      Ends ? Ends->getTemplateInstantiationPattern() : nullptr;
  const bool HasBody =
      Ends && (Ends->isDefined() || (Pattern && Pattern->isDefined()));
  // It may be the project's own, of that name.
  if (From.of(D->getLocation()) == Origins::User && (HasBody || !Ends))
    return nullptr;
  return OwnerModels[D] = Model;
}

const FunctionDecl *Unit::instantiated(const FunctionDecl &D) {
  const FunctionDecl *Definition = nullptr;
  if (D.isDefined(Definition))
    return Definition;
  const FunctionDecl *Pattern = D.getTemplateInstantiationPattern();
  if (!Sema || !Pattern || !Pattern->isDefined(Pattern) ||
      From.of(Pattern->getLocation()) == Origins::Toolchain ||
      D.isDependentContext())
    return nullptr;
  // Skipped toolchain bodies would have needed it. The parser has closed the TU's
  // scope, in which builtins are declared when they are first named.
  Scope OfUnit(nullptr, Scope::DeclScope, Sema->getDiagnostics());
  OfUnit.setEntity(Context.getTranslationUnitDecl());
  llvm::SaveAndRestore AsParsed(Sema->TUScope, &OfUnit);
  Sema->InstantiateFunctionDefinition(
      D.getLocation(), const_cast<FunctionDecl *>(&D), /*Recursive=*/true,
      /*DefinitionRequired=*/false, /*AtEndOfTU=*/true);
  return D.isDefined(Definition) ? Definition : nullptr;
}

bool Unit::readable(const FunctionDecl &D) {
  if (!D.getBody() || D.isDependentContext() || D.isInvalidDecl())
    return false;
  // In a library's header the model of a function beats its body.
  Origins::Origin Origin = From.of(D.getLocation());
  if (Origin != Origins::System)
    return Origin == Origins::User;
  const auto *Method = dyn_cast<CXXMethodDecl>(&D);
  return !Knowledge.function(keyOf(D)) &&
         !(Method && typeModel(*Method->getParent()));
}

FunctionId Unit::synthesize(llvm::StringRef Name, llvm::StringRef Pretty,
                            llvm::StringRef Key, Function::Kind K, Place At) {
  auto [It, New] = FunctionNames.try_emplace(Name, Made.Functions.size());
  if (!New)
    return It->second;
  Function F;
  F.Name = Made.Strings.intern(Name);
  F.Pretty = Made.Strings.intern(Pretty);
  F.Key = Made.Strings.intern(Key);
  F.K = K;
  F.At = At;
  Made.Functions.push_back(std::move(F));
  return It->second;
}

FunctionId Unit::function(const FunctionDecl &Any) {
  const FunctionDecl &D = *Any.getCanonicalDecl();
  if (auto Known = Functions.find(&D); Known != Functions.end())
    return Known->second;
  if (auto Lambda = Lambdas.find(&D); Lambda != Lambdas.end())
    return Lambda->second;
  if (const auto *Dtor = dyn_cast<CXXDestructorDecl>(&D);
      Dtor && !Dtor->isUserProvided()) {
    FunctionId Id = destructor(Context.getCanonicalTagType(Dtor->getParent()));
    return Functions[&D] = Id;
  }
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&D);
      Method && Method->getParent()->isLambda() &&
      !isa<CXXConstructorDecl>(Method))
    if (FunctionId Id = lambdaOperator(*Method))
      return Id;
  FunctionId Id = synthesize(Mangle(D), prettyOf(D), keyOf(D), kind(D),
                             place(D.getLocation()));
  Functions[&D] = Id;
  fill(Id, D);
  if (From.of(D.getLocation()) != Origins::Toolchain) {
    const FunctionDecl *Definition = instantiated(D);
    if (Definition && readable(*Definition)) {
      Made.Functions[Id].At = place(Definition->getLocation());
      Queue.push_back({Id, Definition});
    } else if (const auto *Ends = dyn_cast<CXXDestructorDecl>(&D);
               Ends && methodAtEnd(*Ends->getParent())) {
      Lowering(*this, Id).callsMethod(*methodAtEnd(*Ends->getParent()));
    } else if (!Definition && !Knowledge.function(keyOf(D))) {
      Lowering(*this, Id).annotated(D);
    }
  }
  // Who makes an object of an instantiated class may call its virtual methods
  // without naming them.
  if (const auto *Made = dyn_cast<CXXConstructorDecl>(&D);
      Made && Made->getParent()->isDynamicClass() &&
      isa<ClassTemplateSpecializationDecl>(Made->getParent()) &&
      From.of(D.getLocation()) != Origins::Toolchain)
    for (const CXXMethodDecl *Method : Made->getParent()->methods())
      if (Method->isVirtual() && !isa<CXXDestructorDecl>(Method))
        function(*Method);
  return Id;
}

/// A lambda is read, and named, as part of the function that it is written in.
FunctionId Unit::lambdaOperator(const CXXMethodDecl &D) {
  const auto *Parent = dyn_cast_or_null<FunctionDecl>(
      D.getParent()->getParentFunctionOrMethod());
  if (!Parent)
    return 0;
  FunctionId In = function(*Parent);
  for (auto [Id, Waiting] : Queue)
    if (Id == In) {
      read(Id, *Waiting);
      break;
    }
  auto Known = LambdaOf.find(D.getParent());
  return Known == LambdaOf.end() ? 0 : Known->second;
}

static std::string misspelled(llvm::StringRef Effect) {
  llvm::StringRef Near = "nonblocking";
  for (unsigned E = 0; E != NumEffects; ++E)
    if (llvm::StringRef Name = name(cleanexit::Effect(E));
        Effect.edit_distance(Name) < Effect.edit_distance(Near))
      Near = Name;
  return ("unknown annotation 'cleanexit::" + Effect +
          "'; did you mean 'cleanexit::" + Near + "'?")
      .str();
}

void Unit::fill(FunctionId Id, const FunctionDecl &D) {
  // record() and function() below grow the tables: collect first.
  Function F = Made.Functions[Id];
  F.Except = exceptions(D, Sema);
  F.NumParams = D.getNumParams();
  uint16_t Flags = 0;
  // What a header under -isystem declares may be written in this file.
  const FunctionDecl *Written = nullptr;
  D.isDefined(Written);
  Origins::Origin Origin = From.of((Written ? Written : &D)->getLocation());
  if (Origin == Origins::Toolchain)
    Flags |= Function::Toolchain | Function::System;
  const auto *Ends = dyn_cast<CXXDestructorDecl>(&D);
  if (Origin == Origins::System || (Ends && behindMacro(*Ends)))
    Flags |= Function::System;
  if (D.isNoReturn() || D.hasAttr<AnalyzerNoReturnAttr>())
    Flags |= Function::NoReturn;
  if (D.isWeak())
    Flags |= Function::Weak;
  if (D.isTemplateInstantiation())
    Flags |= Function::Instance;
  if (D.isImplicit() || D.isDefaulted())
    Flags |= Function::Implicit;
  if (D.getAccess() == AS_public || D.getAccess() == AS_none)
    Flags |= Function::Public;
  if (takesStopToken(D))
    Flags |= Function::TakesStopToken;
  if (Origin != Origins::Toolchain && !D.isDefined() && takesNumber(D))
    Flags |= Function::TakesNumber;
  if (const auto *Type = D.getType()->getAs<FunctionProtoType>())
    for (FunctionEffectWithCondition Effect : Type->getFunctionEffects()) {
      if (Effect.Effect.kind() == FunctionEffect::Kind::Blocking)
        F.Declared.insert(Effect::WaitSync);
      if (Effect.Effect.kind() == FunctionEffect::Kind::NonBlocking)
        F.DeclaredNonblocking = true;
    }
  // [[clang::annotate("cleanexit::sleep")]]
  for (const auto *Attr :
       D.getMostRecentDecl()->specific_attrs<AnnotateAttr>()) {
    llvm::StringRef Text = Attr->getAnnotation();
    if (Text.consume_front("cleanexit::")) {
      if (auto E = effectNamed(Text))
        F.Declared.insert(*E);
      else if (Text == "nonblocking")
        F.DeclaredNonblocking = true;
      else
        Misspelled.push_back({Attr->getLocation(), misspelled(Text)});
    }
  }
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&D)) {
    if (Method->isVirtual())
      Flags |= Function::Virtual;
    if (Method->isPureVirtual())
      Flags |= Function::Pure;
    if (Method->isStatic())
      Flags |= Function::Static;
    if (Method->isConst())
      Flags |= Function::Const;
    if (Method->hasAttr<FinalAttr>() ||
        Method->getParent()->isEffectivelyFinal())
      Flags |= Function::Final;
    F.Class = record(*Method->getParent());
    for (const CXXMethodDecl *Base : Method->overridden_methods())
      F.Overrides.push_back(function(*Base));
  }
  F.Flags |= Flags;
  Made.Functions[Id] = std::move(F);
}

/// The bases, also those of bases, that a handler does not see in the class:
/// each way to them is private somewhere, or there are several of them.
static llvm::SmallVector<const CXXRecordDecl *, 2>
hiddenBases(const CXXRecordDecl &Class) {
  llvm::SmallVector<const CXXRecordDecl *, 2> Hidden;
  if (!Class.hasDefinition() || Class.isDependentContext() ||
      Class.getNumBases() == 0)
    return Hidden;
  if (Class.getNumBases() == 1 &&
      Class.bases_begin()->getAccessSpecifier() == AS_public) {
    const auto *Base = Class.bases_begin()->getType()->getAsCXXRecordDecl();
    return Base ? hiddenBases(*Base) : Hidden;
  }
  llvm::SmallSetVector<const CXXRecordDecl *, 8> All;
  Class.forallBases([&](const CXXRecordDecl *Base) {
    All.insert(Base->getCanonicalDecl());
    return true;
  });
  for (const CXXRecordDecl *Base : All) {
    CXXBasePaths Paths;
    const CanQualType T = Base->getASTContext().getCanonicalTagType(Base);
    if (!Class.isDerivedFrom(Base, Paths))
      continue;
    const bool IsPublic = llvm::any_of(
        Paths, [](const CXXBasePath &Way) { return Way.Access == AS_public; });
    if (!IsPublic || Paths.isAmbiguous(T))
      Hidden.push_back(Base);
  }
  return Hidden;
}

/// Does an object of this type have a std::thread, or what it is made of or keeps?
static bool holdsThread(QualType T, unsigned Depth = 3) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const auto *Class = T->getAsCXXRecordDecl();
  if (!Class)
    return false;
  if (Class->isInStdNamespace() && Class->getDeclName().isIdentifier() &&
      Class->getName() == "thread")
    return true;
  if (!Depth)
    return false;
  if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Class))
    return llvm::any_of(Special->getTemplateArgs().asArray(),
                        [&](const TemplateArgument &Arg) {
                          return Arg.getKind() == TemplateArgument::Type &&
                                 holdsThread(Arg.getAsType(), Depth - 1);
                        });
  return Class->hasDefinition() && !Class->isInStdNamespace() &&
         llvm::any_of(Class->fields(), [&](const FieldDecl *Field) {
           return holdsThread(Field->getType(), Depth - 1);
         });
}

/// Methods that another TU defines, of a class that has threads: they may join.
void Unit::methodsElsewhere(const CXXRecordDecl &Class) {
  if (llvm::none_of(Class.fields(), [](const FieldDecl *Field) {
        return holdsThread(Field->getType());
      }))
    return;
  for (const CXXMethodDecl *M : Class.methods())
    if (!M->isImplicit() && !M->isDeleted() && !M->isDependentContext() &&
        !M->hasBody() && !isa<CXXConstructorDecl>(M))
      function(*M);
}

/// Whether only the class that it is a member of, or its function or TU, can name
/// a class.
static bool isHidden(const RecordDecl &D) {
  if (!D.isExternallyVisible())
    return true;
  for (const Decl *Part = &D; Part && isa<CXXRecordDecl>(Part);
       Part = dyn_cast<Decl>(Part->getDeclContext()))
    if (Part->getAccess() == AS_private)
      return true;
  return false;
}

RecordId Unit::record(const RecordDecl &Any) {
  const RecordDecl *D = Any.getDefinition() ? Any.getDefinition() : &Any;
  const auto *Class = dyn_cast<CXXRecordDecl>(D);
  if (auto Known = Records.find(D->getCanonicalDecl()); Known != Records.end())
    return Known->second;
  std::string Name = typeName(Context.getCanonicalTagType(D), Context);
  if (!D->isExternallyVisible())
    Name += "@" + Made.Strings[Made.MainFiles.front()].str();
  auto [It, New] = RecordNames.try_emplace(Name, Made.Records.size());
  RecordId Id = Records[D->getCanonicalDecl()] = It->second;
  if (!New)
    return Id;
  Made.Records.emplace_back();
  Record R;
  R.Name = Made.Strings.intern(Name);
  R.At = place(D->getLocation());
  Origins::Origin Origin = From.of(D->getLocation());
  R.System = Origin != Origins::User;
  R.Hidden = isHidden(*D);
  if (D->getDefinition()) {
    R.Final = Class && Class->isEffectivelyFinal();
    if (Class)
      for (const CXXBaseSpecifier &Base : Class->bases())
        if (const auto *BaseDecl = Base.getType()->getAsCXXRecordDecl())
          R.Bases.push_back(record(*BaseDecl));
    if (Class)
      for (const CXXRecordDecl *Base : hiddenBases(*Class))
        R.Uncaught.push_back(record(*Base));
    if (Origin != Origins::Toolchain)
      for (const FieldDecl *Field : D->fields()) {
        Record::Member M;
        M.Name = Made.Strings.intern(Field->getName());
        QualType T = Field->getType();
        M.Type = Made.Strings.intern(typeName(T, Context) +
                                     (T->isReferenceType() ? " &" : ""));
        T = T.getNonReferenceType();
        if (T->isPointerType())
          T = T->getPointeeType();
        if (const RecordDecl *Of = T->getAsRecordDecl();
            Of &&
            !(isa<CXXRecordDecl>(Of) && cast<CXXRecordDecl>(Of)->isLambda()))
          M.Class = record(*Of);
        M.At = place(Field->getLocation());
        R.Members.push_back(M);
      }
  }
  Made.Records[Id] = std::move(R);
  if (Class && Class->hasDefinition() && Origin == Origins::User)
    methodsElsewhere(*Class);
  return Id;
}

RecordId Unit::thrownType(QualType T) {
  T = T.getNonReferenceType().getUnqualifiedType();
  if (const auto *Class = T->getAsCXXRecordDecl())
    return record(*Class);
  const std::string Name = typeName(T, Context);
  const bool New = !RecordNames.contains(Name);
  const RecordId Id = thrownType(Name);
  if (New && T->isObjectPointerType()) {
    std::vector<RecordId> Caught = caughtAs(T->getPointeeType());
    std::vector<RecordId> Uncaught;
    if (const auto *Class = T->getPointeeCXXRecordDecl())
      for (const CXXRecordDecl *Base : hiddenBases(*Class))
        for (bool Const : {false, true}) {
          QualType Hidden = Context.getCanonicalTagType(Base);
          if (Const)
            Hidden.addConst();
          Uncaught.push_back(thrownType(Context.getPointerType(Hidden)));
        }
    Made.Records[Id].Bases = std::move(Caught);
    Made.Records[Id].Uncaught = std::move(Uncaught);
  }
  return Id;
}

RecordId Unit::handledType(QualType T) {
  const RecordId Id = thrownType(T);
  const QualType Referred = T.getNonReferenceType();
  if (!T->isLValueReferenceType() || !Referred->isPointerType() ||
      Referred.isConstQualified())
    return Id;
  const RecordId Exact = thrownType(typeName(T, Context) + "&");
  Made.Records[Exact].Bases = {Id};
  return Exact;
}

/// The other pointer types whose handlers get a pointer to T.
std::vector<RecordId> Unit::caughtAs(QualType T) {
  std::vector<RecordId> Types;
  auto Add = [&](QualType Pointee) {
    Types.push_back(thrownType(Context.getPointerType(Pointee)));
  };
  if (!T.isConstQualified())
    Add(T.withConst());
  if (T->isVoidType())
    return Types;
  if (const auto *Class = T->getAsCXXRecordDecl();
      Class && Class->hasDefinition())
    for (const CXXBaseSpecifier &Base : Class->bases())
      if (Base.getAccessSpecifier() == AS_public)
        Add(Context.getQualifiedType(Base.getType(), T.getQualifiers()));
  Add(Context.getQualifiedType(Context.VoidTy, T.getQualifiers()));
  return Types;
}

/// What std::throw_with_nested() makes of an exception.
RecordId Unit::nestedType(QualType T) {
  T = T.getNonReferenceType().getUnqualifiedType();
  const RecordId Id =
      thrownType("std::_Nested_exception<" + typeName(T, Context) + ">");
  std::vector<RecordId> Bases{thrownType(T),
                              thrownType("std::nested_exception")};
  Made.Records[Id].Bases = std::move(Bases);
  return Id;
}

RecordId Unit::thrownType(llvm::StringRef Name) {
  auto [It, New] = RecordNames.try_emplace(Name, Made.Records.size());
  if (New) {
    Made.Records.emplace_back();
    Made.Records.back().Name = Made.Strings.intern(Name);
  }
  return It->second;
}

void Unit::addBody(FunctionId F, llvm::ArrayRef<Step> Steps,
                   llvm::ArrayRef<Value> Values) {
  Body B;
  B.Of = F;
  B.First = Made.Steps.size();
  B.Count = Steps.size();
  uint32_t Shift = Made.Values.size();
  for (Step S : Steps) {
    if (S.NumArgs)
      S.FirstArg += Shift;
    Made.Steps.push_back(S);
  }
  Made.Values.insert(Made.Values.end(), Values.begin(), Values.end());
  // The same in every TU: of places and names, not of table indices.
  llvm::SmallString<1024> Content;
  auto Add = [&](uint64_t N) {
    Content.append(reinterpret_cast<const char *>(&N),
                   reinterpret_cast<const char *>(&N) + sizeof N);
  };
  for (const Step &S : Steps) {
    Add(uint64_t(S.Kind) << 48 | uint64_t(S.Flags) << 32 | S.Number);
    Add(uint64_t(S.At.Line) << 32 | S.At.Column);
    Content += Made.Strings[S.At.File];
    Content += Made.Strings[Made.Functions[S.Callee].Name];
    Content += Made.Strings[Made.Records[S.Type].Name];
    for (const Value &V : Values.slice(S.FirstArg, S.NumArgs)) {
      Add(uint64_t(V.K) << 16 | V.Flags);
      Add(V.Number);
    }
  }
  B.Hash = llvm::xxh3_64bits(Content);
  Made.Functions[F].Bodies.push_back(Made.Bodies.size());
  Made.Bodies.push_back(B);
}

void Unit::drain() {
  while (!Queue.empty()) {
    auto [Id, D] = Queue.front();
    Queue.pop_front();
    read(Id, *D);
  }
}

void Unit::read(FunctionId Id, const FunctionDecl &D) {
  if (Read.insert(Id).second)
    Lowering(*this, Id).function(D);
}

} // namespace cleanexit
