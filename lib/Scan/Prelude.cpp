//===-- Prelude.cpp - Headers from outside, parsed once for many TUs ------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Prelude.h"
#include "Scan/Origins.h"
#include "Scan/PreludeGuard.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <set>

using namespace clang;

namespace cleanexit {
namespace {

/// Below this a prelude costs more than it saves.
constexpr size_t FewestUsers = 4;
/// Sources of a group whose includes are read; more of them name few more.
constexpr size_t Sampled = 32;

/// `c++ file.c` is C++.
bool isC(const tooling::CompileCommand &Command) {
  return llvm::StringRef(Command.Filename).ends_with(".c") &&
         !llvm::StringRef(Command.CommandLine.front()).contains("++");
}

/// What of a command the headers from outside may depend on.
struct Commanded {
  /// Empty: no prelude can be used.
  std::vector<std::string> Arguments;
  /// -DNAME: a project's own macros mean nothing to most headers from outside,
  /// and the guard knows to which they do.
  std::vector<std::string> Macros;
  /// -I/usr/include/glib-2.0
  std::vector<std::string> Folders;
};

Commanded commanded(const tooling::CompileCommand &Command) {
  Commanded Kept;
  if (Command.CommandLine.empty())
    return Kept;
  Kept.Arguments = {Command.CommandLine.front(),
                    isC(Command) ? "-xc" : "-xc++"};
  auto Macro = [&](llvm::StringRef A) {
    const llvm::StringRef Name = A.drop_front(2);
    (Name.starts_with("_") || Name == "NDEBUG" ? Kept.Arguments : Kept.Macros)
        .push_back(A.str());
  };
  auto Folder = [&](llvm::StringRef How, llvm::StringRef Path) {
    if (isInstalledPath((Path + "/").str()))
      Kept.Folders.push_back((How + Path).str());
  };
  for (size_t I = 1; I < Command.CommandLine.size(); ++I) {
    llvm::StringRef A = Command.CommandLine[I];
    if (A.starts_with("-include") || A == "-x" || A == "-Xclang" ||
        A.starts_with("@") || A.starts_with("-fmodule"))
      return {};
    const bool HasNext = I + 1 < Command.CommandLine.size();
    if ((A == "-I" || A == "-isystem" || A == "-D" || A == "-U") && HasNext) {
      llvm::StringRef Next = Command.CommandLine[++I];
      if (A == "-D" || A == "-U")
        Macro((A + Next).str());
      else
        Folder(A, Next);
    } else if (A == "-o" || A == "-iquote" || A == "-MF" || A == "-MT" ||
               A == "-MQ" || A == "-idirafter") {
      ++I;
    } else if (A.starts_with("-D") || A.starts_with("-U")) {
      Macro(A);
    } else if (A.starts_with("-isystem")) {
      Folder("-isystem", A.drop_front(8));
    } else if (A.starts_with("-I")) {
      Folder("-I", A.drop_front(2));
    } else if (A.starts_with("-std=") || A.starts_with("-stdlib=") ||
               A.starts_with("-m") || A.starts_with("-f") ||
               A.starts_with("-O") || A.starts_with("--target") ||
               A.starts_with("-nostd") || A == "-pthread") {
      Kept.Arguments.push_back(A.str());
    }
  }
  return Kept;
}

/// Reads include lines, through the project's own headers.
class IncludeReader {
  llvm::vfs::FileSystem &FS;
  struct Line {
    enum Kind : uint8_t { Quoted, Angled, Defines } Is;
    std::string Name;  ///< of the header or macro
    bool Sure = false; ///< stands under no condition, but for a header's guard
    bool isInclude() const { return Is == Quoted || Is == Angled; }
  };
  llvm::StringMap<std::vector<Line>> Files;

  /// `ifndef NAME`, `if !defined(NAME)`
  static llvm::StringRef guardIn(llvm::StringRef Directive) {
    if (!Directive.consume_front("ifndef")) {
      if (!Directive.consume_front("if"))
        return "";
      Directive = Directive.ltrim();
      if (!Directive.consume_front("!"))
        return "";
      Directive = Directive.ltrim();
      if (!Directive.consume_front("defined"))
        return "";
    }
    return Directive.trim(" \t\r()");
  }

