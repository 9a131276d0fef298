// REQUIRES: glib
// RUN: %check %s -- -std=c17 %use-glib | FileCheck %s --implicit-check-not=_ok
#include <gio/gio.h>
#include <stdlib.h>

static void join_bad(GThread **T) { g_thread_join(*T); }
// CHECK: 'join_bad' waits for a thread to end {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}g_thread_join() returns when the thread has ended
static void pool_bad(GThreadPool **P) { g_thread_pool_free(*P, FALSE, TRUE); }
// CHECK: 'pool_bad' {{.*}}[cleanup-blocking-call]
static GThreadPool *all;
static void atEnd_bad(void) { g_thread_pool_free(all, TRUE, TRUE); }
// CHECK: 'atEnd_bad' waits for a thread to end {{.*}}at process exit
int setUp(void) { return atexit(atEnd_bad); }
static void pool_ok(GThreadPool **P) { g_thread_pool_free(*P, TRUE, FALSE); }
static void pop_bad(GAsyncQueue **Q) { g_async_queue_timeout_pop(*Q, 3000000); }
// CHECK: 'pop_bad' {{.*}} 3 s
static void pop_ok(GAsyncQueue **Q) { g_async_queue_try_pop(*Q); }
static void turn_ok(GMainContext **C) { g_main_context_iteration(*C, FALSE); }
static void call_bad(GDBusProxy **P) {
  g_dbus_proxy_call_sync(*P, "Stop", NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  // CHECK: 'call_bad' {{.*}} 25 s
}
static void connect_bad(GSocketClient **S) { g_socket_client_connect_to_host(*S, "a", 1, NULL, NULL); }
// CHECK: 'connect_bad' {{.*}}[cleanup-network-io]
static void unref_ok(GObject **O) { g_object_unref(*O); }

static void send_bad(GDBusConnection **C) {
  g_dbus_connection_send_message_with_reply_sync(*C, NULL, G_DBUS_SEND_MESSAGE_FLAGS_NONE, 3000, NULL, NULL, NULL);
  // CHECK: 'send_bad' {{.*}} 3 s
}
static void manage_bad(GDBusConnection **C) {
  g_dbus_object_manager_client_new_sync(*C, G_DBUS_OBJECT_MANAGER_CLIENT_FLAGS_NONE, "a", "/", NULL, NULL, NULL, NULL, NULL);
  // CHECK: 'manage_bad' {{.*}}[cleanup-blocking-call]
}
static void cancel_ok(GCancellable **C) { g_cancellable_disconnect(*C, 1); }
static void channel_ok(GIOChannel **C) { g_io_channel_shutdown(*C, TRUE, NULL); }

static GMainContext *context;
static int ended;
static GThread *turns;
static gpointer turn(gpointer Data) {
  while (!ended)
    g_main_context_iteration(context, TRUE);
  return Data;
}
void start(void) { turns = g_thread_new("turns", turn, NULL); }
static void wake_ok(GMainContext **C) {
  ended = 1;
  g_main_context_wakeup(*C);
  g_thread_join(turns);
}

void run(void *Given) {
  __attribute__((cleanup(wake_ok))) GMainContext *O = Given;
  __attribute__((cleanup(join_bad))) GThread *A = Given;
  __attribute__((cleanup(pool_bad))) GThreadPool *B = Given;
  __attribute__((cleanup(pool_ok))) GThreadPool *C = Given;
  __attribute__((cleanup(pop_bad))) GAsyncQueue *D = Given;
  __attribute__((cleanup(pop_ok))) GAsyncQueue *E = Given;
  __attribute__((cleanup(turn_ok))) GMainContext *F = Given;
  __attribute__((cleanup(call_bad))) GDBusProxy *G = Given;
  __attribute__((cleanup(connect_bad))) GSocketClient *H = Given;
  __attribute__((cleanup(unref_ok))) GObject *I = Given;
  __attribute__((cleanup(send_bad))) GDBusConnection *K = Given;
  __attribute__((cleanup(manage_bad))) GDBusConnection *L = Given;
  __attribute__((cleanup(cancel_ok))) GCancellable *M = Given;
  __attribute__((cleanup(channel_ok))) GIOChannel *N = Given;
  g_autoptr(GObject) J_ok = Given;
}
