//===-- Explain.cpp - A summary and its chains as text --------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Explain.h"
#include "Summary/Specialize.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

static EffectSet allEffects() {
  EffectSet All;
  for (unsigned E = 0; E != NumEffects; ++E)
    All.insert(Effect(E));
  return All;
}

static llvm::StringRef pretty(const Facts &F, FunctionId Id) {
  return F.Strings[F.Functions[Id].Pretty];
}

static void printPlace(const Facts &F, Place P, llvm::raw_ostream &OS) {
  OS << F.Strings[P.File] << ':' << P.Line << ':' << P.Column;
}

std::string cleanexit::text(const Bound &B) {
  switch (B.Kind) {
  case Bound::Polls:
    return "polls";
  case Bound::Constant:
    return B.Number ? "up to " + std::to_string(B.Number) + " ms"
                    : "until a deadline";
  case Bound::Parameter:
    return "as parameter " + std::to_string(B.Number) + " says";
  case Bound::Unbounded:
    return "unbounded";
  }
  return "";
}

/// What is done at the last link of a chain.
static void printAct(const Facts &F, const Link &L, llvm::raw_ostream &OS) {
  const Body &B = F.Bodies[L.At.Body];
  if (L.Callee) {
    OS << "calls " << pretty(F, L.Callee);
    if (L.Act && !L.Act->Why.empty())
      OS << ": " << L.Act->Why;
    return;
  }
  const Step &S = F.steps(B)[L.At.Index];
  switch (S.Kind) {
  case Op::Act:
    OS << prose(Effect(S.Number));
    break;
  case Op::Throw:
    OS << "throws "
       << (S.Type ? F.Strings[F.Records[S.Type].Name] : "an exception");
    break;
  case Op::Rethrow:
    OS << "throws the current exception again";
    break;
  default:
    OS << prose(Effect::UnknownCode);
    break;
  }
}

void cleanexit::explain(const Summary &Program, llvm::ArrayRef<Link> Chain,
                        llvm::raw_ostream &OS) {
  const Facts &F = Program.facts();
  for (const Link &L : Chain) {
    OS << "  ";
    if (!L.At.Body) {
      OS << pretty(F, L.Callee) << " is declared to\n";
      continue;
    }
    // Elements of a container end at no place of the source.
    if (const Place At = F.steps(F.Bodies[L.At.Body])[L.At.Index].At; At.File) {
      printPlace(F, At, OS);
      OS << ": ";
    }
    if (&L == &Chain.back())
      printAct(F, L, OS);
    else
      OS << "calls " << pretty(F, L.Callee);
    OS << '\n';
  }
}

static void printHead(const Witness &W, llvm::StringRef Lasting,
                      llvm::raw_ostream &OS) {
  OS << prose(W.What) << ", " << Lasting;
  if (W.OneOf)
    OS << ", by 1 of " << W.OneOf << " overriders";
  if (W.Strict)
    OS << ", strict";
}

static void printHead(const Facts &F, const Thrown &T, llvm::raw_ostream &OS) {
  OS << "throws "
     << (T.Type ? F.Strings[F.Records[T.Type].Name] : "an exception");
  if (T.When != Thrown::Always)
    OS << (T.When == Thrown::OnlyCalm ? ", if no exception is in flight"
                                      : ", if an exception is in flight");
  if (T.Strict)
    OS << ", strict";
}

bool cleanexit::explain(
    const Summary &Program, FunctionId F, EffectSet Of, bool Throws,
    llvm::function_ref<std::string(const Witness &)> Lasting,
    llvm::raw_ostream &OS) {
  const Facts &All = Program.facts();
  bool Any = false;
  for (const Witness &W : Program.effects(F, Of, Scope::Everything)) {
    Any = true;
    OS << pretty(All, F) << ": ";
    printHead(W, Lasting(W), OS);
    OS << '\n';
    explain(Program, W.Chain, OS);
  }
  if (!Throws)
    return Any;
  for (const Thrown &T : Program.thrown(F, Scope::Everything)) {
    Any = true;
    OS << pretty(All, F) << ": ";
    printHead(All, T, OS);
    if (All.Functions[F].Except == Function::Never)
      OS << " and, as it is noexcept, ends the process there";
    OS << '\n';
    explain(Program, T.Chain, OS);
  }
  return Any;
}

