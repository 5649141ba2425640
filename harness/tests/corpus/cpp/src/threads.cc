// Threads: how they are left, and what they wait for.
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "addon.h"

// A thread that is joined, or not.
static void Index(const Napi::CallbackInfo& info) {
  std::thread thread([] {});
  if (info[0].ToBoolean()) thread.join();
}  // place: thread_never_joined

// A thread that lives as long as the process, or is joined before.
static std::unique_ptr<std::thread> background;

static void StartBackground(const Napi::CallbackInfo&) {
  background = std::make_unique<std::thread>([] {});  // place: static_thread_at_exit
}

static void StopBackground(const Napi::CallbackInfo&) {
  background->join();
  background.reset();
}

static std::mutex ready_mutex;
static std::condition_variable ready_changed;
static bool ready = false;

// A thread gets ready; it says so before anybody waits for it, or to whoever asks afterwards.
static void WaitUntilReady(const Napi::CallbackInfo& info) {
  const bool asks_first = info[0].ToBoolean();
  std::thread([] {
    std::lock_guard<std::mutex> lock(ready_mutex);
    ready = true;
    ready_changed.notify_all();
  }).join();
  std::unique_lock<std::mutex> lock(ready_mutex);
  if (asks_first) {
    ready_changed.wait(lock, [] { return ready; });
  } else {
    ready_changed.wait(lock);  // place: lost_wakeup
  }
}

static std::timed_mutex account;
static std::timed_mutex journal;

// A thread locks the journal and then the account, while the JavaScript thread locks them the other way around.
static void Transfer(const Napi::CallbackInfo& info) {
  const bool in_order = info[0].ToBoolean();
  std::mutex mutex;
  std::condition_variable changed;
  bool locked = false;
  std::unique_lock<std::timed_mutex> first(account, std::defer_lock);
  if (!in_order) first.lock();
  std::thread thread([&] {
    std::lock_guard<std::timed_mutex> second(journal);
    {
      std::lock_guard<std::mutex> lock(mutex);
      locked = true;
      changed.notify_all();
    }
    std::lock_guard<std::timed_mutex> third(account);  // place: locks_in_opposite_order
  });
  {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [&] { return locked; });
  }
  std::lock_guard<std::timed_mutex> second(journal);  // place: locks_in_opposite_order
  if (first.owns_lock()) first.unlock();
  thread.join();
}

static std::mutex cache;

// Work on the pool that needs the cache.
class Lookup : public Napi::AsyncWorker {
 public:
  explicit Lookup(const Napi::Function& done) : AsyncWorker(done) {}
  void Execute() override { std::lock_guard<std::mutex> lock(cache); }  // place: lock_never_given_back
};

// Looks something up; with true as second argument, the cache stays locked.
static void LookUp(const Napi::CallbackInfo& info) {
  if (info[1].ToBoolean()) cache.lock();  // place: lock_never_given_back
  (new Lookup(info[0].As<Napi::Function>()))->Queue();
}

void add_threads(Napi::Env env, Napi::Object exports) {
  exports.Set("index", Napi::Function::New(env, Index, "index"));
  exports.Set("startBackground", Napi::Function::New(env, StartBackground, "startBackground"));
  exports.Set("stopBackground", Napi::Function::New(env, StopBackground, "stopBackground"));
  exports.Set("waitUntilReady", Napi::Function::New(env, WaitUntilReady, "waitUntilReady"));
  exports.Set("transfer", Napi::Function::New(env, Transfer, "transfer"));
  exports.Set("lookUp", Napi::Function::New(env, LookUp, "lookUp"));
}