  const std::vector<Line> &lines(const std::string &Path) {
    auto [It, New] = Files.try_emplace(Path);
    if (!New)
      return It->second;
    auto Buffer = FS.getBufferForFile(Path);
    if (!Buffer)
      return It->second;
    llvm::StringRef Rest = (*Buffer)->getBuffer();
    llvm::StringRef Guard; // what the first directive asks for
    int Depth = 0;
    for (unsigned Directive = 0; !Rest.empty();) {
      auto [Text, Next] = Rest.split('\n');
      Rest = Next;
      Text = Text.ltrim();
      if (!Text.consume_front("#"))
        continue;
      Text = Text.ltrim();
      if (++Directive == 1)
        Guard = guardIn(Text);
      if (Text.starts_with("if"))
        Depth += Directive != 1 || Guard.empty();
      else if (Text.starts_with("endif"))
        --Depth;
      if (Text.consume_front("define")) {
        Text = Text.ltrim();
        auto [Macro, Body] = Text.rtrim().split(' ');
        if (Directive == 2 && Macro == Guard)
          continue;
        if (Macro.starts_with("_"))
          It->second.push_back({Line::Defines, Macro.str()});
        continue;
      }
      if (!Text.consume_front("include"))
        continue;
      Text = Text.ltrim();
      const bool Angled = Text.consume_front("<");
      if (!Angled && !Text.consume_front("\""))
        continue;
      It->second.push_back(
          {Angled ? Line::Angled : Line::Quoted,
           Text.take_until([](char C) { return C == '>' || C == '"'; }).str(),
           Depth <= 0});
    }
    return It->second;
  }

  std::string found(llvm::StringRef Name, llvm::StringRef From, bool Angled,
                    llvm::ArrayRef<std::string> Folders) {
    auto In = [&](llvm::StringRef Folder) {
      llvm::SmallString<256> Path(Folder);
      llvm::sys::path::append(Path, Name);
      return FS.exists(Path) ? std::string(Path) : std::string();
    };
    if (!Angled)
      if (std::string Path = In(llvm::sys::path::parent_path(From));
          !Path.empty())
        return Path;
    for (llvm::StringRef Folder : Folders)
      if (std::string Path = In(Folder); !Path.empty())
        return Path;
    return "";
  }

  static std::string absolute(const tooling::CompileCommand &Command,
                              llvm::StringRef Path) {
    llvm::SmallString<256> Full(Path);
    if (!llvm::sys::path::is_absolute(Full)) {
      Full = Command.Directory;
      llvm::sys::path::append(Full, Path);
    }
    return std::string(Full);
  }

  static std::vector<std::string>
  folders(const tooling::CompileCommand &Command) {
    std::vector<std::string> Folders;
    llvm::ArrayRef<std::string> Args = Command.CommandLine;
    for (size_t I = 1; I < Args.size(); ++I) {
      llvm::StringRef A = Args[I];
      if ((A == "-I" || A == "-isystem" || A == "-iquote") &&
          I + 1 < Args.size())
        Folders.push_back(absolute(Command, Args[++I]));
      else if (A.consume_front("-I") || A.consume_front("-isystem") ||
               A.consume_front("-iquote"))
        Folders.push_back(absolute(Command, A));
    }
    return Folders;
  }

  /// False once a header from outside is met for sure.
  bool lead(const std::string &Path, llvm::ArrayRef<std::string> Folders,
            llvm::StringSet<> &Seen, std::string &Found) {
    for (const Line &L : lines(Path)) {
      if (!L.isInclude()) {
        Found += L.Name + "\n";
        continue;
      }
      const std::string Own =
          found(L.Name, Path, L.Is == Line::Angled, Folders);
      const bool Ends =
          Own.empty() || isOutsidePath(Own) ||
          (Seen.insert(Own).second && !lead(Own, Folders, Seen, Found));
      if (Ends && L.Sure)
        return false;
    }
    return true;
  }

public:
  explicit IncludeReader(llvm::vfs::FileSystem &FS) : FS(FS) {}

  /// The first header that a source includes, if it is the project's.
  std::string first(const tooling::CompileCommand &Command) {
    const std::string Path = absolute(Command, Command.Filename);
    for (const Line &L : lines(Path))
      if (L.isInclude()) {
        llvm::SmallString<256> Real;
        if (FS.getRealPath(
                found(L.Name, Path, L.Is == Line::Angled, folders(Command)),
                Real) ||
            isOutsidePath(Real))
          return "";
        return std::string(Real);
      }
    return "";
  }