std::vector<FunctionId> cleanexit::functionsNamed(const Summary &Program,
                                                  llvm::StringRef Name) {
  const Facts &F = Program.facts();
  auto Fits = [&](llvm::StringRef Full) {
    return Full == Name || (Full.ends_with(Name) && !Name.empty() &&
                            Full.drop_back(Name.size()).ends_with("::"));
  };
  std::vector<FunctionId> Found;
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id) {
    const Function &Of = F.Functions[Id];
    if (!isSpecialized(F, Id) &&
        (F.Strings[Of.Name] == Name || Fits(F.Strings[Of.Pretty]) ||
         Fits(F.Strings[Of.Key])))
      Found.push_back(Id);
  }
  llvm::sort(Found, [&](FunctionId A, FunctionId B) {
    auto Key = [&](FunctionId Id) {
      return std::pair(pretty(F, Id), F.Strings[F.Functions[Id].Name]);
    };
    return Key(A) < Key(B);
  });
  return Found;
}

static void printThread(const Summary &Program, const StartedThread &T,
                        llvm::raw_ostream &OS) {
  const Facts &F = Program.facts();
  OS << "thread ";
  printPlace(F, F.steps(F.Bodies[T.At.Body])[T.At.Index].At, OS);
  OS << ": runs " << pretty(F, T.Runs);
  if (T.Object)
    OS << " in " << Program.text(T.Object);
  OS << '\n';
}

static void printCleanup(const Summary &Program, const Cleanup &C,
                         llvm::raw_ostream &OS) {
  static constexpr llvm::StringLiteral Kinds[] = {
      "guard",       "deleter",      "attribute", "defer",
      "thread exit", "process exit", "destructor"};
  const Facts &F = Program.facts();
  OS << "cleanup ";
  printPlace(F, C.At, OS);
  OS << ": " << Kinds[C.K] << ' ' << pretty(F, C.Runs);
  if (C.By)
    OS << ", run by " << pretty(F, C.By);
  CleanupTraits T = Program.traits(C);
  if (T.Absorbs)
    OS << ", absorbs exceptions";
  if (T.Never)
    OS << ", noexcept";
  if (const Owner *O = Program.owner(C.Runs))
    OS << ", at the end of " << F.Strings[O->Name];
  OS << '\n';
  // Its own acts; those of cleanups that it comes to are told at these.
  for (const Witness &W :
       Program.effects(C.Runs, allEffects(), Scope::WithinCleanup)) {
    OS << "  ";
    printHead(W, text(W.Lasts), OS);
    OS << '\n';
  }
  for (const Thrown &T : Program.thrown(C.Runs, Scope::WithinCleanup)) {
    OS << "  ";
    printHead(F, T, OS);
    OS << '\n';
  }
}

void cleanexit::print(const Summary &Program, llvm::raw_ostream &OS) {
  const Facts &F = Program.facts();
  for (const Cleanup &C : Program.cleanups())
    printCleanup(Program, C, OS);
  for (const StartedThread &T : Program.started())
    printThread(Program, T, OS);
  std::vector<FunctionId> Sorted;
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
    if (!F.Functions[Id].Bodies.empty() && !isSpecialized(F, Id))
      Sorted.push_back(Id);
  llvm::sort(Sorted, [&](FunctionId A, FunctionId B) {
    auto Key = [&](FunctionId Id) {
      return std::pair(pretty(F, Id), F.Strings[F.Functions[Id].Name]);
    };
    return Key(A) < Key(B);
  });
  for (FunctionId Id : Sorted)
    explain(
        Program, Id, allEffects(), /*Throws=*/true,
        [](const Witness &W) { return text(W.Lasts); }, OS);
}
