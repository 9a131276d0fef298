//===-- Doctor.cpp - cleanexit doctor: what a database lacks ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   problem: 'version.h' is not there, and the build makes it
//     of: src/main.cpp, src/about.cpp
//     mend: ninja -C build
//
//===----------------------------------------------------------------------===//

#include "Ailments.h"
#include "Analysis.h"
#include "Commands.h"
#include "Processes.h"
#include "Verb.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>
#include <thread>

using clang::tooling::CompileCommand;
namespace path = llvm::sys::path;

namespace cleanexit {
namespace {

/// The folder of the database, and what is known of how it is built.
class BuildFolder {
  const std::string Folder;
  std::string Rules;

  bool has(llvm::StringRef Name) const {
    llvm::SmallString<256> File(Folder);
    path::append(File, Name);
    return llvm::sys::fs::exists(File);
  }

public:
  explicit BuildFolder(llvm::StringRef Database)
      : Folder(path::parent_path(Database).empty()
                   ? "."
                   : path::parent_path(Database).str()) {
    for (llvm::StringRef Name : {"build.ninja", "Makefile"}) {
      llvm::SmallString<256> File(Folder);
      path::append(File, Name);
      if (auto Text = llvm::MemoryBuffer::getFile(File))
        Rules += (*Text)->getBuffer();
    }
  }

