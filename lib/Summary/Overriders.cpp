//===-- Overriders.cpp - The versions of a virtual function ---------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Overriders.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"

using namespace cleanexit;

/// Class itself, then its bases, nearest first.
static llvm::SmallSetVector<RecordId, 8> andBases(const Facts &F,
                                                  RecordId Class) {
  llvm::SmallSetVector<RecordId, 8> Found;
  Found.insert(Class);
  for (size_t I = 0; I != Found.size(); ++I)
    Found.insert_range(F.Records[Found[I]].Bases);
  return Found;
}

Overriders::Overriders(const Program &P) : P(P) {
  std::vector<Lists::Entry> Down;
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F)
    for (FunctionId Base : P.Of.Functions[F].Overrides)
      Down.push_back({Base, F});
  Direct = Lists(P.Of.Functions.size(), Down);
  for (RecordId R = 1; R < P.Of.Records.size(); ++R)
    join(R);
}

llvm::SmallVector<FunctionId, 8> Overriders::versions(FunctionId F) const {
  llvm::SmallSetVector<FunctionId, 8> Found;
  Found.insert(F);
  for (size_t I = 0; I != Found.size(); ++I)
    Found.insert_range(Direct[Found[I]]);
  return Found.takeVector();
}

/// What a class has by one base may be called by way of another.
void Overriders::join(RecordId Class) {
  if (P.Of.Records[Class].Bases.size() < 2)
    return;
  const auto Bases = andBases(P.Of, Class);
  for (RecordId One : llvm::drop_begin(Bases))
    for (RecordId Other : llvm::drop_begin(Bases))
      if (!P.Of.derives(One, Other) && !P.Of.derives(Other, One))
        Joined[{One, Other}].push_back(Class);
}

/// Does a class have both, and only one object of the base that Version
/// overrides a function of?
bool Overriders::meets(RecordId Class, FunctionId Version) const {
  const Function &Of = P.Of.Functions[Version];
  auto Both = Joined.find({Class, Of.Class});
  return Both != Joined.end() &&
         llvm::any_of(Of.Overrides, [&](FunctionId Base) {
           return llvm::any_of(Both->second, [&](RecordId Has) {
             return !llvm::is_contained(P.Of.Records[Has].Uncaught,
                                        P.Of.Functions[Base].Class);
           });
         });
}

llvm::SmallVector<FunctionId, 8> Overriders::versions(FunctionId F,
                                                      RecordId Class) const {
  const FunctionId Own = version(F, Class);
  llvm::SmallVector<FunctionId, 8> Found = versions(F);
  llvm::erase_if(Found, [&](FunctionId Version) {
    return Version != Own &&
           !P.Of.derives(P.Of.Functions[Version].Class, Class) &&
           !meets(Class, Version);
  });
  return Found;
}

llvm::SmallVector<FunctionId, 8>
Overriders::versions(FunctionId F, RecordId Class, uint32_t Programs) const {
  llvm::SmallVector<FunctionId, 8> Found =
      Class ? versions(F, Class) : versions(F);
  llvm::erase_if(Found, [&](FunctionId Version) {
    return !P.Of.mayMeet(Programs, Version);
  });
  return Found;
}

FunctionId Overriders::version(FunctionId F, RecordId Class) const {
  const llvm::SmallVector<FunctionId, 8> All = versions(F);
  llvm::SmallVector<FunctionId, 4> Found;
  for (RecordId From : andBases(P.Of, Class))
    for (FunctionId Version : All)
      if (P.Of.Functions[Version].Class == From)
        Found.push_back(Version);
  // What one of them overrides is not it, though it may be nearer by another way:
  // struct D : virtual Base, Implementation {};
  for (FunctionId Version : Found)
    if (llvm::none_of(Found, [&](FunctionId Other) {
          return Other != Version &&
                 P.Of.derives(P.Of.Functions[Other].Class,
                              P.Of.Functions[Version].Class);
        }))
      return Version;
  return 0;
}
