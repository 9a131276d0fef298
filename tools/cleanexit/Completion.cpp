//===-- Completion.cpp - cleanexit completion: for shells -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Made of the verbs and their options, as --help is. What an option's value
// or a verb's word may be follows from what stands for it in the help:
//
//   CHECK, GLOB   names of checks        NAME[=FILE]   names of formats
//   SHELL         the shells below       BUILD, DIR    folders
//===----------------------------------------------------------------------===//

#include "Checks/Check.h"
#include "Report/Report.h"
#include "Verb.h"
#include "llvm/ADT/StringExtras.h"

namespace cleanexit {
namespace {

constexpr llvm::StringLiteral Shells[] = {"bash", "zsh", "fish"};

/// The words that a placeholder can stand for, with blanks between; empty if
/// it stands for a file or for anything.
std::string words(llvm::StringRef Placeholder) {
  std::vector<llvm::StringRef> All;
  if (Placeholder == "CHECK" || Placeholder == "GLOB")
    for (const NamedCheck &C : allChecks())
      All.push_back(C.Name);
  if (Placeholder.starts_with("NAME[=FILE]"))
    for (const NamedFormat &F : allFormats())
      All.push_back(F.Name);
  if (Placeholder == "SHELL")
    All.assign(std::begin(Shells), std::end(Shells));
  return llvm::join(All, " ");
}

bool isFolder(llvm::StringRef Placeholder) {
  return Placeholder == "BUILD" || Placeholder == "DIR";
}

std::string spelled(const OptionSpec &O) {
  return ((O.Name.size() == 1 ? "-" : "--") + O.Name).str();
}

/// In single quotes, which shells leave alone; without what ends them.
std::string quoted(llvm::StringRef Text) {
  std::string Out = "'";
  for (char C : Text.split('\n').first)
    Out += C == '\'' ? "'\\''" : std::string(1, C);
  return Out + "'";
}

void bashVerb(llvm::raw_ostream &OS, const Verb &V) {
  OS << "    " << V.Name << ")\n      case $option in\n";
  for (const OptionSpec &O : V.Options) {
    if (O.Value.empty())
      continue;
    std::string Words = words(O.Value);
    OS << "        " << spelled(O) << ") COMPREPLY=($(compgen "
       << (!Words.empty()      ? "-W '" + Words + "'"
           : isFolder(O.Value) ? "-d"
                               : "-f")
       << " -- \"$value\")); return ;;\n";
  }
  OS << "      esac\n      words='--help";
  for (const OptionSpec &O : V.Options)
    OS << ' ' << spelled(O)
       << (O.Value.empty() || O.Name.size() == 1 ? "" : "=");
  OS << "'\n      others='" << words(V.Usage) << "' ;;\n";
}

void bash(llvm::raw_ostream &OS) {
  OS << "# bash completion of cleanexit; written by `cleanexit completion "
        "bash`.\n_cleanexit() {\n  local cur=${COMP_WORDS[COMP_CWORD]} "
        "words others option value\n  COMPREPLY=()\n"
        "  if [ \"$COMP_CWORD\" = 1 ]; then\n    COMPREPLY=($(compgen -W '";
  for (const Verb *V : allVerbs())
    OS << V->Name << ' ';
  // Bash takes `--format=x` as the three words `--format`, `=` and `x`.
  OS << "--help --version' -- \"$cur\"))\n    return\n  fi\n"
        "  option=${COMP_WORDS[COMP_CWORD-1]} value=$cur\n"
        "  if [ \"$cur\" = = ]; then value=\n"
        "  elif [ \"$option\" = = ]; then option=${COMP_WORDS[COMP_CWORD-2]}; "
        "fi\n  case ${COMP_WORDS[1]} in\n";
  for (const Verb *V : allVerbs())
    bashVerb(OS, *V);
  OS << "  esac\n  case $cur in\n"
        "    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
        "        [[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace "
        "2>/dev/null ;;\n"
        "    *) if [ -n \"$others\" ]; then COMPREPLY=($(compgen -W "
        "\"$others\" -- \"$cur\"))\n"
        "       else COMPREPLY=($(compgen -f -- \"$cur\")); fi ;;\n"
        "  esac\n}\ncomplete -o filenames -F _cleanexit cleanexit\n";
}

std::string zshValues(llvm::StringRef Placeholder) {
  std::string Words = words(Placeholder);
  return !Words.empty()          ? "(" + Words + ")"
         : isFolder(Placeholder) ? "_files -/"
                                 : "_files";
}

/// For `_arguments`: brackets and colons mean something there.
std::string zshText(llvm::StringRef Text) {
  std::string Out;
  for (char C : Text.split('\n').first) {
    if (llvm::StringRef("[]:\\").contains(C))
      Out += '\\';
    Out += C;
  }
  return Out;
}

void zsh(llvm::raw_ostream &OS) {
  OS << "#compdef cleanexit\n# Written by `cleanexit completion zsh`.\n"
        "_cleanexit() {\n  local -a verbs\n  verbs=(\n";
  for (const Verb *V : allVerbs())
    OS << "    " << quoted(V->Name.str() + ":" + V->Promise.str()) << '\n';
  OS << "  )\n  if (( CURRENT == 2 )); then\n"
        "    _describe verb verbs\n    return\n  fi\n"
        "  local verb=$words[2]\n  shift words\n  (( CURRENT-- ))\n"
        "  case $verb in\n";
  for (const Verb *V : allVerbs()) {
    OS << "    " << V->Name << ") _arguments '--help[what there is]'";
    for (const OptionSpec &O : V->Options) {
      std::string Value;
      if (!O.Value.empty())
        Value = ":" + zshText(O.Value) + ":" + zshValues(O.Value);
      OS << " \\\n      "
         << quoted("*" + spelled(O) +
                   (O.Value.empty()      ? ""
                    : O.Name.size() == 1 ? "+"
                                         : "=") +
                   "[" + zshText(O.Help) + "]" + Value);
    }
    OS << " \\\n      " << quoted("*:word:" + zshValues(V->Usage)) << " ;;\n";
  }
  OS << "  esac\n}\n_cleanexit \"$@\"\n";
}

void fish(llvm::raw_ostream &OS) {
  OS << "# fish completion of cleanexit; written by `cleanexit completion "
        "fish`.\n";
  for (const Verb *V : allVerbs()) {
    OS << "complete -c cleanexit -n __fish_use_subcommand -f -a " << V->Name
       << " -d " << quoted(V->Promise) << '\n';
    std::string Only =
        "complete -c cleanexit -n '__fish_seen_subcommand_from " +
        V->Name.str() + "' ";
    if (std::string Words = words(V->Usage); !Words.empty())
      OS << Only << "-f -a " << quoted(Words) << '\n';
    for (const OptionSpec &O : V->Options) {
      OS << Only << (O.Name.size() == 1 ? "-s " : "-l ") << O.Name << " -d "
         << quoted(O.Help);
      std::string Words = words(O.Value);
      if (!Words.empty())
        OS << " -x -a " << quoted(Words);
      else if (isFolder(O.Value))
        OS << " -x -a '(__fish_complete_directories)'";
      else if (!O.Value.empty())
        OS << " -r";
      OS << '\n';
    }
  }
}

int completion(const Arguments &Args) {
  std::string Shell = Args.Words.size() == 1 ? Args.Words[0] : "";
  void (*Writers[])(llvm::raw_ostream &) = {bash, zsh, fish};
  for (auto [Name, Write] : llvm::zip(Shells, Writers))
    if (Name == Shell) {
      Write(llvm::outs());
      return Clean;
    }
  return fail("for which SHELL? there are " +
              llvm::join(std::begin(Shells), std::end(Shells), ", "));
}

} // namespace

const Verb CompletionVerb = {
    "completion",
    "completion of commands, for bash, zsh and fish",
    "SHELL",
    "Writes a script for the shell:\n\n"
    "  eval \"$(cleanexit completion bash)\"       in ~/.bashrc\n"
    "  cleanexit completion zsh > _cleanexit     in a folder of $fpath\n"
    "  cleanexit completion fish > ~/.config/fish/completions/cleanexit.fish",
    {},
    completion};

} // namespace cleanexit
