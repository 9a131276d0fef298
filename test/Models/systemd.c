// REQUIRES: systemd
// RUN: %check %s -- -std=c17 | FileCheck %s --implicit-check-not=_ok
#include <stdint.h>
#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

static void flush_bad(sd_bus **B) { sd_bus_flush(*B); }
// CHECK: 'flush_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until the bus has taken all messages
static void wait_bad(sd_bus **B) { sd_bus_wait(*B, 2000000); }
// CHECK: 'wait_bad' {{.*}} 2 s
static void forever_bad(sd_bus **B) { sd_bus_wait(*B, UINT64_MAX); }
// CHECK: 'forever_bad' {{.*}}with no bound
static void wait_ok(sd_bus **B) { sd_bus_wait(*B, 0); }
static void turn_ok(sd_event **E) { sd_event_run(*E, 0); }
static void unref_ok(sd_bus **B) { sd_bus_unref(*B); }

void run(sd_bus *Bus, sd_event *Event) {
  __attribute__((cleanup(flush_bad))) sd_bus *A = Bus;
  __attribute__((cleanup(wait_bad))) sd_bus *B = Bus;
  __attribute__((cleanup(forever_bad))) sd_bus *C = Bus;
  __attribute__((cleanup(wait_ok))) sd_bus *D = Bus;
  __attribute__((cleanup(turn_ok))) sd_event *E = Event;
  __attribute__((cleanup(unref_ok))) sd_bus *F = Bus;
}
