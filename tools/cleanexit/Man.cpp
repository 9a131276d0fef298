//===-- Man.cpp - cleanexit man: the manual page ----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// What --help says of each verb, as a page for man(1).
//===----------------------------------------------------------------------===//

#include "Checks/Check.h"
#include "Verb.h"
#include "Version.inc"

namespace cleanexit {
namespace {

/// Text in which nothing is a command of roff's.
struct Plain {
  llvm::StringRef Text;
  friend llvm::raw_ostream &operator<<(llvm::raw_ostream &OS, Plain P) {
    bool AtStart = true;
    for (char C : P.Text) {
      if (AtStart && (C == '.' || C == '\''))
        OS << "\\&";
      if (C == '\\')
        OS << "\\e";
      else if (C == '-')
        OS << "\\-";
      else
        OS << C;
      AtStart = C == '\n';
    }
    return OS;
  }
};

/// Lines that begin with blanks are examples, and stay as they are.
void paragraphs(llvm::StringRef Text) {
  bool InExample = false;
  bool WasEmpty = false;
  llvm::SmallVector<llvm::StringRef, 16> Lines;
  Text.rtrim('\n').split(Lines, '\n');
  for (llvm::StringRef Line : Lines) {
    if (Line.empty()) {
      WasEmpty = true;
      continue;
    }
    bool IsExample = Line.starts_with(" ");
    if (InExample && !IsExample)
      llvm::outs() << ".fi\n";
    if (WasEmpty || InExample != IsExample)
      llvm::outs() << ".PP\n";
    if (IsExample && !InExample)
      llvm::outs() << ".nf\n";
    llvm::outs() << Plain{Line} << '\n';
    InExample = IsExample;
    WasEmpty = false;
  }
  if (InExample)
    llvm::outs() << ".fi\n";
}

void option(const OptionSpec &O) {
  bool IsShort = O.Name.size() == 1;
  llvm::outs() << ".TP\n\\fB" << (IsShort ? "\\-" : "\\-\\-") << Plain{O.Name}
               << "\\fR";
  if (!O.Value.empty())
    llvm::outs() << (IsShort ? " " : "=") << "\\fI" << Plain{O.Value} << "\\fR";
  llvm::outs() << '\n' << Plain{O.Help} << '\n';
}

int man(const Arguments &) {
  llvm::outs() << ".TH CLEANEXIT 1 \"\" \"CleanExit " CLEANEXIT_VERSION
                  "\" \"User Commands\"\n.SH NAME\ncleanexit \\- find cleanup "
                  "code that waits, throws or talks to the network\n"
                  ".SH SYNOPSIS\n\\fBcleanexit\\fR \\fIVERB\\fR [options]\n"
                  ".SH DESCRIPTION\n";
  paragraphs(Introduction);
  llvm::outs() << ".SH VERBS\n";
  for (const Verb *V : allVerbs()) {
    llvm::outs() << ".SS \"cleanexit " << V->Name << "\"\n\\fBcleanexit "
                 << V->Name << "\\fR " << Plain{V->Usage} << "\n.PP\n";
    paragraphs(V->Help);
    for (const OptionSpec &O : V->Options)
      option(O);
  }
  llvm::outs() << ".SH CHECKS\n";
  for (const NamedCheck &C : allChecks())
    llvm::outs() << ".TP\n\\fB" << Plain{C.Name} << "\\fR\n"
                 << Plain{C.Is->Promise} << '\n';
  llvm::outs() << ".SH EXIT STATUS\n";
  paragraphs(ExitCodes);
  llvm::outs() << ".SH SEE ALSO\n.BR clang\\-tidy (1)\n";
  return Clean;
}

} // namespace

const Verb ManVerb = {"man",
                      "this help, as a manual page",
                      "",
                      "Writes the page that `man` shows:\n\n"
                      "  cleanexit man | man -l -",
                      {},
                      man};

} // namespace cleanexit
