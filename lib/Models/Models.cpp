//===-- Models.cpp - The facts of bodies that cannot be seen ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Models/Models.h"
#include "Effects/Facts.h"
#include "Models/Reader.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace cleanexit {
namespace {

struct BundledFile {
  const char *Name;
  const char *Text;
};

constexpr BundledFile BundledFiles[] = {
#define MODEL(NAME, TEXT) {NAME, TEXT},
#include "BundledModels.inc"
#undef MODEL
};

template <class T>
void put(T Model, std::vector<std::unique_ptr<T>> &All,
         StringMap<const T *> &ByName) {
  auto [It, New] = ByName.try_emplace(Model.Name, nullptr);
  if (New) {
    All.push_back(std::make_unique<T>(std::move(Model)));
  } else {
    auto Old = find_if(All, [&](auto &M) { return M.get() == It->second; });
    *Old = std::make_unique<T>(std::move(Model));
    It->second = Old->get();
    return;
  }
  It->second = All.back().get();
}

template <class T>
std::vector<const T *> sorted(const std::vector<std::unique_ptr<T>> &All) {
  std::vector<const T *> Result;
  for (const std::unique_ptr<T> &M : All)
    Result.push_back(M.get());
  sort(Result, [](const T *A, const T *B) {
    return std::tie(A->Library, A->Name) < std::tie(B->Library, B->Name);
  });
  return Result;
}

void describe(raw_ostream &OS, ArrayRef<std::string> Words) {
  OS << '[' << join(Words, ",") << ']';
}

/// Whether a text has a name in it, and not as a part of one.
bool mentions(StringRef Text, StringRef Name) {
  auto IsPart = [&](size_t At) {
    return At < Text.size() && (isAlnum(Text[At]) || Text[At] == '_');
  };
  for (size_t At = Text.find(Name); At != StringRef::npos;
       At = Text.find(Name, At + 1))
    if (!(At && IsPart(At - 1)) && !IsPart(At + Name.size()))
      return true;
  return false;
}

using Demangler = ItaniumPartialDemangler;

/// A part of a function's mangled name in words; empty if it has none.
std::string spelled(StringRef MangledName,
                    char *(Demangler::*Part)(char *, size_t *) const) {
  // What Scan adds to the name of an internal function is no part of it.
  const std::string Mangled =
      MangledName.take_until([](char C) { return C == '@'; }).str();
  Demangler Name;
  if (Name.partialDemangle(Mangled.c_str()) || !Name.isFunction())
    return "";
  char *Spelled = (Name.*Part)(nullptr, nullptr);
  const std::string Text = Spelled ? Spelled : "";
  std::free(Spelled);
  return Text;
}

/// a::v1::B::f of _ZN1a2v11B1fEv; empty if it is no function of C++.
std::string qualifiedName(StringRef MangledName) {
  return withoutArguments(spelled(MangledName, &Demangler::getFunctionName));
}

} // namespace

std::optional<bool> holds(const ArgumentTest &T, ArrayRef<Value> Args) {
  if (T.Arg < 0 || !T.Field.empty())
    return std::nullopt;
  const bool Given = size_t(T.Arg) < Args.size();
  const Value V = Given ? Args[T.Arg] : Value();
  const bool IsNumber = V.K == Value::Integer;
  switch (T.Test) {
  case ArgumentTest::Equals:
    return IsNumber && V.Number == T.Number;
  case ArgumentTest::HasBits:
    return IsNumber && V.hasBits(T.Number);
  case ArgumentTest::IsNull:
    return V.K == Value::Null;
  case ArgumentTest::Differs:
    return !IsNumber || V.Number != T.Number;
  case ArgumentTest::Absent:
    return !Given;
  case ArgumentTest::Present:
    return Given;
  case ArgumentTest::Named:
  case ArgumentTest::Takes:
  case ArgumentTest::Lacks:
  case ArgumentTest::ReturnsNo:
    return std::nullopt;
  }
  return std::nullopt;
}

bool anyHolds(ArrayRef<ArgumentTest> Tests, ArrayRef<Value> Args) {
  return any_of(Tests, [&](const ArgumentTest &T) {
    return holds(T, Args).value_or(false);
  });
}

bool takes(StringRef MangledName, StringRef Type) {
  // Of the name, only the template arguments.
  const std::string Name = spelled(MangledName, &Demangler::getFunctionName);
  return mentions(spelled(MangledName, &Demangler::getFunctionParameters),
                  Type) ||
         mentions(StringRef(Name).drop_until([](char C) { return C == '<'; }),
                  Type);
}

bool returns(StringRef MangledName, StringRef Type) {
  return mentions(spelled(MangledName, &Demangler::getFunctionReturnType),
                  Type);
}

std::string withoutArguments(StringRef Class) {
  std::string Name;
  unsigned Depth = 0;
  for (char C : Class.take_until([](char C) { return C == '@'; })) {
    Depth += C == '<';
    if (!Depth)
      Name += C;
    Depth -= C == '>' && Depth;
  }
  return Name;
}

