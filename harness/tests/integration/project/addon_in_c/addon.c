// An addon in C: what it imports of Node-API are relocations, as with every addon in C or C++. It declares what it needs itself, so that no
// headers have to be installed.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <malloc.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct napi_env__ *napi_env;
typedef struct napi_value__ *napi_value;
typedef struct napi_ref__ *napi_ref;
typedef struct napi_callback_info__ *napi_callback_info;
typedef struct napi_deferred__ *napi_deferred;
typedef struct napi_threadsafe_function__ *napi_threadsafe_function;
typedef napi_value (*napi_callback)(napi_env, napi_callback_info);
typedef void (*napi_finalize)(napi_env, void *, void *);

int napi_create_function(napi_env, const char *, size_t, napi_callback, void *, napi_value *);
int napi_set_named_property(napi_env, napi_value, const char *, napi_value);
int napi_get_cb_info(napi_env, napi_callback_info, size_t *, napi_value *, napi_value *, void **);
int napi_create_reference(napi_env, napi_value, uint32_t, napi_ref *);
int napi_create_double(napi_env, double, napi_value *);
int napi_wrap(napi_env, napi_value, void *, napi_finalize, void *, napi_ref *);
int napi_remove_wrap(napi_env, napi_value, void **);
int napi_create_promise(napi_env, napi_deferred *, napi_value *);
int napi_create_string_utf8(napi_env, const char *, size_t, napi_value *);
int napi_create_threadsafe_function(napi_env, napi_value, napi_value, napi_value, size_t, size_t, void *, napi_finalize, void *,
                                    void (*)(napi_env, napi_value, void *, void *), napi_threadsafe_function *);
int napi_get_undefined(napi_env, napi_value *);
int napi_call_function(napi_env, napi_value, napi_value, size_t, const napi_value *, napi_value *);
int napi_call_threadsafe_function(napi_threadsafe_function, void *, int);

static int data = 42;

/** Returns what was given as its data when it was made. */
static napi_value get_data(napi_env env, napi_callback_info info) {
  void *given;
  napi_value result;
  napi_get_cb_info(env, info, NULL, NULL, NULL, &given);
  napi_create_double(env, *(int *)given, &result);
  return result;
}

static napi_value leak_reference(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  napi_ref reference;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  napi_create_reference(env, argument, 1, &reference);
  return NULL;
}

static void *volatile kept;

static napi_value leak_memory(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  kept = malloc(100);
  return NULL;
}

/** Wraps its argument and takes that back. */
static napi_value wrap_and_remove(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  void *native;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  napi_wrap(env, argument, &data, NULL, NULL, NULL);
  napi_remove_wrap(env, argument, &native);
  return NULL;
}

/** Whether a library is found that stands in this one's search path alone. */
static napi_value finds_inner(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value result;
  napi_create_double(env, dlopen("libinner.so", RTLD_NOW) != NULL, &result);
  return result;
}

/** Returns a promise and forgets how to settle it. */
static napi_value drop_deferred(napi_env env, napi_callback_info info) {
  (void)info;
  napi_deferred deferred;
  napi_value promise;
  napi_create_promise(env, &deferred, &promise);
  return promise;
}

static void ignore(napi_env env, napi_value callback, void *context, void *call) {
  (void)env;
  (void)callback;
  (void)context;
  (void)call;
}

/** Calls its argument three times through a queue for two. */
static napi_value overflow_queue(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value callback, name;
  napi_threadsafe_function function;
  napi_get_cb_info(env, info, &count, &callback, NULL, NULL);
  napi_create_string_utf8(env, "small", (size_t)-1, &name);
  napi_create_threadsafe_function(env, callback, NULL, name, 2, 1, NULL, NULL, NULL, ignore, &function);
  for (int i = 0; i < 3; i++) napi_call_threadsafe_function(function, NULL, 0);
  return NULL;
}

static char *volatile block;

/** Writes a page behind a block of 32. */
static napi_value overrun(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  block = malloc(32);
  for (int i = 0; i < 4096; i++) block[32 + i] = 1;
  abort();
}