  /// Names of the implementation that are defined in front of the first header
  /// from outside, under whatever conditions.
  std::string lead(const tooling::CompileCommand &Command) {
    std::string Found;
    llvm::StringSet<> Seen;
    const std::string Path = absolute(Command, Command.Filename);
    Seen.insert(Path);
    lead(Path, folders(Command), Seen, Found);
    return Found;
  }

  /// Visits what is included from outside, each once, as it is written.
  void read(const tooling::CompileCommand &Command,
            llvm::function_ref<void(llvm::StringRef)> Outside) {
    const std::vector<std::string> Folders = folders(Command);
    llvm::StringSet<> Seen;
    std::vector<std::string> Todo{absolute(Command, Command.Filename)};
    for (size_t Next = 0; Next != Todo.size(); ++Next) {
      const std::string Path = Todo[Next];
      for (const Line &L : lines(Path)) {
        if (!L.isInclude())
          continue;
        std::string Own = found(L.Name, Path, L.Is == Line::Angled, Folders);
        const bool Outer = Own.empty() || isOutsidePath(Own);
        if (!Seen.insert(Outer ? "<" + L.Name : Own).second)
          continue;
        if (Outer)
          Outside(L.Name);
        else
          Todo.push_back(std::move(Own));
      }
    }
  }
};

/// Notes the lines of a source that lead to errors, in it or in what it includes.
class ErrorLines : public DiagnosticConsumer {
public:
  std::set<unsigned> Found; ///< from 1

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (Level < DiagnosticsEngine::Error || !Info.hasSourceManager() ||
        Info.getLocation().isInvalid())
      return;
    const SourceManager &Sources = Info.getSourceManager();
    SourceLocation At = Sources.getFileLoc(Info.getLocation());
    while (Sources.getFileID(At) != Sources.getMainFileID()) {
      At = Sources.getIncludeLoc(Sources.getFileID(At));
      if (At.isInvalid())
        return;
    }
    Found.insert(Sources.getSpellingLineNumber(At));
  }
};

/// Runs an action over a source that is only in memory.
bool runOver(const std::string &Source, const std::string &Path,
             std::vector<std::string> Args, const std::string &Directory,
             const ScanOptions &Options, std::unique_ptr<FrontendAction> Action,
             DiagnosticConsumer &Diagnostics) {
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Memory->addFile(Path, 0, llvm::MemoryBuffer::getMemBufferCopy(Source));
  auto FS = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
      llvm::vfs::createPhysicalFileSystem());
  FS->pushOverlay(Memory);
  if (FS->setCurrentWorkingDirectory(Directory))
    return false;
  auto Files = llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), FS);
  for (const char *Own : {"-fsyntax-only", "-w", "-Qunused-arguments",
                          "-Wno-unknown-warning-option"})
    Args.push_back(Own);
  if (!Options.ResourceDir.empty())
    Args.push_back("-resource-dir=" + Options.ResourceDir);
  Args.push_back(Path);
  tooling::ToolInvocation Run(std::move(Args), std::move(Action), Files.get(),
                              std::make_shared<PCHContainerOperations>());
  Run.setDiagnosticConsumer(&Diagnostics);
  return Run.run();
}

/// Notes the folders that <> is searched in.
class FolderAction : public PreprocessOnlyAction {
  std::vector<std::string> &Folders;

public:
  explicit FolderAction(std::vector<std::string> &Folders) : Folders(Folders) {}
  void ExecuteAction() override {
    HeaderSearch &Search =
        getCompilerInstance().getPreprocessor().getHeaderSearchInfo();
    for (const DirectoryLookup &Folder : Search.search_dir_range())
      Folders.push_back(Folder.getName().str());
  }
};

/// Only the toolchain's bodies are left out.
class BodySkipper : public ASTConsumer {
  Origins From;

public:
  explicit BodySkipper(const SourceManager &Sources) : From(Sources) {}
  bool shouldSkipFunctionBody(Decl *D) override {
    return From.of(D->getLocation()) == Origins::Toolchain;
  }
};

/// Which file includes which, and what was skipped of each.
class InclusionNotes : public PPCallbacks {
public:
  using Edges = std::set<std::pair<std::string, std::string>>;
  /// Offsets from and to; as often as the file was entered.
  using Skipped = std::map<FileID, std::vector<std::pair<unsigned, unsigned>>>;

