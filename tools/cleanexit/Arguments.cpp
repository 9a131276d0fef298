//===-- Arguments.cpp - The words after a verb ------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "llvm/Support/FormatVariadic.h"

namespace cleanexit {

static llvm::Error usageError(const llvm::Twine &What) {
  return llvm::createStringError(What);
}

static std::string spelled(const OptionSpec &O) {
  return ((O.Name.size() == 1 ? "-" : "--") + O.Name).str();
}

static const OptionSpec *find(llvm::ArrayRef<OptionSpec> Known,
                              llvm::StringRef Name) {
  for (const OptionSpec &O : Known)
    if (O.Name == Name)
      return &O;
  return nullptr;
}

std::string didYouMean(llvm::StringRef Word,
                       llvm::ArrayRef<llvm::StringRef> Candidates) {
  llvm::StringRef Best;
  unsigned Distance = 3;
  for (llvm::StringRef C : Candidates) {
    unsigned D = C.contains(Word) && Word.size() > 3
                     ? 1
                     : Word.edit_distance(C, true, Distance);
    if (D < Distance) {
      Distance = D;
      Best = C;
    }
  }
  return Best.empty() ? "" : ("; did you mean '" + Best + "'?").str();
}

static llvm::Error unknownOption(llvm::StringRef Word, llvm::StringRef Name,
                                 llvm::ArrayRef<OptionSpec> Known) {
  std::vector<std::string> Names;
  for (const OptionSpec &O : Known)
    Names.push_back(spelled(O));
  std::vector<llvm::StringRef> Candidates(Names.begin(), Names.end());
  std::string Hint = didYouMean(Word.split('=').first, Candidates);
  return usageError("unknown option '" + Word + "'" + Hint);
}

llvm::Expected<Arguments> Arguments::parse(llvm::ArrayRef<const char *> Argv,
                                           llvm::ArrayRef<OptionSpec> Known) {
  Arguments Parsed;
  while (!Argv.empty()) {
    llvm::StringRef Word = Argv.front();
    Argv = Argv.drop_front();
    if (Word == "--") {
      Parsed.HasDashes = true;
      Parsed.AfterDashes.assign(Argv.begin(), Argv.end());
      break;
    }
    if (!Word.starts_with("-") || Word == "-") {
      Parsed.Words.push_back(Word.str());
      continue;
    }
    // -j4, --jobs=4, and clang-tidy's -checks=... for those used to it.
    llvm::StringRef Rest = Word.ltrim('-');
    auto [Name, Value] = Rest.split('=');
    bool HasValue = Rest.contains('=');
    const OptionSpec *O = find(Known, Name);
    if (!O && !Word.starts_with("--") && Rest.size() > 1) {
      O = find(Known, Rest.take_front(1));
      Value = Rest.drop_front();
      HasValue = true;
    }
    if (!O || (HasValue && O->Value.empty()))
      return unknownOption(Word, Name, Known);
    if (!O->Value.empty() && !HasValue && !O->Value.starts_with("[")) {
      if (Argv.empty())
        return usageError("'" + Word + "' needs a value: " + Word + " " +
                          O->Value);
      Value = Argv.front();
      Argv = Argv.drop_front();
    }
    Parsed.Given[O->Name.str()].push_back(Value.str());
  }
  return Parsed;
}

llvm::ArrayRef<std::string> Arguments::values(llvm::StringRef Option) const {
  auto It = Given.find(Option.str());
  if (It == Given.end())
    return {};
  return It->second;
}

std::optional<std::string> Arguments::value(llvm::StringRef Option) const {
  llvm::ArrayRef<std::string> All = values(Option);
  if (All.empty())
    return std::nullopt;
  return All.back();
}

llvm::Expected<unsigned> Arguments::number(llvm::StringRef Option,
                                           unsigned Default) const {
  std::optional<std::string> Text = value(Option);
  if (!Text)
    return Default;
  unsigned Number = 0;
  if (llvm::StringRef(*Text).getAsInteger(10, Number) || Number == 0)
    return usageError(
        (Option.size() == 1 ? "-" + Option + " " : "--" + Option + "=") +
        *Text + " is not a number above zero");
  return Number;
}

void printOptions(llvm::raw_ostream &OS, llvm::ArrayRef<OptionSpec> Options) {
  for (const OptionSpec &O : Options) {
    std::string Left = spelled(O);
    if (O.Value.starts_with("["))
      Left += O.Value.str();
    else if (!O.Value.empty())
      Left += (O.Name.size() == 1 ? " " : "=") + O.Value.str();
    OS << llvm::formatv("  {0,-24} ", Left);
    auto [First, More] = O.Help.split('\n');
    OS << First << '\n';
    while (!More.empty()) {
      std::tie(First, More) = More.split('\n');
      OS << llvm::formatv("{0,-27}", "") << First << '\n';
    }
  }
}

} // namespace cleanexit
