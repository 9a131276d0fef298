//===-- Why.cpp - cleanexit why: the chain behind an effect -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Chains.h"
#include "Commands.h"
#include "Verb.h"

namespace cleanexit {
namespace {

/// Whether a person who typed Word means this function: its name, or the end
/// of it from a `::` on, with or without parameters.
bool isMeant(llvm::StringRef Word, llvm::StringRef Name) {
  if (Name == Word || (Name.ends_with(Word) &&
                       Name.drop_back(Word.size()).ends_with("::")))
    return true;
  size_t Parameters = Name.find('(');
  return Parameters != Name.npos && isMeant(Word, Name.take_front(Parameters));
}

std::vector<FunctionId> functionsMeant(llvm::StringRef Word, const Facts &F) {
  std::vector<FunctionId> Meant;
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id) {
    const Function &Fn = F.Functions[Id];
    if (isMeant(Word, F.Strings[Fn.Pretty]) || isMeant(Word, F.Strings[Fn.Key]))
      Meant.push_back(Id);
  }
  return Meant;
}

/// Not an effect, but asked for as if it were one.
constexpr llvm::StringLiteral Throws = "throws";

llvm::Expected<EffectSet> effectsMeant(const Arguments &Args) {
  if (Args.Words.size() < 2)
    return allEffects();
  if (Args.Words[1] == Throws)
    return EffectSet();
  if (std::optional<Effect> E = effectNamed(Args.Words[1]))
    return EffectSet{*E};
  std::vector<llvm::StringRef> Names = {Throws};
  for (unsigned E = 0; E < NumEffects; ++E)
    Names.push_back(name(Effect(E)));
  return llvm::createStringError("there is no effect '" + Args.Words[1] + "'" +
                                 didYouMean(Args.Words[1], Names) +
                                 "\n  `cleanexit list effects` has them");
}

int why(const Arguments &Args) {
  if (Args.Words.empty() || Args.Words.size() > 2)
    return fail("why FUNCTION [EFFECT]: which function?");
  llvm::Expected<EffectSet> Effects = effectsMeant(Args);
  if (!Effects)
    return fail(Effects.takeError());
  llvm::Expected<Analysis> P = Analysis::of(Args.values("in"), Args);
  if (!P)
    return fail(P.takeError());
  llvm::StringRef Word = Args.Words[0];
  std::vector<FunctionId> Meant = functionsMeant(Word, P->Linked.facts());
  if (Meant.empty())
    return fail("no function '" + Word + "' in the TUs that were read");
  std::string Root = workingFolder();
  bool WithThrows = Args.Words.size() < 2 || Args.Words[1] == Throws;
  for (FunctionId F : Meant)
    if (!printChains(llvm::outs(), P->Linked, F, *Effects, WithThrows, Root)) {
      const Facts &All = P->Linked.facts();
      llvm::outs() << All.Strings[All.Functions[F].Pretty]
                   << " does none of that\n";
    }
  return Clean;
}

const OptionSpec Options[] = {
    BuildOption,
    JobsOption,
    {"in", "FILE", "read this TU, not the whole database; may be repeated"},
    PrivateModelsOption,
    OthersOption,
    ConfigOption,
    ExactOption,
};

} // namespace

const Verb WhyVerb = {
    "why", "the chain of calls behind what a function does",
    "FUNCTION [EFFECT] [-p BUILD | --in=FILE... -- COMPILER FLAGS]",
    "FUNCTION is a name as in messages, or its end: `Pool::stop`, `~Pool`. "
    "EFFECT is one\nof `cleanexit list effects`, or `throws`; without it all are shown.",
    Options, why};

} // namespace cleanexit
