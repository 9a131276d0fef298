//===-- Draft.cpp - Edits of source text in the making ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Formatting.h"
#include "Scan/Origins.h"
#include "clang/Lex/Lexer.h"
#include "clang/Tooling/Inclusions/HeaderIncludes.h"

using namespace clang;

namespace cleanexit {

void Draft::refuse(const llvm::Twine &Why) {
  if (Refused.empty())
    Refused = Why.str();
}

void Draft::edit(SourceLocation Where, unsigned Length,
                 const llvm::Twine &Text) {
  if (Where.isInvalid())
    return refuse("the place to edit is not found");
  if (Where.isMacroID())
    return refuse("the place to edit is inside a macro");
  auto [Id, Offset] = At.Sources.getDecomposedLoc(Where);
  OptionalFileEntryRef File = At.Sources.getFileEntryRefForID(Id);
  if (!File)
    return refuse("the place to edit is in no file");
  if (At.Sources.isInSystemHeader(Where))
    return refuse("the place to edit is in a system header");
  std::string Path = canonicalPath(*File, At.Sources.getFileManager());
  Edit New{Path, Offset, Length, Text.str()};
  std::vector<Edit> &Made = Edits[Path];
  // Insertions at one place follow each other, and are followed by what
  // replaces the text there.
  for (Edit &E : Made)
    if (E.Offset == Offset && (E.Length == 0 || Length == 0)) {
      E.Text = E.Length ? New.Text + E.Text : E.Text + New.Text;
      E.Length += Length;
      return;
    }
  Made.push_back(std::move(New));
}

void Draft::insert(SourceLocation Where, const llvm::Twine &Text) {
  edit(Where, 0, Text);
}

void Draft::insertBehind(SourceLocation Where, const llvm::Twine &Text) {
  if (Where.isMacroID())
    return refuse("the place to edit is inside a macro");
  edit(Lexer::getLocForEndOfToken(Where, 0, At.Sources,
                                  At.Context.getLangOpts()),
       0, Text);
}

void Draft::replace(SourceRange Tokens, const llvm::Twine &Text) {
  if (Tokens.getBegin().isMacroID() || Tokens.getEnd().isMacroID())
    return refuse("the place to edit is inside a macro");
  edit(Tokens.getBegin(), At.text(Tokens).size(), Text);
}

/// What a statement ends with: `if (a) b(); else c();` with `c()`.
static const Stmt &lastOf(const Stmt &S) {
  const Stmt *Below = nullptr;
  if (const auto *If = dyn_cast<IfStmt>(&S))
    Below = If->getElse() ? If->getElse() : If->getThen();
  else if (const auto *For = dyn_cast<ForStmt>(&S))
    Below = For->getBody();
  else if (const auto *Range = dyn_cast<CXXForRangeStmt>(&S))
    Below = Range->getBody();
  else if (const auto *While = dyn_cast<WhileStmt>(&S))
    Below = While->getBody();
  return Below ? lastOf(*Below) : S;
}

/// Where a statement begins in its file; invalid inside a macro. One that a
/// macro stands for as a whole begins with the macro's name.
SourceLocation Draft::beginOf(const Stmt &S) {
  SourceLocation Begin = S.getBeginLoc(), Name;
  if (Begin.isFileID())
    return Begin;
  SourceLocation Whole = At.Sources.getExpansionLoc(Begin);
  if (At.Sources.isMacroArgExpansion(Begin) ||
      (S.getEndLoc().isMacroID() &&
       At.Sources.getExpansionLoc(S.getEndLoc()) != Whole))
    return {};
  return Lexer::isAtStartOfMacroExpansion(Begin, At.Sources,
                                          At.Context.getLangOpts(), &Name)
             ? Name
             : SourceLocation();
}

/// The location behind a statement and its semicolon; invalid in a macro.
SourceLocation Draft::endOf(const Stmt &S) {
  SourceLocation End = S.getEndLoc();
  const LangOptions &Language = At.Context.getLangOpts();
  if (SourceLocation Begin = beginOf(S);
      S.getBeginLoc().isMacroID() && End.isMacroID() && Begin.isValid()) {
    End = At.Sources.getExpansionRange(S.getBeginLoc()).getEnd();
    std::optional<Token> Next = Lexer::findNextToken(End, At.Sources, Language);
    if (Next && Next->is(tok::semi))
      End = Next->getLocation();
    return Lexer::getLocForEndOfToken(End, 0, At.Sources, Language);
  }
  // What ends a macro ends where the macro's use does: `LOG("…");`
  if (SourceLocation Last;
      End.isMacroID() && !At.Sources.isMacroArgExpansion(End) &&
      Lexer::isAtEndOfMacroExpansion(End, At.Sources, Language, &Last))
    End = Last;
  if (End.isMacroID())
    return {};
  if (isa<Expr, ReturnStmt, BreakStmt, ContinueStmt, DoStmt, GotoStmt>(
          lastOf(S)))
    return Lexer::findLocationAfterToken(
        End, tok::semi, At.Sources, Language,
        /*SkipTrailingWhitespaceAndNewLine=*/false);
  return Lexer::getLocForEndOfToken(End, 0, At.Sources, Language);
}

/// The same, behind a comment that ends the line.
SourceLocation Draft::behind(const Stmt &S) {
  SourceLocation End = endOf(S);
  if (End.isInvalid())
    return {};
  auto [Id, Offset] = At.Sources.getDecomposedLoc(End);
  llvm::StringRef Rest = At.Sources.getBufferData(Id).drop_front(Offset);
  llvm::StringRef Line = Rest.take_until([](char C) { return C == '\n'; });
  if (Line.ltrim().starts_with("//"))
    return End.getLocWithOffset(Line.rtrim().size());
  return End;
}

void Draft::before(const Stmt &S, const llvm::Twine &Text) {
  SourceLocation Begin = beginOf(S);
  if (Begin.isInvalid())
    return refuse("the place to edit is inside a macro");
  insert(Begin, Text + "\n");
}

void Draft::after(const Stmt &S, const llvm::Twine &Text) {
  SourceLocation End = behind(S);
  if (End.isInvalid())
    return refuse("the place to edit is inside a macro");
  insert(End, "\n" + Text);
}

bool Draft::hasDirective(SourceLocation From, SourceLocation To) {
  auto [Id, Begin] = At.Sources.getDecomposedLoc(From);
  auto [Same, End] = At.Sources.getDecomposedLoc(To);
  if (Id != Same || End < Begin)
    return true;
  llvm::SmallVector<llvm::StringRef, 8> Lines;
  At.Sources.getBufferData(Id).slice(Begin, End).split(Lines, '\n');
  return llvm::any_of(Lines, [](llvm::StringRef Line) {
    return Line.ltrim().starts_with("#");
  });
}

bool Draft::hasDirective(const Stmt &S) {
  return hasDirective(S.getBeginLoc(), S.getEndLoc());
}

void Draft::wrap(const Stmt &First, const Stmt &Last, const llvm::Twine &Head,
                 const llvm::Twine &Tail) {
  SourceLocation Begin = beginOf(First), End = behind(Last);
  if (Begin.isInvalid() || End.isInvalid())
    return refuse("the place to edit is inside a macro");
  if (hasDirective(Begin, End))
    return refuse("a preprocessor directive is in between");
  before(First, Head);
  after(Last, Tail);
  auto [Id, From] = At.Sources.getDecomposedLoc(Begin);
  std::string Path = canonicalPath(*At.Sources.getFileEntryRefForID(Id),
                                   At.Sources.getFileManager());
  Wrapped[Path].push_back({From, At.Sources.getFileOffset(End)});
}

void Draft::replace(const Stmt &S, const llvm::Twine &Text) {
  SourceLocation Begin = S.getBeginLoc(), End = endOf(S);
  if (Begin.isMacroID() || End.isInvalid())
    return refuse("the place to edit is inside a macro");
  edit(Begin, At.Sources.getFileOffset(End) - At.Sources.getFileOffset(Begin),
       Text);
}

void Draft::addFlag(const Expr &Flags, llvm::StringRef Flag) {
  if (isa<AbstractConditionalOperator>(Flags.IgnoreImpCasts()))
    return refuse("the flags are chosen by a condition");
  const auto *Zero = dyn_cast<IntegerLiteral>(Flags.IgnoreParenImpCasts());
  if (Zero && Zero->getValue() == 0)
    replace(Flags.getSourceRange(), Flag);
  else // a flag's macro is named, not changed
    insert(At.Sources.getExpansionLoc(Flags.getBeginLoc()), Flag + " | ");
}

void Draft::remove(const Stmt &S) {
  SourceLocation Begin = beginOf(S), End = behind(S);
  if (Begin.isInvalid() || End.isInvalid())
    return refuse("the place to edit is inside a macro");
  auto [Id, From] = At.Sources.getDecomposedLoc(Begin);
  unsigned To = At.Sources.getFileOffset(End);
  llvm::StringRef Code = At.Sources.getBufferData(Id);
  size_t Indented = Code.take_front(From).rtrim(" \t").size();
  if (Code.take_front(Indented).ends_with("\n") &&
      Code.drop_front(To).starts_with("\n")) {
    From = Indented;
    ++To;
  }
  edit(At.Sources.getComposedLoc(Id, From), To - From, "");
}

void Draft::include(llvm::StringRef Header, llvm::StringRef Declares) {
  if (!Declares.empty() && At.hasStd(Declares))
    return;
  OptionalFileEntryRef File =
      At.Sources.getFileManager().getOptionalFileRef(At.Of.At.File);
  if (!File)
    return refuse("the file is gone");
  FileID Id = At.Sources.translateFile(*File);
  llvm::StringRef Code = At.Sources.getBufferData(Id);
  format::FormatStyle Style = styleOf(At.Of.At.File, Code);
  tooling::HeaderIncludes Includes(At.Of.At.File, Code, Style.IncludeStyle);
  std::optional<tooling::Replacement> Added = Includes.insert(
      Header.trim("<>"), /*IsAngled=*/true, tooling::IncludeDirective::Include);
  if (!Added)
    return;
  edit(At.Sources.getComposedLoc(Id, Added->getOffset()), Added->getLength(),
       Added->getReplacementText());
}

std::vector<Edit> Draft::formatted(llvm::StringRef File) {
  const std::vector<Edit> &Made = Edits[File.str()];
  OptionalFileEntryRef Entry =
      At.Sources.getFileManager().getOptionalFileRef(File);
  if (!Entry)
    return refuse("the file is gone"), std::vector<Edit>();
  llvm::StringRef Code =
      At.Sources.getBufferData(At.Sources.translateFile(*Entry));
  std::vector<Stretch> Moved;
  for (const Lines &L : Wrapped[File.str()])
    Moved.push_back({L.First, L.Last - L.First});
  auto Done = cleanexit::formatted(Made, Moved, Code);
  if (Done)
    return std::move(*Done);
  llvm::consumeError(Done.takeError());
  return refuse("its edits overlap"), std::vector<Edit>();
}

Repair Draft::finish() {
  Repair Done{Is, "", Sentence, {}};
  if (Refused.empty())
    for (const auto &Each : Edits)
      llvm::append_range(Done.Edits, formatted(Each.first));
  if (Refused.empty() && !Done.Edits.empty())
    return Done;
  Done.Is = Tier::Manual;
  Done.Edits.clear();
  if (!Refused.empty())
    Done.Sentence += "; not done here: " + Refused;
  return Done;
}

} // namespace cleanexit