Models Models::bundled(bool AllocationFailure) {
  Models M;
  for (const BundledFile &File : BundledFiles) {
    const bool IsOptional = StringRef(File.Name).starts_with("optional/");
    if (IsOptional && !AllocationFailure)
      continue;
    const MemoryBufferRef Text(File.Text, File.Name);
    if (Error E = IsOptional ? M.addThrows(Text) : M.add(Text))
      report_fatal_error(std::move(E), /*gen_crash_diag=*/false);
  }
  for (std::unique_ptr<FunctionModel> &F : M.Functions)
    F->Bundled = true;
  M.HasPrivate = M.HasPrivateTypes = false;
  return M;
}

Error Models::add(MemoryBufferRef File) {
  Expected<ModelFile> Read = readModels(File);
  if (!Read)
    return Read.takeError();
  Hash = xxh3_64bits(utohexstr(Hash) + File.getBuffer().str());
  HasPrivate |= !Read->Functions.empty();
  HasPrivateTypes |= !Read->Types.empty();
  for (FunctionModel &F : Read->Functions)
    if (F.MadeBy.empty()) {
      MadeByName.erase(F.Name);
      put(std::move(F), Functions, FunctionByName);
    }
  for (FunctionModel &F : Read->Functions)
    if (!F.MadeBy.empty()) {
      auto &Others = MadeByName[F.Name];
      Functions.push_back(std::make_unique<FunctionModel>(std::move(F)));
      Others.insert(Others.begin(), Functions.back().get());
    }
  for (TypeModel &T : Read->Types)
    put(std::move(T), Types, TypeByName);
  return Error::success();
}

Error Models::addThrows(MemoryBufferRef File) {
  Expected<ModelFile> Read = readModels(File);
  if (!Read)
    return Read.takeError();
  for (FunctionModel &F : Read->Functions) {
    if (const FunctionModel *Old = function(F.Name)) {
      FunctionModel Both = *Old;
      if (Both.Throws.empty())
        Both.ThrowsStrict = F.ThrowsStrict;
      append_range(Both.Throws, F.Throws);
      F = std::move(Both);
    }
    put(std::move(F), Functions, FunctionByName);
  }
  return Error::success();
}

const FunctionModel *Models::function(StringRef Key) const {
  return FunctionByName.lookup(Key);
}

const FunctionModel *Models::function(StringRef Key, bool Own) const {
  const FunctionModel *F = function(Key);
  return F && F->Bundled && Own && !Key.contains("::") ? nullptr : F;
}

const FunctionModel *Models::functionInInline(StringRef MangledName) const {
  if (!HasPrivate)
    return nullptr;
  const FunctionModel *F = function(qualifiedName(MangledName));
  return F && !F->Bundled ? F : nullptr;
}

const TypeModel *Models::type(StringRef Name) const {
  return TypeByName.lookup(Name);
}

const TypeModel *Models::typeInInline(StringRef MangledName) const {
  if (!HasPrivateTypes)
    return nullptr;
  const std::string Method = qualifiedName(MangledName);
  return type(StringRef(Method).rsplit("::").first);
}

ArrayRef<const FunctionModel *> Models::made(StringRef Key) const {
  auto Found = MadeByName.find(Key);
  return Found == MadeByName.end() ? ArrayRef<const FunctionModel *>()
                                   : ArrayRef(Found->second);
}

std::vector<const FunctionModel *> Models::functions() const {
  return sorted(Functions);
}

std::vector<const TypeModel *> Models::types() const { return sorted(Types); }

int64_t nanoseconds(ActModel::Unit Unit) {
  switch (Unit) {
  case ActModel::Microseconds:
    return 1'000;
  case ActModel::Milliseconds:
    return 1'000'000;
  case ActModel::Seconds:
    return 1'000'000'000;
  case ActModel::Minutes:
    return 60'000'000'000;
  case ActModel::Hours:
    return 3'600'000'000'000;
  case ActModel::Nanoseconds:
  case ActModel::Duration:
  case ActModel::Deadline:
    return 1;
  }
  return 1;
}

uint64_t Models::scanHash() const {
  std::string Text;
  raw_string_ostream OS(Text);
  for (const TypeModel *T : types()) {
    OS << T->Name << ' ' << unsigned(T->Lock) << T->IsLockGuard
       << T->GuardShared << T->GuardInverse << T->IsScopeGuard << T->Swallows
       << T->OwnsAll << T->OwnsShared << ' ' << T->DeleterArg;
    for (unsigned Index : T->Owns)
      OS << ' ' << Index;
    describe(OS, T->Dismiss);
    describe(OS, T->Fills);
    OS << T->RunsMethod;
    describe(OS, T->Destroys);
  }
  for (const FunctionModel *F : functions()) {
    OS << F->Name << ' ' << F->NoReturn;
    if (F->GivesTime)
      OS << F->GivesArg << ' ' << unsigned(F->GivesUnit);
    if (F->Kills != NoOperand)
      OS << 'k' << F->Kills;
    for (const ActModel &A : F->Acts)
      OS << 'b' << A.BoundArg;
    for (Operand O : F->Registers)
      OS << O << ' ';
    for (Operand O : F->RegistersForThread)
      OS << 't' << O << ' ';
  }
  return xxh3_64bits(Text);
}

} // namespace cleanexit
