//===-- Html.cpp - Findings as a page to read -------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// One file that loads nothing. It can be read without its script, which adds
// filters, search and links into the page:
//
//   +- 12 findings in 7 files -------- [light/dark] -+
//   |  by check            by folder                 |   buttons that filter
//   +- [search]  [expand all] -----------------------+
//   |  src/pool.cpp                                  |
//   |  > blocking-call  14:11  destructor ... waits  |   <details>
//   |      1  in 'Pool::~Pool'      src/pool.cpp:14  |   the chain, with its
//   |         | 13 | ...                             |   source lines
//   |      2  'Pool::stop' calls ...                 |
//   +------------------------------------------------+
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "Version.inc"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

namespace cleanexit {
namespace {

#include "HtmlParts.inc"

/// Lines shown around the one that a step of the chain stands in.
constexpr unsigned LinesBefore = 3, LinesAfter = 2;

struct Escaped {
  llvm::StringRef Text;
  friend llvm::raw_ostream &operator<<(llvm::raw_ostream &OS, Escaped E) {
    llvm::printHTMLEscaped(E.Text, OS);
    return OS;
  }
};

/// A path or a qualified name, which may go on in the next line behind each of
/// its separators.
struct Breakable {
  llvm::StringRef Text, Separator;
  friend llvm::raw_ostream &operator<<(llvm::raw_ostream &OS, Breakable B) {
    llvm::StringRef Rest = B.Text;
    for (size_t At; (At = Rest.find(B.Separator)) != llvm::StringRef::npos;) {
      size_t End = At + B.Separator.size();
      OS << Escaped{Rest.take_front(End)} << "<wbr>";
      Rest = Rest.drop_front(End);
    }
    return OS << Escaped{Rest};
  }
};

/// Where the quotation that opens at Text's start ends, or npos: `'it's'` does
/// not end in the middle of a word.
size_t closingQuote(llvm::StringRef Text) {
  for (size_t End = Text.find('\'', 1); End != llvm::StringRef::npos;
       End = Text.find('\'', End + 1))
    if (End + 1 == Text.size() || !llvm::isAlnum(Text[End + 1]))
      return End;
  return llvm::StringRef::npos;
}

/// A message with its 'names' as code.
struct Prose {
  llvm::StringRef Text;
  friend llvm::raw_ostream &operator<<(llvm::raw_ostream &OS, Prose P) {
    llvm::StringRef Rest = P.Text;
    bool InWord = false;
    while (!Rest.empty()) {
      size_t End = Rest[0] == '\'' && !InWord ? closingQuote(Rest)
                                              : llvm::StringRef::npos;
      if (End != llvm::StringRef::npos) {
        OS << "<code>" << Breakable{Rest.slice(1, End), "::"} << "</code>";
        Rest = Rest.drop_front(End + 1);
        continue;
      }
      OS << Escaped{Rest.take_front()};
      InWord = llvm::isAlnum(Rest[0]);
      Rest = Rest.drop_front();
    }
    return OS;
  }
};

class HtmlWriter {
  llvm::raw_ostream &OS;
  const Outcome &Run;
  SourceTexts &Sources;

public:
  HtmlWriter(llvm::raw_ostream &OS, const Outcome &Run, SourceTexts &Sources)
      : OS(OS), Run(Run), Sources(Sources) {}

  void write() {
    std::string Project = llvm::sys::path::filename(Run.Root).str();
    OS << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta "
          "charset=\"utf-8\">\n<meta name=\"viewport\" "
          "content=\"width=device-width, initial-scale=1\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\""
          "default-src 'none'; style-src 'unsafe-inline'; "
          "script-src 'unsafe-inline'\">\n<title>"
       << Escaped{Project} << ": " << count(Run.Findings.size(), "finding")
       << " - CleanExit</title>\n<style>\n"
       << HtmlStyle << "</style>\n</head>\n<body>\n";
    header(Project);
    OS << "<main>\n";
    failures();
    if (Run.Findings.empty())
      OS << "<p class=\"nothing\">No cleanup misuse was found.</p>\n";
    else
      body();
    OS << "</main>\n<footer>CleanExit " CLEANEXIT_VERSION
          "</footer>\n<script>\n"
       << HtmlScript << "</script>\n</body>\n</html>\n";
  }

private:
  void header(llvm::StringRef Project) {
    llvm::StringMap<unsigned> Files;
    for (const Finding &F : Run.Findings)
      ++Files[F.At.File];
    OS << "<header class=\"top\"><div class=\"name\"><h1>" << Escaped{Project}
       << "</h1><p>Cleanup code that waits, talks, throws or holds a lock"
          "</p></div>\n<dl class=\"totals\">";
    total(Run.Findings.size(), "finding");
    if (unsigned Errors = llvm::count_if(Run.Findings, isError))
      total(Errors, "error");
    total(Files.size(), "file");
    total(Run.NumUnits, "TU");
    OS << "</dl>\n<button type=\"button\" class=\"theme needs-script\" "
          "aria-label=\"Switch between light and dark\"></button></header>\n";
  }

