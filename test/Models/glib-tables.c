// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=c17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Who removes an element runs the destroy functions that the container was made with.
#include <pthread.h>
#include <unistd.h>

typedef void *gpointer;
typedef const void *gconstpointer;
typedef int gboolean;
typedef unsigned int guint;
typedef struct _GHashTable GHashTable;
typedef struct _GPtrArray GPtrArray;
typedef guint (*GHashFunc)(gconstpointer key);
typedef gboolean (*GEqualFunc)(gconstpointer a, gconstpointer b);
typedef void (*GDestroyNotify)(gpointer data);
GHashTable *g_hash_table_new_full(GHashFunc hash, GEqualFunc equal,
                                  GDestroyNotify key, GDestroyNotify value);
gboolean g_hash_table_remove(GHashTable *table, gconstpointer key);
GPtrArray *g_ptr_array_new_with_free_func(GDestroyNotify element);
gboolean g_ptr_array_remove(GPtrArray *array, gpointer data);
guint g_direct_hash(gconstpointer v);
gboolean g_direct_equal(gconstpointer a, gconstpointer b);
void g_free(gpointer mem);

struct worker {
  pthread_t thread;
  int rounds;
};
static void end_worker(struct worker *w) {
  pthread_join(w->thread, NULL);
  g_free(w);
}

static GHashTable *workers, *names;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int removed;

void init(void) {
  workers = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL,
                                  (GDestroyNotify)end_worker);
  names = g_hash_table_new_full(g_direct_hash, g_direct_equal, g_free, g_free);
}
void drop_worker_bad(int id) {
  pthread_mutex_lock(&lock);
  removed++;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'lock' is held while 'drop_worker_bad' waits for a thread to end
  g_hash_table_remove(workers, &id);
  pthread_mutex_unlock(&lock);
}
void drop_name_ok(int id) {
  pthread_mutex_lock(&lock);
  removed++;
  g_hash_table_remove(names, &id);
  pthread_mutex_unlock(&lock);
}

struct pool {
  pthread_mutex_t lock;
  GPtrArray *all;
  GPtrArray *idle;
  int size;
};
void pool_init(struct pool *p) {
  p->all = g_ptr_array_new_with_free_func((GDestroyNotify)end_worker);
  p->idle = g_ptr_array_new_with_free_func(NULL);
}
int pool_size(struct pool *p) {
  pthread_mutex_lock(&p->lock);
  int size = p->size;
  pthread_mutex_unlock(&p->lock);
  return size;
}
void pool_remove_bad(struct pool *p, struct worker *w) {
  pthread_mutex_lock(&p->lock);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'lock' of an argument is held while 'pool_remove_bad' waits for a thread to end
  g_ptr_array_remove(p->all, w);
  p->size--;
  pthread_mutex_unlock(&p->lock);
}
void pool_idle_ok(struct pool *p, struct worker *w) {
  pthread_mutex_lock(&p->lock);
  g_ptr_array_remove(p->idle, w);
  p->size--;
  pthread_mutex_unlock(&p->lock);
}

// Another struct's member of that name; an array whose elements stay; a reference.
void g_hash_table_unref(GHashTable *table);
GHashTable *g_hash_table_ref(GHashTable *table);
gpointer *g_ptr_array_free(GPtrArray *array, gboolean elements);
struct names {
  pthread_mutex_t lock;
  GPtrArray *all;
  int size;
};
void names_init(struct names *n) { n->all = g_ptr_array_new_with_free_func(g_free); }
void names_remove_ok(struct names *n, char *name) {
  pthread_mutex_lock(&n->lock);
  g_ptr_array_remove(n->all, name);
  n->size--;
  pthread_mutex_unlock(&n->lock);
}
void pool_take_ok(struct pool *p) {
  pthread_mutex_lock(&p->lock);
  g_ptr_array_free(p->all, 0);
  p->all = NULL;
  pthread_mutex_unlock(&p->lock);
}
void workers_look_ok(void) {
  pthread_mutex_lock(&lock);
  g_hash_table_unref(g_hash_table_ref(workers));
  pthread_mutex_unlock(&lock);
}
