//===-- Cache.cpp - What was found in runs before ---------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Cache.h"
#include "WholeFile.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/xxhash.h"

using clang::tooling::CompileCommand;
using namespace llvm;

namespace cleanexit {

const OptionSpec CacheOption = {
    "cache", "DIR",
    "where facts are kept from run to run (default: the user's\n"
    "cache folder)"};
const OptionSpec CacheSizeOption = {
    "cache-size", "MB",
    "what that folder may come to; then what was not used\n"
    "for longest goes (default: 2048)"};
const OptionSpec NoCacheOption = {"no-cache", "", "keep and find nothing"};

/// Bytes to hash, in which no two lists of strings look alike.
class KeyMaker {
  std::string Bytes;

public:
  KeyMaker &operator<<(StringRef Text) {
    Bytes += utostr(Text.size()) + ":";
    Bytes += Text;
    return *this;
  }
  KeyMaker &operator<<(uint64_t Number) { return *this << utohexstr(Number); }
  std::string hash() const {
    XXH128_hash_t H = xxh3_128bits(arrayRefFromStringRef(Bytes));
    return utohexstr(H.high64, true, 16) + utohexstr(H.low64, true, 16);
  }
  uint64_t hash64() const { return xxh3_64bits(Bytes); }
};

/// A TU that is edited back and forth may read other files in each state.
static constexpr size_t KeptLists = 4;

/// What a TU's parse depended on. Kept as sorted lines; each begins with the
/// number of characters that it shares with the line before.
struct Cache::Dependencies {
  std::vector<std::string> Read;
  std::vector<std::string> Absent;

  static void append(std::string &To, ArrayRef<std::string> Paths) {
    StringRef Before;
    To += utostr(Paths.size()) + "\n";
    for (const std::string &P : Paths) {
      size_t Same = 0;
      while (Same < std::min(P.size(), Before.size()) &&
             P[Same] == Before[Same])
        ++Same;
      To += utostr(Same) + " " + P.substr(Same) + "\n";
      Before = P;
    }
  }

  static bool parse(StringRef &Text, std::vector<std::string> &Paths) {
    size_t Count = 0, Same = 0;
    if (Text.consumeInteger(10, Count) || !Text.consume_front("\n"))
      return false;
    std::string Path;
    while (Count-- > 0) {
      auto [Line, Rest] = Text.split('\n');
      if (Line.consumeInteger(10, Same) || !Line.consume_front(" ") ||
          Same > Path.size())
        return false;
      Path.resize(Same);
      Path += Line;
      Paths.push_back(Path);
      Text = Rest;
    }
    return true;
  }

  std::string text() const {
    std::string Text;
    append(Text, Read);
    append(Text, Absent);
    return Text;
  }