  void total(unsigned Number, llvm::StringRef Noun) {
    OS << "<div><dd>" << Number << "</dd><dt>" << Noun
       << (Number == 1 ? "" : "s") << "</dt></div>";
  }

  void failures() {
    if (Run.Failures.empty())
      return;
    OS << "<details class=\"failures\"><summary>"
       << count(Run.Failures.size(), "file")
       << " could not be analyzed, or not wholly</summary>\n<ul>\n";
    for (const Failure &F : Run.Failures)
      OS << "<li><b>" << Escaped{relativeTo(Run.Root, F.File)} << "</b><pre>"
         << Escaped{F.Why} << "</pre></li>\n";
    OS << "</ul></details>\n";
  }

  void body() {
    OS << "<section class=\"summary\" aria-label=\"Summary\">\n";
    byLevel();
    byCheck();
    byFolder();
    OS << "</section>\n"
          "<div class=\"tools needs-script\" role=\"search\">"
          "<input type=\"search\" placeholder=\"Search findings\""
          " aria-label=\"Search\"><span class=\"shown\" role=\"status\"></span>"
          "<button type=\"button\" class=\"clear\" hidden>Clear "
          "filters</button>"
          "<button type=\"button\" class=\"expand\">Expand all</button></div>\n"
          "<p class=\"nothing none-match\" hidden>No finding matches.</p>\n";
    findings();
  }

  static bool isError(const Finding &F) { return F.AsError; }

  /// Of interest only where there are both.
  void byLevel() {
    unsigned Errors = llvm::count_if(Run.Findings, isError);
    if (Errors == 0 || Errors == Run.Findings.size())
      return;
    OS << "<div class=\"panel wide\"><h2>By level</h2><ul class=\"bars\">\n";
    bar("level", "error", Errors, "", "is-error");
    bar("level", "warning", Run.Findings.size() - Errors, "", "");
    OS << "</ul></div>\n";
  }

  void byCheck() {
    llvm::StringMap<unsigned> Counts;
    for (const Finding &F : Run.Findings)
      ++Counts[F.Check];
    OS << "<div class=\"panel\"><h2>By check</h2><ul class=\"bars\">\n";
    for (const NamedCheck &C : allChecks())
      if (auto It = Counts.find(C.Name); It != Counts.end()) {
        bar("check", C.Name, It->second, C.Is->Promise, hue(C.Name));
        Counts.erase(It);
      }
    for (const auto &Other : Counts) // comments that silence nothing
      bar("check", Other.first(), Other.second, "", hue(Other.first()));
    OS << "</ul></div>\n";
  }

  void byFolder() {
    llvm::MapVector<llvm::StringRef, unsigned> Counts;
    std::vector<std::string> Folders;
    for (const Finding &F : Run.Findings)
      Folders.push_back(folder(F));
    for (const std::string &Folder : Folders)
      ++Counts[Folder];
    auto Sorted = Counts.takeVector();
    llvm::stable_sort(Sorted, [](const auto &A, const auto &B) {
      return A.second > B.second;
    });
    OS << "<div class=\"panel\"><h2>By folder</h2><ul class=\"bars\">\n";
    for (const auto &[Folder, N] : Sorted)
      bar("folder", Folder, N, "", "");
    OS << "</ul></div>\n";
  }

  /// A row that filters: a name, how many, and that as a share of all.
  void bar(llvm::StringRef Kind, llvm::StringRef Name, unsigned Number,
           llvm::StringRef Promise, llvm::StringRef Class) {
    OS << "<li><button type=\"button\" class=\"bar " << Class << "\" data-"
       << Kind << "=\"" << Escaped{Name}
       << "\" aria-pressed=\"false\"><span class=\"label\">" << Escaped{Name}
       << "</span><span class=\"number\">" << Number << "</span>";
    if (!Promise.empty())
      OS << "<span class=\"promise\">" << Escaped{Promise} << "</span>";
    OS << "<span class=\"track\"><i style=\"width:"
       << 100 * Number / Run.Findings.size()
       << "%\"></i></span></button></li>\n";
  }