  InclusionNotes(const SourceManager &Sources, Edges &Found, Skipped &Left)
      : Sources(Sources), Names(Sources), Found(Found), Left(Left) {}

  void LexedFileChanged(FileID In, LexedFileChangeReason Reason,
                        SrcMgr::CharacteristicKind, FileID,
                        SourceLocation) override {
    if (Reason == LexedFileChangeReason::EnterFile)
      Left[In];
  }
  void SourceRangeSkipped(SourceRange Range, SourceLocation) override {
    auto [In, From] = Sources.getDecomposedLoc(Range.getBegin());
    auto [Also, To] = Sources.getDecomposedLoc(Range.getEnd());
    if (In == Also)
      Left[In].push_back({From, To});
  }

  void InclusionDirective(SourceLocation At, const Token &, llvm::StringRef,
                          bool, CharSourceRange, OptionalFileEntryRef File,
                          llvm::StringRef, llvm::StringRef, const Module *,
                          bool, SrcMgr::CharacteristicKind) override {
    if (File)
      Found.emplace(Names.file(Sources.getFileID(At)).str(),
                    canonicalPath(*File, Sources.getFileManager()));
  }

private:
  const SourceManager &Sources;
  Origins Names;
  Edges &Found;
  Skipped &Left;
};

class PrecompileAction : public GeneratePCHAction {
  MadePrelude &Made;

public:
  explicit PrecompileAction(MadePrelude &Made) : Made(Made) {}

  bool BeginInvocation(CompilerInstance &Compiler) override {
    Compiler.getFrontendOpts().OutputFile = Made.File;
    Compiler.getFrontendOpts().SkipFunctionBodies = true;
    Compiler.getLangOpts().CompilingPCH = true;
    return GeneratePCHAction::BeginInvocation(Compiler);
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef In) override {
    std::vector<std::unique_ptr<ASTConsumer>> Both;
    Both.push_back(GeneratePCHAction::CreateASTConsumer(Compiler, In));
    if (!Both.front())
      return nullptr;
    Both.push_back(std::make_unique<BodySkipper>(Compiler.getSourceManager()));
    return std::make_unique<MultiplexConsumer>(std::move(Both));
  }
  bool BeginSourceFileAction(CompilerInstance &Compiler) override {
    Compiler.getPreprocessor().addPPCallbacks(std::make_unique<InclusionNotes>(
        Compiler.getSourceManager(), Edges, Left));
    return GeneratePCHAction::BeginSourceFileAction(Compiler);
  }
  void EndSourceFileAction() override {
    const SourceManager &Sources = getCompilerInstance().getSourceManager();
    std::map<std::string, llvm::StringRef> Texts;
    for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It)
      if (std::string Path = canonicalPath(It->first, Sources.getFileManager());
          isOutsidePath(Path))
        Texts[std::move(Path)] =
            It->second->getBufferDataIfLoaded().value_or("");
    Origins Names(Sources);
    std::map<std::string, Inclusions> Entered;
    for (const auto &[In, Ranges] : Left)
      Entered[Names.file(In).str()].push_back(&Ranges);
    llvm::StringMap<unsigned> Index;
    for (const auto &[Path, Text] : Texts) {
      Index[Path] = Made.Headers.size();
      noteNames(Text, Made.Headers.size(), Entered[Path]);
      Made.Headers.push_back(Path);
    }
    Made.Includes.resize(Made.Headers.size());
    for (const auto &[From, To] : Edges)
      if (auto Outer = Index.find(From), Inner = Index.find(To);
          Outer != Index.end() && Inner != Index.end())
        Made.Includes[Outer->second].push_back(Inner->second);
    GeneratePCHAction::EndSourceFileAction();
  }

