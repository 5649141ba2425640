// The module.
#include "addon.h"

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  add_callbacks(env, exports);
  add_exceptions(env, exports);
  add_threads(env, exports);
  return exports;
}

NODE_API_MODULE(corpus_cpp, Init)