  /// What a unit's entry has: as many as there are, latest first.
  static std::vector<Dependencies> parseAll(StringRef Text) {
    std::vector<Dependencies> All;
    while (!Text.empty()) {
      Dependencies Next;
      if (!parse(Text, Next.Read) || !parse(Text, Next.Absent))
        break;
      All.push_back(std::move(Next));
    }
    return All;
  }
};

/// Entries end with the hash of what stands before.
static std::optional<std::string> readEntry(StringRef File) {
  auto Bytes = MemoryBuffer::getFile(File, /*IsText=*/false,
                                     /*RequiresNullTerminator=*/false);
  if (!Bytes || (*Bytes)->getBufferSize() < 16)
    return std::nullopt;
  StringRef All = (*Bytes)->getBuffer();
  StringRef Content = All.drop_back(16);
  if (All.take_back(16) != utohexstr(xxh3_64bits(Content), true, 16))
    return std::nullopt;
  return Content.str();
}

static void writeEntry(StringRef File, StringRef Content) {
  Error E = writeWhole(File, [&](raw_ostream &OS) {
    OS << Content << utohexstr(xxh3_64bits(Content), true, 16);
  });
  // A full disk is no reason to stop: then nothing is kept.
  consumeError(std::move(E));
}

/// Changes with everything in this binary, and with clang's version.
static uint64_t binaryHash() {
  KeyMaker Key;
  Key << clang::getClangFullVersion();
  if (auto Self = MemoryBuffer::getFile("/proc/self/exe", false, false))
    Key << xxh3_64bits((*Self)->getBuffer());
  return Key.hash64();
}

llvm::Expected<Cache> Cache::from(const Arguments &Args, uint64_t ModelsHash,
                                  IntrusiveRefCntPtr<vfs::FileSystem> FS) {
  Cache Made;
  Made.FS = std::move(FS);
  Expected<unsigned> Megabytes = Args.number(CacheSizeOption.Name, 2048);
  if (!Megabytes)
    return Megabytes.takeError();
  Made.MaxSize = uint64_t(*Megabytes) << 20;
  Made.SizeIsGiven = Args.has(CacheSizeOption.Name);
  if (Args.has(NoCacheOption.Name))
    return Made;
  SmallString<256> Path;
  if (std::optional<std::string> Given = Args.value(CacheOption.Name)) {
    Path = *Given;
  } else if (sys::path::cache_directory(Path)) {
    sys::path::append(Path, "cleanexit");
  }
  SmallString<256> Real;
  if (Path.empty() || sys::fs::create_directories(Path) ||
      sys::fs::real_path(Path, Real))
    return Made;
  Made.Folder = Real.str().str();
  KeyMaker Key;
  Key << binaryHash() << ModelsHash << uint64_t(Args.has("exact"));
  Made.Salt = Key.hash64();
  return Made;
}

std::string Cache::unitEntry(const CompileCommand &Command) const {
  KeyMaker Key;
  Key << Salt << Command.Directory << Command.Filename;
  for (const std::string &Word : Command.CommandLine)
    Key << Word;
  return Folder + "/llvmcache-u" + Key.hash();
}

sys::TimePoint<> Cache::lastChange(const std::string &File) {
  ErrorOr<vfs::Status> Status = FS->status(File);
  return Status ? Status->getLastModificationTime() : sys::TimePoint<>();
}

std::optional<uint64_t> Cache::hashOf(const std::string &File) {
  auto [It, New] = Contents.try_emplace(File);
  Content &C = It->second;
  if (!New)
    return C.Hash;
  C.Changed = lastChange(File);
  auto Bytes = FS->getBufferForFile(File, /*FileSize=*/-1,
                                    /*RequiresNullTerminator=*/false);
  if (Bytes)
    C.Hash = xxh3_64bits((*Bytes)->getBuffer());
  return C.Hash;
}

/// Most TUs look for the same headers in the same folders. What comes to be
/// there during a run is for the next one: no TU that looked before has it.
bool Cache::isThere(const std::string &File) {
  auto [It, New] = AreThere.try_emplace(File, false);
  if (New)
    // A folder that appears may have headers that come first.
    if (ErrorOr<vfs::Status> S = FS->status(StringRef(File).rtrim('/')))
      It->second = !S->isDirectory() || !StringRef(File).ends_with("/");
  return It->second;
}

std::optional<std::string> Cache::answerEntry(StringRef UnitEntry,
                                              const Dependencies &Of) {
  KeyMaker Key;
  Key << UnitEntry;
  for (const std::string &File : Of.Read) {
    std::optional<uint64_t> Hash = hashOf(File);
    if (!Hash)
      return std::nullopt;
    Key << File << *Hash;
  }
  for (const std::string &File : Of.Absent) {
    if (isThere(File))
      return std::nullopt;
    Key << File;
  }
  return Folder + "/llvmcache-a" + Key.hash();
}

/// Whether it is there; then it was used now, though nobody may read it.
static bool use(StringRef Entry) {
  int File;
  if (sys::fs::openFileForRead(Entry, File))
    return false;
  sys::fs::setLastAccessAndModificationTime(File,
                                            std::chrono::system_clock::now());
  sys::Process::SafelyCloseFileDescriptor(File);
  return true;
}

std::string Cache::find(const CompileCommand &Command) {
  if (Folder.empty())
    return "";
  std::string Unit = unitEntry(Command);
  std::optional<std::string> Listed = readEntry(Unit);
  if (!Listed)
    return "";
  for (const Dependencies &Needs : Dependencies::parseAll(*Listed))
    if (std::optional<std::string> Entry = answerEntry(Unit, Needs))
      if (use(*Entry))
        return *Entry;
  return "";
}

std::string Cache::programEntry(ArrayRef<std::string> Parts) const {
  KeyMaker Key;
  Key << Salt;
  for (const std::string &Part : Parts)
    Key << Part;
  return Folder + "/llvmcache-p" + Key.hash();
}

std::optional<std::string> Cache::read(StringRef Entry) const {
  return Folder.empty() ? std::nullopt : readEntry(Entry);
}

void Cache::write(StringRef Entry, StringRef Content) const {
  if (!Folder.empty())
    writeEntry(Entry, Content);
}

std::string Cache::keep(const CompileCommand &Command,
                        const RecordingFileSystem &Seen,
                        const std::vector<std::string> &Also,
                        StringRef Answer) {
  if (Folder.empty())
    return "";
  Dependencies Needs;
  std::set<std::string> Read(Also.begin(), Also.end());
  for (const auto &[File, Then] : Seen.Read) {
    if (lastChange(File) != Then) // while it was parsed
      return "";
    if (auto It = Contents.find(File);
        It != Contents.end() && It->second.Changed != Then)
      Contents.erase(It);
    Read.insert(File);
  }
  Needs.Read.assign(Read.begin(), Read.end());
  for (const std::string &File : Seen.Absent)
    if (!Read.count(File))
      Needs.Absent.push_back(File);
  std::string Unit = unitEntry(Command);
  std::optional<std::string> Entry = answerEntry(Unit, Needs);
  if (!Entry)
    return "";
  writeEntry(*Entry, Answer);
  std::string Lists = Needs.text();
  std::vector<Dependencies> Before =
      Dependencies::parseAll(readEntry(Unit).value_or(""));
  for (const Dependencies &D : ArrayRef(Before).take_front(KeptLists - 1))
    if (D.text() != Needs.text())
      Lists += D.text();
  writeEntry(Unit, Lists);
  return *Entry;
}

std::set<std::string> Cache::filesRead(const CompileCommand &Command) const {
  if (Folder.empty())
    return {};
  std::string Listed = readEntry(unitEntry(Command)).value_or("");
  std::vector<Dependencies> All = Dependencies::parseAll(Listed);
  if (All.empty())
    return {};
  return {All[0].Read.begin(), All[0].Read.end()};
}

void Cache::prune() {
  if (Folder.empty())
    return;
  CachePruningPolicy Policy;
  Policy.Interval = std::chrono::minutes(SizeIsGiven ? 0 : 20);
  Policy.Expiration = std::chrono::hours(30 * 24);
  Policy.MaxSizeBytes = MaxSize;
  pruneCache(Folder, Policy);
}

} // namespace cleanexit
