// RUN: split-file %s %t
// RUN: %cleanexit check %t/own.c -- | count 0
// RUN: not %cleanexit check %t/socket.c -- | FileCheck %s
// CHECK: warning: 'lock' of an argument is held while 'put' talks to another machine ('gnutls_record_send')
// A session that sends by the program's own functions waits as these do.

//--- gnutls.h
#include <pthread.h>
#include <sys/types.h>
typedef struct gnutls_session_int *gnutls_session_t;
void gnutls_transport_set_push_function(gnutls_session_t, ssize_t (*)(void *, const void *, size_t));
ssize_t gnutls_record_send(gnutls_session_t, const void *, size_t);
struct line {
  pthread_mutex_t lock;
  gnutls_session_t tls;
  int sent;
};
//--- own.c
#include "gnutls.h"
static ssize_t push(void *to, const void *text, size_t n) { return -1; }
void make(struct line *l) { gnutls_transport_set_push_function(l->tls, push); }
void put(struct line *l) {
  pthread_mutex_lock(&l->lock);
  l->sent += gnutls_record_send(l->tls, "a", 1) > 0;
  pthread_mutex_unlock(&l->lock);
}
//--- socket.c
#include "gnutls.h"
void put(struct line *l) {
  pthread_mutex_lock(&l->lock);
  l->sent += gnutls_record_send(l->tls, "a", 1) > 0;
  pthread_mutex_unlock(&l->lock);
}
