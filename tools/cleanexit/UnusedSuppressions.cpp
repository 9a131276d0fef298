//===-- UnusedSuppressions.cpp - Comments that silence nothing --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "UnusedSuppressions.h"
#include "clang-tidy/GlobList.h"
#include "settings/Directives.h"
#include "llvm/Support/MemoryBuffer.h"

using clang::tidy::GlobList;

namespace cleanexit {

const OptionSpec UnusedOption = {
    "unused-suppressions", "",
    "also report NOLINT comments of our checks, and allow\n"
    "comments, that silence nothing"};

namespace {

class UnusedFinder {
  std::multimap<llvm::StringRef, const Finding *> Silenced; ///< by file

public:
  std::vector<Finding> Unused;

  explicit UnusedFinder(llvm::ArrayRef<Finding> Suppressed) {
    for (const Finding &F : Suppressed)
      Silenced.emplace(F.At.File, &F);
  }

  void lookAt(llvm::StringRef File,
              const std::set<const FolderSettings *> &Said) {
    auto Text = llvm::MemoryBuffer::getFile(File);
    if (!Text)
      return;
    for (const Directive &D : directivesIn((*Text)->getBuffer())) {
      std::string Names;
      for (const std::string &Glob : D.Globs)
        if (isOurs(D, Glob) && !isUsed(File, D, Glob) && matters(Glob, Said))
          Names += (Names.empty() ? "'" : ", '") + Glob + "'";
      if (!Names.empty())
        report(File, D, Names);
    }
  }

private:
  /// Those of other checks, or of all, are not ours to judge.
  static bool isOurs(const Directive &D, llvm::StringRef Glob) {
    return D.K == Directive::Allow ||
           (D.K != Directive::NoLintEnd && Glob.contains("cleanup"));
  }

  bool isUsed(llvm::StringRef File, const Directive &D, llvm::StringRef Glob) {
    auto [Begin, End] = Silenced.equal_range(File);
    return std::any_of(Begin, End, [&](const auto &Entry) {
      const Finding &F = *Entry.second;
      return D.First <= F.At.Line && F.At.Line <= D.Last &&
             GlobList(Glob).contains(F.Check);
    });
  }

  /// False if the comment is there for when its check is enabled. A name that
  /// no check has is never of use.
  static bool matters(llvm::StringRef Glob,
                      const std::set<const FolderSettings *> &Said) {
    bool Known = false;
    for (const NamedCheck &C : allChecks()) {
      if (!GlobList(Glob).contains(C.Name))
        continue;
      Known = true;
      for (const FolderSettings *S : Said)
        if (S->enables(C.Name))
          return true;
    }
    return !Known;
  }

  void report(llvm::StringRef File, const Directive &D, std::string Names) {
    Finding F;
    F.Check = "cleanup-unused-suppression";
    F.At = {File.str(), D.Line, D.Column};
    F.Message = "this comment silences nothing as to " + Names;
    F.Through = {std::move(Names)};
    Unused.push_back(std::move(F));
  }
};

} // namespace

/// Files with functions that are not of system headers.
static std::set<llvm::StringRef> userFiles(const Facts &All) {
  std::set<llvm::StringRef> Files;
  for (const Function &F : All.Functions)
    if (F.At.File && !F.is(Function::System))
      Files.insert(All.Strings[F.At.File]);
  return Files;
}

std::vector<Finding> unusedSuppressions(const Analysis &P,
                                        llvm::ArrayRef<Finding> Suppressed) {
  UnusedFinder Finder(Suppressed);
  std::set<llvm::StringRef> User = userFiles(P.Linked->facts());
  for (const auto &[File, Said] : P.Settings) {
    auto isReported = [&, &File = File](const FolderSettings *S) {
      return S->wantsHeader(File) || llvm::is_contained(P.MainFiles, File);
    };
    if (User.count(File) && llvm::any_of(Said, isReported))
      Finder.lookAt(File, Said);
  }
  identify(Finder.Unused);
  return std::move(Finder.Unused);
}

} // namespace cleanexit
