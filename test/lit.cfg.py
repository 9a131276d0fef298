# Tests are shell lines in comments (lit) whose output FileCheck reads.
#   %cleanexit    the tool            %clang-tidy   clang-tidy with the plugin
#   %source       the source tree     %python       this Python
#   %build        the build folder    %plugin       the plugin's file
#   %llvm         LLVM's own folder
#   %exits N COMMAND   succeeds if the command ends with code N
# Features: `cases` when the folder of reduced real bugs is there, `ci` when the
# environment says CI (for what takes minutes), and the names of programs that
# some tests need and that are here (at the end of this file).
import importlib.util
import os
import shutil
import sys

import lit.formats

config.name = "CleanExit"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".cpp", ".test", ".facts"]
config.excludes = ["Inputs", "bench"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.binary_root, "test")

config.environment["PATH"] = os.pathsep.join(
    [config.llvm_tools, os.path.dirname(config.tool), os.environ["PATH"]])
# No test reads or fills the cache of the one who runs it.
config.environment["XDG_CACHE_HOME"] = os.path.join(config.test_exec_root, "cache")

clang_tidy = os.path.join(config.llvm_tools, "clang-tidy")
config.substitutions += [
    ("%cleanexit", config.tool),
    ("%clang-tidy", clang_tidy + " -load " + config.plugin),
    ("%source", config.source_root),
    ("%build", config.binary_root),
    ("%plugin", config.plugin),
    ("%llvm", os.path.dirname(config.llvm_tools)),
    ("%python", sys.executable),
    ("%exits", sys.executable + " " + os.path.join(config.test_source_root, "Inputs", "exits.py")),
]

cases = os.environ.get("CLEANEXIT_CASES",
                       os.path.join(config.source_root, "..", "shared", "cases"))
if os.path.exists(os.path.join(cases, "score.py")):
    config.available_features.add("cases")
    config.substitutions.append(("%cases", os.path.realpath(cases)))

for program in ("chromium", "clang-format-22", "dpkg-deb", "fish", "git", "groff", "meson", "ninja", "pre-commit", "run-clang-tidy", "zsh"):
    if shutil.which(program):
        config.available_features.add(program)
for module in ("jsonschema", "yaml"):
    if importlib.util.find_spec(module):
        config.available_features.add(module)
if os.environ.get("CI"):
    config.available_features.add("ci")
