//===-- Sarif.cpp - Findings as SARIF 2.1.0 ---------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// What code scanning services and editors read: rules with their pages, a code
// flow for each chain, fingerprints, paths relative to SRCROOT.
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "Version.inc"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include <map>
#include <set>

namespace cleanexit {
namespace {

/// What RFC 3986 lets stand in a path; the rest as %XX.
std::string encoded(llvm::StringRef Path) {
  std::string Uri;
  for (unsigned char C : Path) {
    if (llvm::isAlnum(C) || llvm::StringRef("/-._~").contains(C))
      Uri += C;
    else
      Uri += "%" + llvm::utohexstr(C, /*LowerCase=*/false, /*Width=*/2);
  }
  return Uri;
}

/// What stands below a page's title, as one line.
std::string firstParagraph(llvm::StringRef Page) {
  llvm::StringRef Text = Page.split("\n\n").second.split("\n\n").first;
  return llvm::join(llvm::split(Text, '\n'), " ");
}

class SarifWriter {
  llvm::json::OStream J;
  const Outcome &Run;
  SourceTexts &Sources;

public:
  SarifWriter(llvm::raw_ostream &OS, const Outcome &Run, SourceTexts &Sources)
      : J(OS, /*IndentSize=*/2), Run(Run), Sources(Sources) {}

  void write() {
    J.object([&] {
      J.attribute("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      J.attribute("version", "2.1.0");
      J.attributeArray("runs", [&] { J.object([&] { run(); }); });
    });
  }

private:
  void text(llvm::StringRef Key, llvm::StringRef Text) {
    J.attributeObject(Key, [&] { J.attribute("text", Text); });
  }

  void run() {
    J.attributeObject("tool",
                      [&] { J.attributeObject("driver", [&] { driver(); }); });
    J.attributeArray("invocations", [&] { J.object([&] { invocation(); }); });
    J.attributeObject("originalUriBaseIds", [&] {
      J.attributeObject("SRCROOT", [&] {
        J.attribute("uri", "file://" + encoded(Run.Root) + "/");
      });
    });
    J.attribute("columnKind", "unicodeCodePoints");
    J.attributeArray("results", [&] {
      for (const Finding &F : Run.Findings)
        J.object([&] { result(F); });
    });
  }

  void driver() {
    J.attribute("name", "CleanExit");
    J.attribute("version", CLEANEXIT_VERSION);
    J.attributeArray("rules", [&] { rules(); });
  }

  void rules() {
    std::set<llvm::StringRef> Named;
    for (const NamedCheck &C : allChecks()) {
      Named.insert(C.Name);
      J.object([&] {
        J.attribute("id", C.Name);
        text("shortDescription", C.Is->Promise);
        J.attributeObject("defaultConfiguration",
                          [&] { J.attribute("level", "warning"); });
        if (C.Page.empty())
          return;
        text("fullDescription", firstParagraph(C.Page));
        J.attributeObject("help", [&] {
          J.attribute("text", C.Page);
          J.attribute("markdown", C.Page);
        });
      });
    }
    for (const Finding &F : Run.Findings) // such as of unused comments
      if (Named.insert(F.Check).second)
        J.object([&] { J.attribute("id", F.Check); });
  }

  void invocation() {
    J.attribute("executionSuccessful", Run.Failures.empty());
    J.attributeArray("toolExecutionNotifications", [&] {
      for (const Failure &F : Run.Failures)
        J.object([&] {
          J.attribute("level", "error");
          text("message", llvm::json::fixUTF8(F.Why));
          if (!F.File.empty())
            J.attributeArray("locations", [&] {
              J.object([&] { location({F.File, 0, 0}); });
            });
        });
    });
  }

  void result(const Finding &F) {
    J.attribute("ruleId", F.Check);
    J.attribute("level", level(F));
    text("message", F.Message);
    J.attributeArray("locations", [&] { J.object([&] { location(F.At); }); });
    J.attributeObject("partialFingerprints",
                      [&] { J.attribute("cleanexit/v1", F.Fingerprint); });
    if (!F.Chain.empty())
      J.attributeArray("codeFlows", [&] {
        J.object([&] {
          J.attributeArray("threadFlows",
                           [&] { J.object([&] { threadFlow(F); }); });
        });
      });
    if (llvm::any_of(F.Repairs,
                     [](const Repair &R) { return !R.Edits.empty(); }))
      J.attributeArray("fixes", [&] {
        for (const Repair &R : F.Repairs)
          if (!R.Edits.empty())
            J.object([&] { fix(R); });
      });
  }

  void fix(const Repair &R) {
    text("description", repairInWords(R));
    std::map<llvm::StringRef, std::vector<const Edit *>> ByFile;
    for (const Edit &E : R.Edits)
      ByFile[E.File].push_back(&E);
    J.attributeArray("artifactChanges", [&] {
      for (const auto &[File, Edits] : ByFile)
        J.object([&] { change(File, Edits); });
    });
  }

  void change(llvm::StringRef File, llvm::ArrayRef<const Edit *> Edits) {
    J.attributeObject("artifactLocation", [&] { artifact(File); });
    J.attributeArray("replacements", [&] {
      for (const Edit *E : Edits)
        J.object([&] {
          J.attributeObject("deletedRegion", [&] { region(*E); });
          text("insertedContent", llvm::json::fixUTF8(E->Text));
        });
    });
  }

  void region(const Edit &E) {
    Position Begin = Sources.position(E.File, E.Offset);
    Position End = Sources.position(E.File, E.Offset + E.Length);
    J.attribute("startLine", Begin.Line);
    J.attribute("startColumn", character(Begin));
    J.attribute("endLine", End.Line);
    J.attribute("endColumn", character(End));
  }

  void threadFlow(const Finding &F) {
    J.attributeArray("locations", [&] {
      step(F.At, F.Message);
      for (const ChainNote &N : F.Chain)
        step(N.At, N.Text);
    });
  }

  void step(const Position &At, llvm::StringRef Message) {
    J.object([&] {
      J.attributeObject("location", [&] {
        if (!At.File.empty())
          location(At);
        text("message", Message);
      });
    });
  }

  /// Line 0: the file as such.
  void location(const Position &At) {
    J.attributeObject("physicalLocation", [&] {
      J.attributeObject("artifactLocation", [&] { artifact(At.File); });
      if (At.Line)
        J.attributeObject("region", [&] {
          J.attribute("startLine", At.Line);
          J.attribute("startColumn", character(At));
        });
    });
  }

  void artifact(llvm::StringRef File) {
    std::string Relative = relativeTo(Run.Root, File);
    if (Relative == File) {
      J.attribute("uri", "file://" + encoded(File));
      return;
    }
    J.attribute("uri", encoded(Relative));
    J.attribute("uriBaseId", "SRCROOT");
  }

  /// SARIF counts characters where clang counts bytes.
  unsigned character(const Position &At) {
    unsigned Column = 1;
    for (char C : Sources.line(At.File, At.Line)
                      .take_front(At.Column ? At.Column - 1 : 0))
      Column += (C & 0xC0) != 0x80;
    return Column;
  }
};

void write(llvm::raw_ostream &OS, const Outcome &Run, SourceTexts &Sources) {
  SarifWriter(OS, Run, Sources).write();
  OS << '\n';
}

} // namespace

extern const Format Sarif;
const Format Sarif = {"for code scanning services and editors (SARIF 2.1.0)",
                      write, /*Repairs=*/true};

} // namespace cleanexit
