//===-- Why.cpp - cleanexit why: the chain behind an effect -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Checks/TimeoutLength.h"
#include "Checks/Timeouts.h"
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

/// With the timeouts that the checks see, too.
std::string lasting(const Summary &P, const Witness &W) {
  const ActModel *Act = W.Chain.back().Act;
  const bool Obeys = W.What == Effect::Network || W.What == Effect::Database;
  if (W.Lasts.Kind != Bound::Unbounded || !Act ||
      !(Obeys || !Act->UnlessSet.empty()))
    return text(W.Lasts);
  const Bound Set = withTimeout(P, W);
  return Set.Kind == Bound::Unbounded && limited(P, W)
             ? "under a timeout set elsewhere"
             : text(Set);
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
  auto Lasting = [&](const Witness &W) { return lasting(*P->Linked, W); };
  for (FunctionId F : Meant)
    if (!explain(*P->Linked, F, *Effects, WithThrows, Lasting, llvm::outs()))
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
