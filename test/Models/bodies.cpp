// In a library's header the model of a function beats its body; in the
// project's own code it is the other way round.
// RUN: split-file %s %t
// RUN: %check --models=%t/team.yaml %t/a.cpp -- -isystem %S/Inputs | FileCheck %s --implicit-check-not=_ok
// RUN: %check --models=%t/team.yaml %t/a.cpp -- -I%S/Inputs | FileCheck %s --check-prefix=OWN

// CHECK: 'Run_bad::~Run_bad' waits for the storage device
// OWN-DAG: 'inlined::Loop::~Loop' waits for the storage device
// OWN-DAG: 'Stop_ok::~Stop_ok' waits for the storage device

//--- a.cpp
#include <bodies.h>
struct Member_ok { inlined::Loop L; };
struct Stop_ok { inlined::Loop *L; ~Stop_ok() { L->stop(); } };
struct Run_bad { inlined::Loop *L; ~Run_bad() { L->run(); } };

//--- team.yaml
library: inlined
functions:
  - name: inlined::Loop::~Loop
    harmless: true
  - name: inlined::Loop::stop
    requests_stop: cuts
