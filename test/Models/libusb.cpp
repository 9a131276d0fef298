// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
int libusb_handle_events(void *);
int libusb_control_transfer(void *, unsigned char, unsigned char, unsigned short, unsigned short, unsigned char *, unsigned short, unsigned);
int libusb_bulk_transfer(void *, unsigned char, unsigned char *, int, int *, unsigned);
int libusb_cancel_transfer(void *);
void libusb_close(void *);
}

struct Events_bad { void *C; ~Events_bad() { libusb_handle_events(C); } };
// CHECK: 'Events_bad::~Events_bad' {{.*}} for up to 60 s{{.*}}[cleanup-blocking-call]
struct Forever_bad { void *H; ~Forever_bad() { libusb_control_transfer(H, 0, 0, 0, 0, nullptr, 0, 0); } };
// CHECK: 'Forever_bad::~Forever_bad' {{.*}} with no bound
struct Second_bad { void *H; ~Second_bad() { libusb_bulk_transfer(H, 0, nullptr, 0, nullptr, 1000); } };
// CHECK: 'Second_bad::~Second_bad' {{.*}} for up to 1 s
struct Short_ok { void *H; ~Short_ok() { libusb_bulk_transfer(H, 0, nullptr, 0, nullptr, 5); } };
struct Close_ok { void *H; ~Close_ok() { libusb_cancel_transfer(H); libusb_close(H); } };

#include <sys/time.h>
extern "C" int libusb_handle_events_locked(void *, timeval *);
struct Locked_bad { void *C; ~Locked_bad() { timeval T{2, 0}; libusb_handle_events_locked(C, &T); } };
// CHECK: 'Locked_bad::~Locked_bad' {{.*}} 2 s
