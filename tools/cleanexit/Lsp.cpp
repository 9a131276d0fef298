//===-- Lsp.cpp - cleanexit lsp: findings in an editor ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   editor                                server
//     initialize, initialized  ────>
//     didOpen, didSave, didSave ───>      reads on while there is input, then
//                              <────      analyzes once; publishDiagnostics
//     codeAction               ────>      parses the file's TU once more
//                              <────      its repairs, as edits
//     shutdown, exit           ────>
//
// A chain may lead through files that are not open, so the whole program is
// analyzed; after the first time only what changed is parsed.
//===----------------------------------------------------------------------===//

#include "Answers.h"
#include "CodeActions.h"
#include "Commands.h"
#include "Diagnostics.h"
#include "EditorRequests.h"
#include "Repairing.h"
#include "Verb.h"
#include "Version.inc"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/LSP/Transport.h"
#include <chrono>
#include <map>
#include <poll.h>
#include <set>

namespace json = llvm::json;
namespace lsp = llvm::lsp;

namespace cleanexit {
namespace {

/// Standard input that does something before it has to wait.
class PatientInput : public lsp::JSONTransportInput {
  lsp::JSONTransportInputOverFile Read{stdin};
  llvm::unique_function<void()> BeforeWait;

  static bool isWaiting() {
    pollfd Input = {fileno(stdin), POLLIN, 0};
    return ::poll(&Input, 1, /*timeout=*/0) > 0;
  }

public:
  explicit PatientInput(llvm::unique_function<void()> BeforeWait)
      : BeforeWait(std::move(BeforeWait)) {
    std::setvbuf(stdin, nullptr, _IONBF, 0); // or poll() does not see the rest
  }
  bool hasError() const override { return Read.hasError(); }
  bool isEndOfInput() const override { return Read.isEndOfInput(); }
  llvm::LogicalResult readStandardMessage(std::string &Json) override {
    if (!isWaiting())
      BeforeWait();
    return Read.readStandardMessage(Json);
  }
  llvm::LogicalResult readDelimitedMessage(std::string &Json) override {
    return Read.readDelimitedMessage(Json);
  }
};

/// What the last analysis found, and the repairs that were asked for.
struct Knowledge {
  llvm::sys::TimePoint<> Began;
  Analysis Program;
  std::vector<Finding> Findings;
  std::map<std::string, std::vector<Finding>> Repaired; ///< by file
};

class Server {
  const Arguments &Args;
  lsp::JSONTransport Transport;
  lsp::MessageHandler Handler{Transport};
  lsp::OutgoingNotification<json::Value> Publish, Log;
  std::map<std::string, std::string> Open; ///< real path -> the editor's URI
  std::set<std::string> Unsaved;           ///< real paths
  std::set<std::string> Published;         ///< URIs that have diagnostics
  std::optional<Knowledge> Known;
  bool IsStale = false;
  bool WasShutDown = false;

public:
  explicit Server(const Arguments &Args)
      : Args(Args),
        Transport(std::make_unique<PatientInput>([this] { analyze(); }),
                  llvm::outs()),
        Publish(Handler.outgoingNotification<json::Value>(
            "textDocument/publishDiagnostics")),
        Log(Handler.outgoingNotification<json::Value>("window/logMessage")) {
    Handler.method("initialize", this, &Server::initialize);
    Handler.method("shutdown", this, &Server::shutdown);
    Handler.method("textDocument/codeAction", this, &Server::actions);
    Handler.notification("initialized", this, &Server::initialized);
    Handler.notification("textDocument/didOpen", this, &Server::opened);
    Handler.notification("textDocument/didChange", this, &Server::changed);
    Handler.notification("textDocument/didSave", this, &Server::saved);
    Handler.notification("textDocument/didClose", this, &Server::closed);
  }

  int run() {
    // Fails only if the editor is gone, to whom nothing can be said.
    llvm::consumeError(Transport.run(Handler));
    return WasShutDown ? 0 : 1; // as the protocol says
  }

private:
  void initialize(const Workspace &W, lsp::Callback<json::Value> Reply) {
    if (!W.Folder.empty() && !Args.has(BuildOption.Name))
      if (std::error_code E = llvm::sys::fs::set_current_path(W.Folder))
        say(W.Folder + ": " + E.message());
    Reply(json::Object{
        {"serverInfo",
         json::Object{{"name", "cleanexit"}, {"version", CLEANEXIT_VERSION}}},
        {"capabilities",
         json::Object{
             {"textDocumentSync",
              json::Object{
                  {"openClose", true},
                  {"change", int(lsp::TextDocumentSyncKind::Incremental)},
                  {"save", true}}},
             {"codeActionProvider",
              json::Object{
                  {"codeActionKinds",
                   json::Array{CodeActions::QuickFix, CodeActions::FixAll}}}},
         }}});
  }

