// ThreadSafeFunctions, references and objects that threads use.
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

#include "addon.h"

static std::vector<Napi::ThreadSafeFunction> watching;

// Keeps a ThreadSafeFunction until unwatch().
static void Watch(const Napi::CallbackInfo& info) {
  watching.push_back(Napi::ThreadSafeFunction::New(  // place: never_released
      info.Env(), info[0].As<Napi::Function>(), "watch", 0, 1));
  watching.back().NonBlockingCall();
}

static void Unwatch(const Napi::CallbackInfo&) {
  for (auto& watcher : watching) watcher.Release();
  watching.clear();
}

// A thread calls the callback once.
static void Notify(const Napi::CallbackInfo& info) {
  auto callback = Napi::ThreadSafeFunction::New(
      info.Env(), info[0].As<Napi::Function>(), "notify", 0, 1);
  std::thread([callback] {
    callback.BlockingCall(  // place: exception_in_a_callback
        [](Napi::Env env, Napi::Function function) { function.Call({Napi::Number::New(env, 1)}); });
    callback.Release();
  }).detach();
}

static std::vector<Napi::FunctionReference*> kept;

// Keeps the callback; with true as second argument, only until it has been called.
static void CallLater(const Napi::CallbackInfo& info) {
  auto* reference = new Napi::FunctionReference(Napi::Persistent(info[0].As<Napi::Function>()));  // place: reference_leak
  reference->Call({});
  if (info[1].ToBoolean()) {
    delete reference;
  } else {
    kept.push_back(reference);
  }
}

// A database whose queries run on a thread and use the object itself.
class Database : public Napi::ObjectWrap<Database> {
 public:
  static Napi::Function Define(Napi::Env env) {
    return DefineClass(env, "Database", {InstanceMethod("query", &Database::Query)});
  }
  explicit Database(const Napi::CallbackInfo& info) : Napi::ObjectWrap<Database>(info) {
    cells_ = static_cast<int**>(std::malloc(sizeof(int*) * 4));
    for (int i = 0; i < 4; i++) cells_[i] = &value_;
  }
  ~Database() {
    std::memset(cells_, 0, sizeof(int*) * 4);
    std::free(cells_);
    cells_ = nullptr;
  }

 private:
  // The query runs for a while; with true as second argument it holds the object that long.
  void Query(const Napi::CallbackInfo& info) {
    auto done = Napi::ThreadSafeFunction::New(
        info.Env(), info[0].As<Napi::Function>(), "query", 0, 1);
    const bool holds = info[1].ToBoolean();
    if (holds) Ref();
    std::thread([this, done, holds] {
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
      const int result = *cells_[3];  // place: object_collected_in_use
      done.BlockingCall([this, holds, result](Napi::Env env, Napi::Function function) {
        if (holds) Unref();
        function.Call({Napi::Number::New(env, result)});
      });
      done.Release();
    }).detach();
  }

  int value_ = 7;
  int** cells_;
};

// A buffer over memory of the addon's; with true, its finalizer frees what has been freed already.
static Napi::Value View(const Napi::CallbackInfo& info) {
  auto* data = static_cast<char*>(std::malloc(64));
  const bool twice = info[0].ToBoolean();
  return Napi::Buffer<char>::New(info.Env(), data, 64, [twice](Napi::Env, char* memory) {
    std::free(memory);
    if (twice) std::free(memory);  // place: buffer_freed_twice
  });
}

void add_callbacks(Napi::Env env, Napi::Object exports) {
  exports.Set("watch", Napi::Function::New(env, Watch, "watch"));
  exports.Set("unwatch", Napi::Function::New(env, Unwatch, "unwatch"));
  exports.Set("notify", Napi::Function::New(env, Notify, "notify"));
  exports.Set("callLater", Napi::Function::New(env, CallLater, "callLater"));
  exports.Set("view", Napi::Function::New(env, View, "view"));
  exports.Set("Database", Database::Define(env));
}
