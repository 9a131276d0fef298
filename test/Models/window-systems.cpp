// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT --implicit-check-not=_ok
extern "C" {
struct _XDisplay;
union XEvent;
int XWindowEvent(_XDisplay *, unsigned long, long, XEvent *);
int XNextEvent(_XDisplay *, XEvent *);
int XPending(_XDisplay *);
int XSync(_XDisplay *, int);
int XFree(void *);
struct xcb_connection_t;
void *xcb_wait_for_event(xcb_connection_t *);
void *xcb_poll_for_event(xcb_connection_t *);
struct wl_display;
struct wl_event_loop;
int wl_display_dispatch(wl_display *);
int wl_display_dispatch_pending(wl_display *);
int wl_display_roundtrip(wl_display *);
void wl_display_disconnect(wl_display *);
int wl_event_loop_dispatch(wl_event_loop *, int Ms);
void glfwWaitEvents();
void glfwWaitEventsTimeout(double S);
void glfwPollEvents();
}

struct Next_bad { _XDisplay *D; XEvent *E; ~Next_bad() { XWindowEvent(D, 1, 1, E); } };
// CHECK: 'Next_bad::~Next_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}it may never
struct Next_ok { _XDisplay *D; XEvent *E; ~Next_ok() { while (XPending(D)) XNextEvent(D, E); XFree(nullptr); } };
struct Sync_strict { _XDisplay *D; ~Sync_strict() { XSync(D, 0); } };
// STRICT: 'Sync_strict::~Sync_strict' {{.*}}[cleanup-blocking-call]
struct Xcb_bad { xcb_connection_t *C; ~Xcb_bad() { xcb_wait_for_event(C); } };
// CHECK: 'Xcb_bad::~Xcb_bad' {{.*}}[cleanup-blocking-call]
struct Xcb_ok { xcb_connection_t *C; ~Xcb_ok() { xcb_poll_for_event(C); } };
struct Wayland_bad { wl_display *D; ~Wayland_bad() { wl_display_dispatch(D); } };
// CHECK: 'Wayland_bad::~Wayland_bad' {{.*}}[cleanup-blocking-call]
struct Wayland_ok { wl_display *D; ~Wayland_ok() { wl_display_dispatch_pending(D); wl_display_disconnect(D); } };
struct Round_strict { wl_display *D; ~Round_strict() { wl_display_roundtrip(D); } };
// STRICT: 'Round_strict::~Round_strict' {{.*}}[cleanup-blocking-call]
struct Loop_bad { wl_event_loop *L; ~Loop_bad() { wl_event_loop_dispatch(L, -1); } };
// CHECK: 'Loop_bad::~Loop_bad' {{.*}}with no bound
struct Loop_ok { wl_event_loop *L; ~Loop_ok() { wl_event_loop_dispatch(L, 0); } };
struct Glfw_bad { ~Glfw_bad() { glfwWaitEvents(); } };
// CHECK: 'Glfw_bad::~Glfw_bad' {{.*}}with no bound
struct GlfwTimed_bad { ~GlfwTimed_bad() { glfwWaitEventsTimeout(2.0); } };
// CHECK: 'GlfwTimed_bad::~GlfwTimed_bad' {{.*}}
struct Glfw_ok { ~Glfw_ok() { glfwPollEvents(); } };

// What returns soon on its own leaves a thread able to hear the request to stop.
#include <atomic>
#include <thread>
struct Client_strict {
  _XDisplay *D; std::atomic<bool> Stop{false};
  std::thread Run{[this] { while (!Stop) XSync(D, 0); }};
  ~Client_strict() { Stop = true; Run.join(); }
};