  void findings() {
    llvm::StringRef File;
    for (const Finding &F : Run.Findings) { // sorted by file
      if (F.At.File != File) {
        OS << (File.empty() ? "" : "</section>\n")
           << "<section class=\"file\"><h2>"
           << Breakable{relativeTo(Run.Root, F.At.File), "/"} << "</h2>\n";
        File = F.At.File;
      }
      finding(F);
    }
    OS << "</section>\n";
  }

  void finding(const Finding &F) {
    OS << "<details class=\"finding " << hue(F.Check) << "\" id=\"f-"
       << F.Fingerprint << "\" data-check=\"" << Escaped{F.Check}
       << "\" data-folder=\"" << Escaped{folder(F)} << "\" data-level=\""
       << level(F) << "\">\n<summary><span class=\"facts\">"
       << (F.AsError ? "<span class=\"level\">error</span>" : "")
       << "<span class=\"check\">" << Escaped{F.Check}
       << "</span><span class=\"line\">line " << F.At.Line
       << "</span><span class=\"length\">" << count(F.Chain.size() + 1, "step")
       << "</span></span><span class=\"message\">" << Prose{F.Message}
       << "</span></summary>\n<ol class=\"walk\">\n";
    step(F.At, F.Cleanup.empty() ? "here" : "in '" + F.Cleanup + "'");
    for (const ChainNote &N : F.Chain)
      step(N.At, N.Text);
    OS << "</ol>\n<p class=\"more\"><a href=\"#f-" << F.Fingerprint
       << "\">Link to this finding</a> <span>Repairs: <code>cleanexit explain "
       << Escaped{F.Check} << "</code></span></p></details>\n";
  }

  void step(const Position &At, llvm::StringRef Text) {
    OS << "<li><p class=\"says\">" << Prose{Text} << "</p>";
    if (!At.File.empty()) {
      OS << "<p class=\"where\">"
         << Breakable{relativeTo(Run.Root, At.File), "/"} << ':' << At.Line
         << ':' << At.Column << "</p>";
      snippet(At);
    }
    OS << "</li>\n";
  }

  void snippet(const Position &At) {
    llvm::ArrayRef<llvm::StringRef> Lines = Sources.lines(At.File);
    if (At.Line == 0 || At.Line > Lines.size())
      return;
    unsigned First = At.Line > LinesBefore ? At.Line - LinesBefore : 1;
    unsigned Last = std::min<size_t>(Lines.size(), At.Line + LinesAfter);
    OS << "<div class=\"code\" tabindex=\"0\"><pre>";
    for (unsigned I = First; I <= Last; ++I) {
      OS << "<span class=\"" << (I == At.Line ? "row hit" : "row") << "\"><b>"
         << I << "</b><span>";
      if (I == At.Line)
        marked(Lines[I - 1], At.Column);
      else
        OS << Escaped{Lines[I - 1]};
      OS << "</span>\n</span>";
    }
    OS << "</pre></div>";
  }

  void marked(llvm::StringRef Line, unsigned Column) {
    llvm::StringRef Before = Line.take_front(Column ? Column - 1 : 0);
    llvm::StringRef Rest = Line.drop_front(Before.size());
    size_t Length = nameLength(Rest);
    OS << Escaped{Before} << "<mark>" << Escaped{Rest.take_front(Length)}
       << "</mark>" << Escaped{Rest.drop_front(std::min(Length, Rest.size()))};
  }

  std::string folder(const Finding &F) {
    std::string File = relativeTo(Run.Root, F.At.File);
    llvm::StringRef Folder = llvm::sys::path::parent_path(File);
    return ((Folder.empty() ? "." : Folder) + "/").str();
  }

  /// The class that colors a check, by its place among them all.
  static std::string hue(llvm::StringRef Check) {
    constexpr size_t NumHues = 8; // of Html.css
    llvm::ArrayRef<NamedCheck> All = allChecks();
    size_t I = 0;
    while (I < All.size() && All[I].Name != Check)
      ++I;
    return "hue" + std::to_string(I % NumHues);
  }
};

void write(llvm::raw_ostream &OS, const Outcome &Run, SourceTexts &Sources) {
  HtmlWriter(OS, Run, Sources).write();
}

} // namespace

extern const Format Html;
const Format Html = {"one page to read in a browser: chains, filters, search",
                     write};

} // namespace cleanexit