private:
  InclusionNotes::Edges Edges;
  InclusionNotes::Skipped Left;
  /// What was left out of a file each time that it was entered.
  using Inclusions =
      std::vector<const std::vector<std::pair<unsigned, unsigned>> *>;

  static bool isLeftOut(unsigned Offset, const Inclusions &All) {
    return !All.empty() && llvm::all_of(All, [&](const auto *Ranges) {
      return llvm::any_of(*Ranges, [&](auto Range) {
        return Range.first <= Offset && Offset < Range.second;
      });
    });
  }

  /// A name in what was skipped means nothing, as long as those in the
  /// conditions mean the same.
  void noteNames(llvm::StringRef Text, unsigned Header, const Inclusions &All) {
    Lexer Raw(SourceLocation(), getCompilerInstance().getLangOpts(),
              Text.begin(), Text.begin(), Text.end());
    Token T;
    bool Begins = false, IsCondition = false; // a directive; of its line
    do {
      Raw.LexFromRawLexer(T);
      if (T.isAtStartOfLine())
        IsCondition = false;
      const bool IsKeyword =
          std::exchange(Begins, T.is(tok::hash) && T.isAtStartOfLine());
      if (T.isNot(tok::raw_identifier))
        continue;
      const llvm::StringRef Name = T.getRawIdentifier();
      if (IsKeyword)
        IsCondition = Name.starts_with("if") || Name.starts_with("elif");
      if (!IsCondition &&
          isLeftOut(Raw.getCurrentBufferOffset() - T.getLength(), All))
        continue;
      MadePrelude::Indices &In = Made.Names[Name];
      if (In.empty() || In.back() != Header)
        In.push_back(Header);
    } while (T.isNot(tok::eof));
  }
};

/// `#include`s of these headers.
std::string sourceOf(const Prelude &P, llvm::ArrayRef<std::string> Headers) {
  std::string Source;
  for (const LeadingMacro &M : P.Lead)
    Source += "#define " + M.Name + " " + M.Body + "\n";
  for (const std::string &Header : Headers)
    Source += "#include <" + Header + ">\n";
  // So that the TU's own definition is seen.
  for (const LeadingMacro &M : P.Lead)
    Source += "#undef " + M.Name + "\n";
  return Source;
}

std::vector<std::string> argumentsFor(const Prelude &P) {
  std::vector<std::string> Args = P.Arguments;
  for (std::string &A : Args)
    if (A == "-xc" || A == "-xc++")
      A += "-header";
  return Args;
}

/// Takes out the headers that led to errors; false if there are none.
bool dropRefused(const Prelude &P, const ErrorLines &Errors,
                 std::vector<std::string> &Headers) {
  bool Any = false;
  for (unsigned Line : llvm::reverse(Errors.Found))
    if (Line > P.Lead.size() && Line <= P.Lead.size() + Headers.size()) {
      Headers.erase(Headers.begin() + (Line - 1 - P.Lead.size()));
      Any = true;
    }
  return Any;
}

/// Writes and precompiles `#include`s of these headers.
bool precompile(const Prelude &P, llvm::ArrayRef<std::string> Headers,
                const ScanOptions &Options, MadePrelude &Made,
                ErrorLines &Errors) {
  const std::string Source = sourceOf(P, Headers);
  // Clang looks at the sources of a precompiled header again: it is a file.
  const std::string Path = Made.File + ".h";
  std::error_code Error;
  {
    llvm::raw_fd_ostream Out(Path, Error);
    if (!Error)
      Out << Source;
  }
  if (!Error &&
      runOver(Source, Path, argumentsFor(P), P.Directory, Options,
              std::make_unique<PrecompileAction>(Made), Errors) &&
      llvm::sys::fs::exists(Made.File))
    return true;
  llvm::sys::fs::remove(Path);
  llvm::sys::fs::remove(Made.File);
  Made.Headers.clear();
  Made.Includes.clear();
  Made.Names.clear();
  return false;
}

/// Takes out what no TU of this target includes, although its sources name it:
/// <arm_neon.h> on a PC, <intrin.h>. Each round ends at what is not found.
void dropForeign(const Prelude &P, const ScanOptions &Options,
                 std::vector<std::string> &Headers) {
  constexpr unsigned Rounds = 8;
  for (unsigned Round = 0; Round != Rounds; ++Round) {
    ErrorLines Errors;
    runOver(sourceOf(P, Headers), "/cleanexit-headers.h", argumentsFor(P),
            P.Directory, Options, std::make_unique<PreprocessOnlyAction>(),
            Errors);
    if (!dropRefused(P, Errors, Headers))
      return;
  }
}

