/*---
summary = "FnArgs with 27 arguments is no argument list: the compiler says which trait is missing"
shows = ["FnArgs"]
tags = ["arguments", "compile-error"]
[expect]
end = "compile error"
---*/
use napi::bindgen_prelude::*;

type TwentySeven = (
    u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8,
);

pub fn call(callback: Function<FnArgs<TwentySeven>, ()>) {
    let _ = callback;
}
