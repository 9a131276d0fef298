"""generate.py DIR [--functions N] [--calls N] [--tus N] [--depth N] [--cleanexit TOOL]

Makes the facts of a program that nobody wrote, for measuring what linking and
checking cost: DIR/0.facts, DIR/1.facts, …, and DIR/one.cpp, a TU to check
with them as summaries. The same arguments make the same program.

Functions stand in layers, as many as the chains are deep. Most calls go one
layer down, to functions of the same neighborhood, of which about half are in
another TU; one in a thousand goes up, which makes recursion. One function in
twenty is a destructor, one in twenty-five takes a lock. In the last layer few
steps wait or throw; about one function in six does so over its callees.
"""
import argparse
import os
import random
import subprocess

ACTS = [
    ("fsync", "(3)"),
    ("usleep", "(2000)"),
    ("pthread_join", "(t, null)"),
    ("sem_wait", "(&this.ready)"),
]


class Program:
    def __init__(self, args):
        self.random = random.Random(7)
        self.functions, self.tus, self.depth = args.functions, args.tus, args.depth
        self.calls_each = args.calls / args.functions
        self.per_layer = max(1, self.functions // self.depth)
        self.kinds = [self.kind(i) for i in range(self.functions)]
        self.own = [[] for _ in range(self.tus)]
        for i in range(self.functions):
            self.own[self.tu(i)].append(i)

    def kind(self, i):
        dice = self.random.random()
        return "destructor" if dice < 0.05 else "locked" if dice < 0.09 else "method" if dice < 0.6 else "free"

    def tu(self, i):
        """Neighbors share a TU, and so do two layers."""
        return (i % self.per_layer // 10 + i // self.per_layer // 2 * 37) % self.tus

    def name(self, i):
        return "_ZN%d%sEv" % (i, self.kinds[i])

    def callee(self, i):
        up = self.random.random() < 0.001
        to = i + (-self.per_layer if up else self.per_layer) + self.random.randrange(-4, 5)
        return to if 0 <= to < self.functions else None

    def declare(self, out, i):
        kind = self.kinds[i]
        word = {"destructor": "destructor", "free": ""}.get(kind, "method")
        member_of = ' of "Class%d"' % (i // 10) if word else ""
        pretty = ("Class%d::" % (i // 10) if word else "") + ("~Class%d" % (i // 10) if kind == "destructor" else "f%d" % i)
        out.append('function %s "%s" key "%s" %s%s params 2 [public] @"/generated/%d.cpp":%d:6' % (
            self.name(i), pretty, pretty, word, member_of, self.tu(i), i))

    def step(self, out, i, n, line):
        at = "@%d:%d" % (line, 3 + n % 40)
        callee = self.callee(i)
        if callee is None:
            if self.random.random() < 0.0002:
                act, args = self.random.choice(ACTS)
                out.append("    call %s %s %s" % (act, args, at))
            elif self.random.random() < 0.0002:
                out.append('    throw "std::runtime_error" %s' % at)
            else:
                out.append("    set this.m%d = %d %s" % (n % 7, n, at))
            return
        self.called.add(callee)
        subject = "" if self.kinds[callee] == "free" else " on " + ("this.part%d" % (n % 5), "$0", "local@%d:3" % line)[n % 3]
        flags = ""
        if self.kinds[callee] == "destructor":
            flags = " [destroys implicit member]"
        out.append("    call %s%s (%d, $0) %s%s" % (self.name(callee), subject, n, flags, at))

    def body(self, out, i):
        count = int(self.calls_each) + (self.random.random() < self.calls_each % 1)
        out.append("  body %x" % (i + 1))
        line = i % 5000 * 20 + 1
        if self.kinds[i] == "locked":
            out.append('    call "std::lock_guard::lock_guard" _ZNSt10lock_guardISt5mutexEC1ERS0_ on lk@%d:3 (&this.mutex_) [constructs] @%d:3' % (line, line))
        for n in range(count):
            line += 1
            if n == 2:
                out.append("    if ($0+then+else+not) @%d:3" % line)
            self.step(out, i, n, line)
            if n == 3:
                out.append("    end @%d:3" % line)
        if count == 3:
            out.append("    end @%d:3" % line)
        if self.kinds[i] == "locked":
            out.append('    call "std::lock_guard::~lock_guard" _ZNSt10lock_guardISt5mutexED1Ev on lk@%d:3 [destroys implicit scope-end] @%d:1' % (i % 5000 * 20 + 1, line + 1))

    def unit(self, t):
        self.called = set()
        bodies, out = [], ['facts of "/generated/%d.cpp"' % t]
        own = self.own[t]
        for c in sorted({i // 10 for i in own}):
            out.append('record "Class%d" @"/generated/%d.cpp":%d:8' % (c, t, c + 1))
            out.append('  member mutex_ "std::mutex" class "std::mutex" @%d:3' % (c + 1))
        for i in own:
            self.declare(bodies, i)
            self.body(bodies, i)
        for i in sorted(self.called.difference(own)):
            self.declare(out, i)
        out.append('function _ZNSt10lock_guardISt5mutexEC1ERS0_ "std::lock_guard<std::mutex>::lock_guard" key "std::lock_guard::lock_guard" constructor of "std::lock_guard<std::mutex>" params 1 [system toolchain public]')
        out.append('function _ZNSt10lock_guardISt5mutexED1Ev "std::lock_guard<std::mutex>::~lock_guard" key "std::lock_guard::~lock_guard" destructor of "std::lock_guard<std::mutex>" [system toolchain public]')
        return "\n".join(out + bodies) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dir")
    parser.add_argument("--functions", type=int, default=500_000)
    parser.add_argument("--calls", type=int, default=3_000_000)
    parser.add_argument("--tus", type=int, default=100)
    parser.add_argument("--depth", type=int, default=20)
    parser.add_argument("--cleanexit", default="cleanexit")
    args = parser.parse_args()
    os.makedirs(args.dir, exist_ok=True)
    with open(os.path.join(args.dir, "one.cpp"), "w") as out:
        out.write("struct One { ~One() {} } one;\n")
    program = Program(args)
    for t in range(args.tus):
        facts = os.path.join(args.dir, "%d.facts" % t)
        text = facts + ".txt"
        with open(text, "w") as out:
            out.write(program.unit(t))
        subprocess.run([args.cleanexit, "link", text, "-o", facts], check=True)
        os.remove(text)


main()