/// The headers from outside that some of the group's sources include.
void findHeaders(Prelude &P, llvm::ArrayRef<tooling::CompileCommand> Commands,
                 const ScanOptions &Options, IncludeReader &Reader,
                 llvm::vfs::FileSystem &FS) {
  llvm::MapVector<llvm::StringRef, unsigned> Uses;
  llvm::StringSet<> Names;
  const size_t Stride = (P.Users.size() + Sampled - 1) / Sampled;
  unsigned NumRead = 0;
  for (size_t I = 0; I < P.Users.size(); I += Stride, ++NumRead)
    Reader.read(Commands[P.Users[I]], [&](llvm::StringRef Name) {
      ++Uses[Names.insert(Name).first->getKey()];
    });
  std::vector<std::string> Folders;
  IgnoringDiagConsumer Silence;
  runOver("", "/cleanexit-folders.h", P.Arguments, P.Directory, Options,
          std::make_unique<FolderAction>(Folders), Silence);
  for (const auto &[Name, Count] : Uses)
    for (const std::string &Folder : Folders) {
      const std::string Path = Folder + "/" + Name.str();
      if (!FS.exists(Path))
        continue;
      if (isToolchainPath(Path))
        P.Toolchain.push_back(Name.str());
      else if (isInstalledPath(Path) && Count * 2 >= NumRead)
        P.Libraries.push_back(Name.str());
      break;
    }
  llvm::sort(P.Toolchain);
}

/// config.h: what most sources include before anything else.
std::string commonFirst(llvm::ArrayRef<tooling::CompileCommand> Commands,
                        IncludeReader &Reader) {
  llvm::StringMap<size_t> Counts;
  for (const tooling::CompileCommand &Command : Commands)
    if (std::string First = Reader.first(Command); !First.empty())
      if (++Counts[First] * 2 > Commands.size())
        return First;
  return "";
}

} // namespace

std::vector<Prelude>
planPreludes(llvm::ArrayRef<tooling::CompileCommand> Commands,
             const ScanOptions &Options,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) {
  struct Group {
    Prelude Plan;
    std::vector<std::string> Macros, Folders;
  };
  std::map<std::pair<std::vector<std::string>, std::string>, Group> Groups;
  IncludeReader Reader(*FS);
  const std::string Configures = commonFirst(Commands, Reader);
  for (size_t I = 0; I < Commands.size(); ++I) {
    Commanded Of = commanded(Commands[I]);
    if (Of.Arguments.empty())
      continue;
    const bool Begins =
        !Configures.empty() && Reader.first(Commands[I]) == Configures;
    Group &G = Groups[{Of.Arguments,
                       (Begins ? Configures : "") + Reader.lead(Commands[I])}];
    if (G.Plan.Users.empty()) {
      G.Plan.Arguments = Of.Arguments;
      G.Plan.Directory = Commands[I].Directory;
      G.Macros = Of.Macros;
    }
    llvm::erase_if(G.Macros, [&](const std::string &M) {
      return !llvm::is_contained(Of.Macros, M);
    });
    for (std::string &Folder : Of.Folders)
      if (!llvm::is_contained(G.Folders, Folder))
        G.Folders.push_back(std::move(Folder));
    G.Plan.Users.push_back(I);
  }
  std::vector<Prelude> Plans;
  for (auto &[Key, G] : Groups) {
    Prelude &P = G.Plan;
    if (P.Users.size() < FewestUsers)
      continue;
    llvm::append_range(P.Arguments, G.Macros);
    llvm::append_range(P.Arguments, G.Folders);
    if (!Key.second.empty())
      P.Lead =
          leadingMacros(Commands[P.Users.front()], Configures, Options, FS);
    findHeaders(P, Commands, Options, Reader, *FS);
    if (!P.Toolchain.empty() || !P.Libraries.empty())
      Plans.push_back(std::move(P));
  }
  return Plans;
}

llvm::Expected<MadePrelude> precompile(const Prelude &P, llvm::StringRef File,
                                       const ScanOptions &Options) {
  MadePrelude Made;
  Made.File = File.str();
  Made.Lead = P.Lead;
  std::vector<std::string> Headers = P.Toolchain;
  llvm::append_range(Headers, P.Libraries);
  constexpr unsigned Rounds = 3;
  for (unsigned Round = 0; Round != Rounds && !Headers.empty(); ++Round) {
    ErrorLines Errors;
    if (precompile(P, Headers, Options, Made, Errors))
      return Made;
    if (!dropRefused(P, Errors, Headers))
      break;
    dropForeign(P, Options, Headers);
  }
  return llvm::createStringError(
      "the headers of %zu TUs cannot be parsed together", P.Users.size());
}

} // namespace cleanexit
