// What the C++ programs of the corpus call. A line that a person would name as a fault's place carries the mark
// `place:` with the name of the program.
#pragma once

#include <napi.h>

void add_callbacks(Napi::Env env, Napi::Object exports);
void add_exceptions(Napi::Env env, Napi::Object exports);
void add_threads(Napi::Env env, Napi::Object exports);
