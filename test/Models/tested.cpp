// RUN: split-file %s %t
// RUN: %cleanexit models --check %t/team.yaml
// RUN: not %cleanexit check --models=%t/team.yaml %t/a.cpp -- -std=c++20 > %t/out
// RUN: grep -E '^[^ ]+: warning: ' %t/out | FileCheck %s --implicit-check-not=warning:
// What a library of one's own throws where nothing is there is not thrown where
// somebody has asked.

//--- team.yaml
library: team
functions:
  - name: team::Maybe::value
    throws: {types: [team::Nothing], unless_tested: this}
  - name: team::take
    throws: {types: [team::Nothing], unless_tested: 1}

//--- a.cpp
namespace team {
struct Nothing {};
struct Maybe {
  explicit operator bool() const;
  int value() const;
};
int take(int part, const Maybe &from);
}
struct Value_bad { team::Maybe m; ~Value_bad() { m.value(); } };
// CHECK: warning: {{.*}}'Value_bad::~Value_bad'
struct Take_bad { team::Maybe m; ~Take_bad() { team::take(1, m); } };
// CHECK: warning: {{.*}}'Take_bad::~Take_bad'
struct Value_ok { team::Maybe m; ~Value_ok() { if (m) m.value(); } };
struct Take_ok { team::Maybe m; ~Take_ok() { if (m) team::take(1, m); } };
