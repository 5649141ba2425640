// C++ exceptions that are caught, and that are not.
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "addon.h"

// Throws what is no Napi::Error if there is no such item.
static Napi::Value ItemAt(const Napi::CallbackInfo& info) {
  const std::vector<int> items{1, 2, 3};
  return Napi::Number::New(info.Env(), items.at(info[0].ToNumber().Uint32Value()));  // place: exception_of_the_library
}

// Throws to JavaScript if there is no such item.
static Napi::Value CheckedItemAt(const Napi::CallbackInfo& info) {
  const std::vector<int> items{1, 2, 3};
  const auto index = info[0].ToNumber().Uint32Value();
  if (index >= items.size()) throw Napi::RangeError::New(info.Env(), "no such item");
  return Napi::Number::New(info.Env(), items[index]);
}

// A thread parses the text and is waited for.
static void ParseOnThread(const Napi::CallbackInfo& info) {
  const auto text = info[0].ToString().Utf8Value();
  std::thread([text] {
    if (text.empty()) throw std::runtime_error("nothing to parse");  // place: exception_on_a_thread
  }).join();
}

// Parses on the pool of libuv, where node-addon-api catches exceptions.
class Parser : public Napi::AsyncWorker {
 public:
  Parser(const Napi::Function& done, std::string text) : AsyncWorker(done), text_(std::move(text)) {}
  void Execute() override {
    if (text_.empty()) throw std::runtime_error("nothing to parse");
  }

 private:
  std::string text_;
};

static void Parse(const Napi::CallbackInfo& info) {
  (new Parser(info[0].As<Napi::Function>(), info[1].ToString().Utf8Value()))->Queue();
}

// Takes its time, and throws to JavaScript if the second argument is true.
static void Convert(const Napi::CallbackInfo& info) {
  const std::chrono::milliseconds time(info[0].As<Napi::Number>().Uint32Value());
  const bool fails = info[1].As<Napi::Boolean>().Value();
  std::this_thread::sleep_for(time);  // place: slow_call
  if (fails) {
    throw Napi::Error::New(info.Env(), "cannot convert");  // place: throws_in_a_terminated_worker
  }
}

void add_exceptions(Napi::Env env, Napi::Object exports) {
  exports.Set("itemAt", Napi::Function::New(env, ItemAt, "itemAt"));
  exports.Set("checkedItemAt", Napi::Function::New(env, CheckedItemAt, "checkedItemAt"));
  exports.Set("parseOnThread", Napi::Function::New(env, ParseOnThread, "parseOnThread"));
  exports.Set("parse", Napi::Function::New(env, Parse, "parse"));
  exports.Set("convert", Napi::Function::New(env, Convert, "convert"));
}