  /// Whether the build says a word about a file of that name.
  bool makes(llvm::StringRef Name) const {
    return llvm::StringRef(Rules).contains(path::filename(Name));
  }
  bool holds(llvm::StringRef Path) const {
    llvm::SmallString<256> Real;
    llvm::sys::fs::real_path(Folder, Real);
    return Path.starts_with(Folder + "/") ||
           Path.starts_with(Real.str().str() + "/");
  }
  std::string build() const {
    if (has("meson-info"))
      return "meson compile -C " + Folder;
    if (has("CMakeCache.txt"))
      return "cmake --build " + Folder;
    return has("build.ninja") ? "ninja -C " + Folder : "make -C " + Folder;
  }
  /// Writes the database anew.
  std::string configure() const {
    if (has("meson-info"))
      return "meson setup --reconfigure " + Folder;
    if (has("CMakeCache.txt"))
      return "cmake " + Folder + " -DCMAKE_EXPORT_COMPILE_COMMANDS=ON";
    return "write " + Folder +
           "/compile_commands.json anew, as with `bear -- make`";
  }
};

/// What to say of an ailment, and the command that mends it.
struct Advice {
  std::string Says, Mend;
  bool IsProblem = true;
  friend auto operator<=>(const Advice &, const Advice &) = default;
};

Advice advice(const Ailment &A, const BuildFolder &Build) {
  std::string Name = "'" + A.Of + "'";
  switch (A.K) {
  case Ailment::NoFolder:
    return {"the folder " + Name + " that it is compiled in is not there",
            Build.configure()};
  case Ailment::NoFile:
    if (Build.holds(A.Of) || Build.makes(A.Of))
      return {Name + " is not there, and the build makes it", Build.build()};
    return {Name + " is not there any more", Build.configure()};
  case Ailment::NoCompiler:
    return {"its compiler " + Name +
                " is not there, so clang does not know "
                "where that looks for headers",
            "install it, or configure with another compiler"};
  case Ailment::NoResponseFile:
    return {"the response file " + Name + " is not there", Build.build()};
  case Ailment::NoHeader:
    if (Build.makes(A.Of))
      return {Name + " is not there, and the build makes it", Build.build()};
    return {Name + " is not found",
            "install the library that has it (Debian: apt-file search " + A.Of +
                "), or build what generates it"};
  case Ailment::UnknownFlag:
    return {"clang does not know " + Name + ", and it is dropped", "", false};
  case Ailment::NoCommand:
    return {"clang cannot run its command: " + A.Of, Build.configure()};
  }
  return {};
}

std::string answer(const CompileCommand &Command) {
  llvm::json::Array All;
  for (const Ailment &A : ailments(Command))
    All.push_back(
        llvm::json::Array{static_cast<int>(A.K), llvm::json::fixUTF8(A.Of)});
  std::string Text;
  llvm::raw_string_ostream(Text) << llvm::json::Value(std::move(All));
  return Text;
}

std::vector<Ailment> read(llvm::StringRef Answer) {
  std::vector<Ailment> All;
  llvm::json::Value Read = cantFail(llvm::json::parse(Answer));
  for (const llvm::json::Value &V : *Read.getAsArray()) {
    const llvm::json::Array &Pair = *V.getAsArray();
    All.push_back({static_cast<Ailment::Kind>(*Pair[0].getAsInteger()),
                   Pair[1].getAsString()->str()});
  }
  return All;
}

using FilesByAdvice = std::map<Advice, std::set<std::string>>;

FilesByAdvice examine(llvm::ArrayRef<CompileCommand> Commands,
                      const BuildFolder &Build, unsigned Processes) {
  FilesByAdvice All;
  std::string Root = workingFolder();
  doInProcesses(
      Commands.size(), Processes,
      [&](unsigned I) { return answer(Commands[I]); },
      [&](unsigned I, llvm::Expected<std::string> Answer) {
        std::string File = relativeTo(Root, mainFile(Commands[I]));
        if (!Answer) {
          All[{llvm::toString(Answer.takeError()), ""}].insert(File);
          return;
        }
        for (const Ailment &A : read(*Answer))
          All[advice(A, Build)].insert(File);
      });
  return All;
}

unsigned numRepeated(llvm::ArrayRef<CompileCommand> Commands) {
  std::set<std::tuple<std::string, std::string, std::vector<std::string>>> All;
  for (const CompileCommand &C : Commands)
    All.emplace(mainFile(C), C.Directory, C.CommandLine);
  return Commands.size() - All.size();
}

void print(const Advice &A, const std::set<std::string> &Files) {
  constexpr unsigned Most = 5;
  llvm::outs() << (A.IsProblem ? "problem: " : "note: ") << A.Says
               << "\n  of: ";
  unsigned Shown = 0;
  for (const std::string &File : Files) {
    if (Shown == Most)
      break;
    llvm::outs() << (Shown++ ? ", " : "") << File;
  }
  if (Files.size() > Shown)
    llvm::outs() << " and " << Files.size() - Shown << " more";
  llvm::outs() << '\n';
  if (!A.Mend.empty())
    llvm::outs() << "  mend: " << A.Mend << '\n';
}

int doctor(const Arguments &Args) {
  llvm::Expected<std::string> File = databaseFile(Args);
  if (!File)
    return fail(File.takeError());
  auto Database = readDatabase(*File);
  if (!Database)
    return fail(Database.takeError());
  llvm::Expected<unsigned> Jobs = Args.number(
      JobsOption.Name, std::max(1u, std::thread::hardware_concurrency()));
  if (!Jobs)
    return fail(Jobs.takeError());
  std::vector<CompileCommand> Commands = (*Database)->getAllCompileCommands();
  std::string Shown = relativeTo(workingFolder(), *File);
  BuildFolder Build(Shown);
  FilesByAdvice All = examine(Commands, Build, *Jobs);
  unsigned Problems = 0;
  for (const auto &[A, Files] : All) {
    print(A, Files);
    Problems += A.IsProblem;
  }
  if (Commands.empty()) {
    llvm::outs() << "problem: the database is empty\n  mend: "
                 << Build.configure() << '\n';
    ++Problems;
  }
  if (unsigned N = numRepeated(Commands))
    llvm::outs() << "note: " << count(N, "command")
                 << " repeated; each is analyzed once\n";
  llvm::outs() << Shown << ": " << count(Commands.size(), "command") << ", "
               << count(Problems, "problem") << '\n';
  return Problems == 0 ? Clean : HasFindings;
}

const OptionSpec Options[] = {BuildOption, JobsOption};

} // namespace

const Verb DoctorVerb = {
    "doctor",
    "what is wrong with a compilation database, and what mends it",
    "[-p BUILD] [-j N]",
    "Looks at each command of the database: files, folders and compilers that "
    "are not\nthere, headers that were not built, flags that clang does not "
    "know. Ends with 1 if\nthere are problems.",
    Options,
    doctor};

} // namespace cleanexit
