//===-- Repairing.cpp - Repairs for the findings of a run -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Repairing.h"
#include "Commands.h"
#include "Processes.h"
#include "Repair/Repairs.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <set>

namespace cleanexit {
namespace {

namespace json = llvm::json;

/// Text may be in any encoding; JSON may not.
json::Value written(const Edit &E) {
  return json::Array{E.File, E.Offset, E.Length, llvm::encodeBase64(E.Text)};
}

json::Value written(const Repair &R) {
  json::Array Edits;
  for (const Edit &E : R.Edits)
    Edits.push_back(written(E));
  return json::Array{unsigned(R.Is), R.Kind, json::fixUTF8(R.Sentence),
                     std::move(Edits)};
}

std::optional<Edit> editFrom(const json::Value &V) {
  const json::Array *A = V.getAsArray();
  if (!A || A->size() != 4)
    return std::nullopt;
  auto File = (*A)[0].getAsString(), Text = (*A)[3].getAsString();
  auto Offset = (*A)[1].getAsInteger(), Length = (*A)[2].getAsInteger();
  std::vector<char> Bytes;
  if (!File || !Offset || !Length || !Text ||
      llvm::errorToBool(llvm::decodeBase64(*Text, Bytes)))
    return std::nullopt;
  return Edit{File->str(), unsigned(*Offset), unsigned(*Length),
              std::string(Bytes.begin(), Bytes.end())};
}

std::optional<Repair> repairFrom(const json::Value &V) {
  const json::Array *A = V.getAsArray();
  if (!A || A->size() != 4 || !(*A)[3].getAsArray())
    return std::nullopt;
  auto Is = (*A)[0].getAsInteger();
  auto Kind = (*A)[1].getAsString(), Sentence = (*A)[2].getAsString();
  if (!Is || !Kind || !Sentence)
    return std::nullopt;
  Repair R{Tier(*Is), Kind->str(), Sentence->str(), {}};
  for (const json::Value &E : *(*A)[3].getAsArray()) {
    std::optional<Edit> Read = editFrom(E);
    if (!Read)
      return std::nullopt;
    R.Edits.push_back(std::move(*Read));
  }
  return R;
}

/// The findings of one TU, as indices, and the TU's command.
struct RepairJob {
  const clang::tooling::CompileCommand *Command;
  std::vector<size_t> Findings;
};

bool isMended(const Finding &F) {
  return llvm::any_of(F.Repairs,
                      [](const Repair &R) { return !R.Edits.empty(); });
}

/// The TU of a finding's place; of those that it does not mend, the next one
/// that the chain leads through: `~Pool` in one, what waits in another.
std::vector<RepairJob> jobsFor(llvm::ArrayRef<Finding> Findings,
                               const Analysis &P,
                               std::vector<std::set<std::string>> &Asked) {
  std::map<std::string, RepairJob> ByFile;
  for (size_t I = 0; I < Findings.size(); ++I) {
    if (isMended(Findings[I]))
      continue;
    for (const Position &Place : placesOf(Findings[I])) {
      auto With = P.ParsedWith.find(Place.File);
      if (With == P.ParsedWith.end() || !Asked[I].insert(With->second).second)
        continue;
      const std::string &Main = With->second;
      auto At = llvm::find(P.MainFiles, Main);
      if (At == P.MainFiles.end())
        continue;
      RepairJob &Job = ByFile[Main];
      Job.Command = &P.Commands[At - P.MainFiles.begin()];
      Job.Findings.push_back(I);
      break;
    }
  }
  std::vector<RepairJob> All;
  for (auto &Each : ByFile)
    All.push_back(std::move(Each.second));
  return All;
}

std::string answer(const RepairJob &Job, llvm::ArrayRef<Finding> Findings) {
  json::Array Answer;
  Scanned Parsed = parse(
      *Job.Command, scanOptions(/*Exact=*/false),
      llvm::vfs::createPhysicalFileSystem(), [&](clang::ASTContext &Context) {
        for (size_t I : Job.Findings)
          for (const Repair &R : repairsFor(Findings[I], Context))
            Answer.push_back(json::Array{int64_t(I), written(R)});
      });
  if (Parsed.NumErrors)
    Answer.clear(); // what is edited must be what was meant
  std::string Text;
  llvm::raw_string_ostream(Text) << json::Value(std::move(Answer));
  return Text;
}

void take(llvm::StringRef Answer, std::vector<Finding> &Findings,
          bool IsLater) {
  llvm::Expected<json::Value> Read = json::parse(Answer);
  if (!Read)
    return llvm::consumeError(Read.takeError());
  if (const json::Array *All = Read->getAsArray())
    for (const json::Value &V : *All) {
      const json::Array *Pair = V.getAsArray();
      std::vector<Repair> &Repairs =
          Findings[*(*Pair)[0].getAsInteger()].Repairs;
      // Of a later TU, why it is not done there is not said again.
      if (std::optional<Repair> R = repairFrom((*Pair)[1]))
        if (Repairs.empty() || !R->Edits.empty() || !IsLater)
          Repairs.push_back(std::move(*R));
    }
}

bool changedSince(llvm::StringRef File, llvm::sys::TimePoint<> Began) {
  llvm::sys::fs::file_status Status;
  return llvm::sys::fs::status(File, Status) ||
         Status.getLastModificationTime() > Began;
}

/// Edits of what is no longer there are none.
void refuseChanged(Finding &F, llvm::sys::TimePoint<> Began) {
  for (Repair &R : F.Repairs)
    for (const Edit &E : R.Edits)
      if (changedSince(E.File, Began)) {
        R.Is = Tier::Manual;
        R.Sentence += "; not done here: the file was changed since it was read";
        R.Edits.clear();
        break;
      }
}

} // namespace

void addRepairs(std::vector<Finding> &Findings, const Analysis &P,
                llvm::sys::TimePoint<> Began) {
  std::vector<std::set<std::string>> Asked(Findings.size());
  constexpr unsigned MaxUnits = 6; // a finding's; each is parsed
  for (unsigned Turn = 0; Turn < MaxUnits; ++Turn) {
    std::vector<RepairJob> Jobs = jobsFor(Findings, P, Asked);
    if (Jobs.empty())
      break;
    doInProcesses(
        Jobs.size(), P.How.Processes,
        [&](unsigned I) { return answer(Jobs[I], Findings); },
        [&](unsigned I, llvm::Expected<std::string> Answer) {
          if (Answer)
            take(*Answer, Findings, Turn);
          else // clang crashed on it: no repairs, but the findings stand
            llvm::consumeError(Answer.takeError());
        });
  }
  for (Finding &F : Findings)
    std::stable_sort(
        F.Repairs.begin(), F.Repairs.end(),
        [](const Repair &A, const Repair &B) { return A.Is < B.Is; });
  for (Finding &F : Findings)
    refuseChanged(F, Began);
}

} // namespace cleanexit
