//===-- Why.cpp - cleanexit why: the chain behind an effect -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"
#include "Summary/Explain.h"
#include "Verb.h"

namespace cleanexit {
namespace {

/// Not an effect, but asked for as if it were one.
constexpr llvm::StringLiteral Throws = "throws";

llvm::Expected<EffectSet> effectsMeant(const Arguments &Args) {
  EffectSet All;
  for (unsigned E = 0; E < NumEffects; ++E)
    All.insert(Effect(E));
  if (Args.Words.size() < 2)
    return All;
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
  if (llvm::Error E = P->link())
    return fail(std::move(E));
  llvm::StringRef Word = Args.Words[0];
  std::vector<FunctionId> Meant = functionsNamed(*P->Linked, Word);
  if (Meant.empty())
    return fail("no function '" + Word + "' in the TUs that were read");
  bool WithThrows = Args.Words.size() < 2 || Args.Words[1] == Throws;
  const Facts &All = P->Linked->facts();
  for (FunctionId F : Meant)
    if (!explain(*P->Linked, F, *Effects, WithThrows, llvm::outs()))
      llvm::outs() << All.Strings[All.Functions[F].Pretty]
                   << ": does none of that\n";
  return Clean;
}

const OptionSpec Options[] = {
    BuildOption,
    JobsOption,
    {"in", "FILE", "read this TU, not the whole database; may be repeated"},
    PrivateModelsOption,
    OthersOption,
    ConfigOption,
    CacheOption,
    CacheSizeOption,
    NoCacheOption,
    ExactOption,
};

} // namespace

const Verb WhyVerb = {
    "why",
    "the chain of calls behind what a function does",
    "FUNCTION [EFFECT] [-p BUILD | --in=FILE... -- COMPILER FLAGS]",
    "FUNCTION is a name as in messages, or its end: `Pool::stop`, `~Pool`. "
    "EFFECT is one\nof `cleanexit list effects`, or `throws`; without it all "
    "are shown.",
    Options,
    why};

} // namespace cleanexit