/** Writes a byte behind a block of 33, where the allocator has room for it, and frees that. */
static napi_value overrun_slightly(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  block = malloc(33);
  block[33] = 1;
  free(block);
  abort();
}

static napi_value free_twice(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  block = malloc(64);
  char *first = block;
  free(first);
  free(block);
  return NULL;
}

/** Reads an address from a block that is freed, and what stands there. */
static napi_value use_freed(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  block = malloc(64);
  *(int **)block = &data;
  free(block);
  *(volatile int *)(*(uintptr_t *)block & 0xfff) = 1;
  return NULL;
}

/** Fills a block of 33 as far as the allocator says that it goes, frees it, twice if that is too short, and dies of something else. */
static napi_value fill_usable_size(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  block = malloc(33);
  size_t usable = malloc_usable_size(block);
  memset(block, 1, usable);
  free(block);
  if (usable < 33) free(block);
  abort();
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/** Calls its argument while it holds the lock. */
static napi_value call_locked(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value callback, undefined;
  napi_get_cb_info(env, info, &count, &callback, NULL, NULL);
  napi_get_undefined(env, &undefined);
  pthread_mutex_lock(&mutex);
  napi_call_function(env, undefined, callback, 0, NULL, NULL);
  pthread_mutex_unlock(&mutex);
  return NULL;
}

static void *hold_lock(void *ends) {
  pthread_setname_np(pthread_self(), "keeper");
  pthread_mutex_lock(&mutex);
  while (ends == NULL) pause();
  return NULL;
}

/** Has a thread take the lock, which ends at once where `ends` is not null, and takes it itself. */
static napi_value lock_behind(void *ends) {
  pthread_t thread;
  pthread_create(&thread, NULL, hold_lock, ends);
  if (ends != NULL) pthread_join(thread, NULL);
  while (pthread_mutex_trylock(&mutex) == 0) pthread_mutex_unlock(&mutex);
  pthread_mutex_lock(&mutex);
  return NULL;
}

static napi_value lock_behind_thread(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  return lock_behind(NULL);
}

static napi_value lock_behind_ended_thread(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  return lock_behind(&mutex);
}

static void *do_nothing(void *given) {
  pthread_setname_np(pthread_self(), "idler");
  return given;
}

/** Gives its argument to a thread, which ends without calling it. */
static napi_value forget_callback(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value callback, name;
  napi_threadsafe_function function;
  pthread_t thread;
  napi_get_cb_info(env, info, &count, &callback, NULL, NULL);
  napi_create_string_utf8(env, "forgotten", (size_t)-1, &name);
  napi_create_threadsafe_function(env, callback, NULL, name, 0, 1, NULL, NULL, NULL, ignore, &function);
  pthread_create(&thread, NULL, do_nothing, function);
  pthread_join(thread, NULL);
  return NULL;
}

static napi_value pause_for_ever(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  for (;;) pause();
}

napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  struct {
    const char *name;
    napi_callback function;
  } functions[] = {
      {"getData", get_data},           {"leakReference", leak_reference}, {"leakMemory", leak_memory},
      {"wrapAndRemove", wrap_and_remove}, {"findsInner", finds_inner},
      {"overrun", overrun},               {"overrunSlightly", overrun_slightly},
      {"freeTwice", free_twice},          {"useFreed", use_freed},
      {"dropDeferred", drop_deferred},    {"overflowQueue", overflow_queue},
      {"callLocked", call_locked},        {"lockBehindThread", lock_behind_thread},
      {"fillUsableSize", fill_usable_size}, {"lockBehindEndedThread", lock_behind_ended_thread},
      {"forgetCallback", forget_callback}, {"pauseForEver", pause_for_ever},
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    napi_value value;
    napi_create_function(env, functions[i].name, (size_t)-1, functions[i].function, &data, &value);
    napi_set_named_property(env, exports, functions[i].name, value);
  }
  return exports;
}
