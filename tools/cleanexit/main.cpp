//===-- main.cpp - cleanexit: the whole-program tool ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Verb.h"
#include "Version.inc"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace cleanexit;

static constexpr const Verb *Verbs[] = {
    &CheckVerb,    // find misuse
    &BaselineVerb, // accept what there is
    &BudgetVerb,   // and ever less of it
    &ScanVerb,     // one TU  -> facts
    &LinkVerb,     // facts   -> summary
    &WhyVerb,      // summary -> a chain
    &ListVerb,       &ExplainVerb, &ModelsVerb,
    &LspVerb,    // check, in an editor
    &DoctorVerb, // what a database lacks
    &CompletionVerb, &ManVerb,
};

llvm::ArrayRef<const Verb *> cleanexit::allVerbs() { return Verbs; }

const llvm::StringLiteral cleanexit::Introduction =
    "cleanexit finds cleanup code that hangs, throws or talks to the network:\n"
    "destructors, scope guards, deleters, exit handlers.\n\n"
    "  cleanexit check                  the project around the working "
    "directory\n"
    "  cleanexit check FILE -- -std=c++20   one file, with its flags\n";

const llvm::StringLiteral cleanexit::ExitCodes =
    "Exit codes: 0 nothing found, 1 findings,\n"
    "2 usage error or something could not be analyzed.\n";

static int help() {
  llvm::outs() << Introduction << "\nVerbs:\n";
  for (const Verb *V : Verbs)
    llvm::outs() << llvm::formatv("  {0,-10} {1}\n", V->Name, V->Promise);
  llvm::outs() << "\n`cleanexit VERB --help` tells more. " << ExitCodes;
  return Clean;
}

static int version() {
  llvm::outs() << "cleanexit " CLEANEXIT_VERSION " (LLVM " LLVM_VERSION_STRING
                  ")\n";
  return Clean;
}

static int helpOn(const Verb &V) {
  llvm::outs() << "cleanexit " << V.Name << ' ' << V.Usage << "\n\n"
               << V.Help << '\n';
  if (!V.Options.empty()) {
    llvm::outs() << '\n';
    printOptions(llvm::outs(), V.Options);
  }
  return Clean;
}

static bool asksForHelp(llvm::ArrayRef<const char *> Argv) {
  for (llvm::StringRef Word : Argv) {
    if (Word == "--")
      return false;
    if (Word == "--help" || Word == "-h")
      return true;
  }
  return false;
}

static int run(const Verb &V, llvm::ArrayRef<const char *> Argv) {
  if (asksForHelp(Argv))
    return helpOn(V);
  llvm::Expected<Arguments> Parsed = Arguments::parse(Argv, V.Options);
  if (!Parsed)
    return fail(llvm::toString(Parsed.takeError()) + "\n  cleanexit " + V.Name +
                " --help tells what there is");
  return V.Run(*Parsed);
}

int cleanexit::fail(const llvm::Twine &What) {
  llvm::errs() << "cleanexit: " << What << '\n';
  return CouldNot;
}

int cleanexit::fail(llvm::Error What) {
  return fail(llvm::toString(std::move(What)));
}

/// What was written to a full disk or a closed pipe is not there.
static int flushed(int Code) {
  llvm::outs().flush();
  std::error_code Problem = llvm::outs().error();
  llvm::outs().clear_error();
  if (!Problem)
    return Code;
  return fail("the standard output cannot be written: " + Problem.message());
}

static int runNamed(llvm::ArrayRef<const char *> Argv) {
  llvm::StringRef Word = Argv.empty() ? "--help" : Argv.front();
  if (Word == "--help" || Word == "-h" || Word == "help")
    return help();
  if (Word == "--version")
    return version();
  std::vector<llvm::StringRef> Names;
  for (const Verb *V : Verbs) {
    if (V->Name == Word)
      return run(*V, Argv.drop_front());
    Names.push_back(V->Name);
  }
  return fail("there is no verb '" + Word + "'" + didYouMean(Word, Names) +
              "\n  cleanexit --help lists them");
}

int main(int Argc, const char **Argv) {
  return flushed(runNamed(llvm::ArrayRef(Argv, Argc).drop_front()));
}
