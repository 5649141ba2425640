// An addon that registers itself while it is loaded, as all did before Node.js 12; with BY_NAME it looks the function up, as napi-rs does with
// every function.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>

typedef struct napi_env__ *napi_env;
typedef struct napi_value__ *napi_value;

/** `napi_module` */
struct module {
  int version;
  unsigned flags;
  const char *file;
  napi_value (*init)(napi_env, napi_value);
  const char *name;
  void *data;
  void *reserved[4];
};

void napi_module_register(struct module *);
int napi_create_double(napi_env, double, napi_value *);
int napi_set_named_property(napi_env, napi_value, const char *, napi_value);

static napi_value init(napi_env env, napi_value exports) {
  napi_value answer;
  napi_create_double(env, 42, &answer);
  napi_set_named_property(env, exports, "answer", answer);
  return exports;
}

static struct module module = {1, 0, __FILE__, init, "registering", NULL, {NULL}};

__attribute__((constructor)) static void register_it(void) {
#ifdef BY_NAME
  void (*by_name)(struct module *) = (void (*)(struct module *))dlsym(RTLD_DEFAULT, "napi_module_register");
  by_name(&module);
#else
  napi_module_register(&module);
#endif
}
