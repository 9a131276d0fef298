//===-- Mended.cpp - Commands as clang can take them ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Mended.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

using clang::tooling::CompilationDatabase;
using clang::tooling::CompileCommand;
namespace path = llvm::sys::path;

namespace cleanexit {
namespace {

bool isCompiler(llvm::StringRef Word) {
  static constexpr llvm::StringLiteral Names =
      "^(.*-)?(gcc|g\\+\\+|cc|c\\+\\+|clang|clang\\+\\+|clang-cl|icx|icpx)"
      "(-[0-9.]+)?(\\.exe)?$";
  return llvm::Regex(Names).match(path::filename(Word));
}

/// Launchers stand before the compiler, with nothing but their names and the
/// variables that they set.
void dropLaunchers(std::vector<std::string> &Words) {
  for (size_t I = 0; I < Words.size() && Words[I][0] != '-'; ++I)
    if (isCompiler(Words[I])) {
      Words.erase(Words.begin(), Words.begin() + I);
      return;
    }
}

/// Removes `-include-pch X.pch` where X is there to be read; each word may
/// have -Xclang before it. The name of X, which is to be included instead.
std::string dropPrecompiled(std::vector<std::string> &Words,
                            llvm::StringRef Folder) {
  auto Flag = llvm::find(Words, "-include-pch");
  if (Flag == Words.end())
    return "";
  bool Wrapped = Flag != Words.begin() && *(Flag - 1) == "-Xclang";
  auto Begin = Flag - Wrapped, End = Flag + 1 + Wrapped;
  if (Words.end() - End < 1)
    return "";
  llvm::StringRef Header = *End;
  if (!Header.consume_back(".pch") && !Header.consume_back(".gch"))
    return "";
  llvm::SmallString<256> File = Header;
  path::make_absolute(Folder, File);
  if (!llvm::sys::fs::exists(File))
    return "";
  std::string Name = Header.str();
  Words.erase(Begin, End + 1);
  return Name;
}

void readHeadersPlainly(CompileCommand &C) {
  std::string Header = dropPrecompiled(C.CommandLine, C.Directory);
  if (Header.empty())
    return;
  // CMake includes the header as well.
  bool Included = llvm::is_contained(C.CommandLine, Header);
  if (!Included)
    C.CommandLine.insert(C.CommandLine.begin() + 1, {"-include", Header});
}

/// Where X.pch is beside X, clang's driver takes that for `-include X`; what is
/// behind the driver does not.
void includePlainly(CompileCommand &C) {
  std::vector<std::string> Words;
  for (const std::string &Word : C.CommandLine) {
    if (Words.size() > 0 && Words.back() == "-include" && Word != "-Xclang" &&
        (Words.size() < 2 || Words[Words.size() - 2] != "-Xclang")) {
      llvm::SmallString<256> File(Word + ".pch");
      path::make_absolute(C.Directory, File);
      if (llvm::sys::fs::exists(File)) {
        Words.back() = "-Xclang";
        Words.insert(Words.end(), {"-include", "-Xclang"});
      }
    }
    Words.push_back(Word);
  }
  C.CommandLine = std::move(Words);
}

class MendedDatabase : public CompilationDatabase {
  std::unique_ptr<CompilationDatabase> Inner;

  static std::vector<CompileCommand> mend(std::vector<CompileCommand> All) {
    for (CompileCommand &C : All) {
      llvm::erase_if(C.CommandLine, [](const auto &W) { return W.empty(); });
      dropLaunchers(C.CommandLine);
      readHeadersPlainly(C);
      includePlainly(C);
    }
    return All;
  }

public:
  explicit MendedDatabase(std::unique_ptr<CompilationDatabase> Inner)
      : Inner(std::move(Inner)) {}
  std::vector<CompileCommand>
  getCompileCommands(llvm::StringRef File) const override {
    return mend(Inner->getCompileCommands(File));
  }
  std::vector<std::string> getAllFiles() const override {
    return Inner->getAllFiles();
  }
  std::vector<CompileCommand> getAllCompileCommands() const override {
    return mend(Inner->getAllCompileCommands());
  }
};

} // namespace

std::unique_ptr<CompilationDatabase>
mended(std::unique_ptr<CompilationDatabase> Database) {
  return std::make_unique<MendedDatabase>(std::move(Database));
}

} // namespace cleanexit