  void shutdown(const lsp::NoParams &, lsp::Callback<std::nullptr_t> Reply) {
    WasShutDown = true;
    IsStale = false;
    Reply(nullptr);
  }

  void initialized(const lsp::NoParams &) { IsStale = true; }

  void opened(const Document &D) {
    Open[D.path()] = D.textDocument.uri.uri().str();
    IsStale = true;
  }

  /// Texts are read from the disk; of one that differs no edits are offered.
  void changed(const Document &D) { Unsaved.insert(D.path()); }

  void saved(const Document &D) {
    Unsaved.erase(D.path());
    IsStale = true;
  }

  void closed(const Document &D) {
    Unsaved.erase(D.path());
    Open.erase(D.path());
  }

  void actions(const ActionRequest &R, lsp::Callback<json::Value> Reply) {
    analyze(); // what was saved just before counts
    json::Array All;
    CodeActions Offered(Unsaved);
    llvm::ArrayRef<Finding> Repaired = repaired(R.path());
    if (isWanted(CodeActions::QuickFix, R.Only)) {
      std::vector<Finding> There;
      llvm::copy_if(Repaired, std::back_inserter(There), [&](const Finding &F) {
        int Line = int(F.At.Line) - 1;
        return R.FirstLine <= Line && Line <= R.LastLine;
      });
      All = Offered.quickFixes(There);
    }
    // Not in every menu: only when asked for.
    if (!R.Only.empty() && isWanted(CodeActions::FixAll, R.Only))
      for (json::Value &Action : Offered.fixAll(Repaired))
        All.push_back(std::move(Action));
    Reply(std::move(All));
  }

  llvm::ArrayRef<Finding> repaired(const std::string &File) {
    if (!Known)
      return {};
    auto [It, New] = Known->Repaired.try_emplace(File);
    if (New) {
      llvm::copy_if(Known->Findings, std::back_inserter(It->second),
                    [&](const Finding &F) { return F.At.File == File; });
      addRepairs(It->second, Known->Program, Known->Began);
    }
    return It->second;
  }

  void analyze() {
    if (!std::exchange(IsStale, false))
      return;
    Known.reset();
    llvm::sys::TimePoint<> Began = std::chrono::system_clock::now();
    llvm::Expected<Analysis> P = Analysis::of({}, Args);
    if (!P)
      return say(llvm::toString(P.takeError()));
    llvm::Expected<Answers> Found = answersAbout(*P);
    if (!Found)
      return say(llvm::toString(Found.takeError()));
    for (const Failure &F : P->Failures)
      say((F.File.empty() ? "" : F.File + ": ") + F.Why);
    SourceTexts Sources;
    publish(diagnostics(Found->Findings, Sources));
    Known = Knowledge{Began, std::move(*P), std::move(Found->Findings), {}};
  }

  /// Files that had findings are told that they have none; open ones always
  /// get an answer, under the name that the editor uses.
  void publish(Diagnostics All) {
    std::map<std::string, std::string> Spelled;
    for (const auto &[Path, Uri] : Open) {
      Spelled[uri(Path)] = Uri;
      All.try_emplace(uri(Path));
    }
    for (const std::string &Uri : Published)
      All.try_emplace(Uri);
    Published.clear();
    for (auto &[Uri, Found] : All) {
      if (!Found.empty())
        Published.insert(Uri);
      auto It = Spelled.find(Uri);
      Publish(json::Object{{"uri", It == Spelled.end() ? Uri : It->second},
                           {"diagnostics", std::move(Found)}});
    }
  }

  void say(const llvm::Twine &Text) {
    Log(json::Object{{"type", static_cast<int>(lsp::MessageType::Warning)},
                     {"message", json::fixUTF8(Text.str())}});
  }
};

int serve(const Arguments &Args) {
  if (!Args.Words.empty())
    return fail(Args.Words.front() +
                ": lsp takes no files; it serves the whole program");
  return Server(Args).run();
}

const OptionSpec Options[] = {
    BuildOption,  JobsOption,    ChecksOption,          ValueOption,
    ConfigOption, HeadersOption, ExcludedHeadersOption, ErrorsOption,
    CacheOption,  NoCacheOption, PrivateModelsOption,   OthersOption,
};

} // namespace

const Verb LspVerb = {
    "lsp",
    "findings in an editor, as a language server",
    "[-p BUILD] [options]",
    "Speaks the Language Server Protocol on stdin and stdout. The program of "
    "the\ncompilation database is analyzed when a file is opened or saved; "
    "each finding\ncarries its chain as related information, and "
    "its repairs as code actions.",
    Options,
    serve};

} // namespace cleanexit
