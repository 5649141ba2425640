//! How many arguments a callback gets: napi's `FnArgs`, a bare tuple, and a type without size (`js_values/function.rs`).

use napi::bindgen_prelude::*;
use napi::sys;
use napi_derive::napi;

/// Expands `$each!` once for one letter, once for two, and so on: each time with the letters and how many they are.
macro_rules! for_each_count {
    ($each:ident) => {
        for_each_count!($each; [] a 1 b 2 c 3 d 4 e 5 f 6 g 7 h 8 i 9 j 10 k 11 l 12 m 13 n 14 o 15 p 16 q 17 r 18 s 19 t 20
            u 21 v 22 w 23 x 24 y 25 z 26);
    };
    ($each:ident; [$($letter:ident $place:literal)*]) => {};
    ($each:ident; [$($letter:ident $place:literal)*] $next:ident $count:literal $($left:tt)*) => {
        $each!($count: $($letter $place)* $next $count);
        for_each_count!($each; [$($letter $place)* $next $count] $($left)*);
    };
}

/// Calls `callback` with 1, then with 1 and 2, and so on up to the 26 arguments that `FnArgs` can hold.
#[napi(ts_args_type = "callback: (...numbers: number[]) => void")]
pub fn call_with_each_count(callback: Unknown) -> Result<()> {
    macro_rules! call {
        ($count:literal: $($letter:ident $place:literal)+) => {
            typed(&callback)?.call(FnArgs::from(($($place,)+)))?;
        };
    }
    for_each_count!(call);
    Ok(())
}

/// The same function with arguments of another type, which stand in the type of a `Function`.
fn typed<'env, Args: JsValuesTupleIntoVec>(
    callback: &Unknown<'env>,
) -> Result<Function<'env, Args, ()>> {
    // SAFETY: a Function checks what it is when it is called.
    unsafe { callback.cast() }
}

/// A function that takes its arguments as one tuple, of as many elements as there are arguments, and returns their sum.
#[napi(ts_return_type = "(...numbers: number[]) => number")]
pub fn sum_of_tuple(env: &Env) -> Result<Function<'_, (), f64>> {
    env.create_function_from_closure("sumOfTuple", |context| {
        macro_rules! sum {
            ($count:literal: $($letter:ident $place:literal)+) => {
                if context.length() == $count {
                    let ($($letter,)+) = context.args()?;
                    return Ok([$($letter),+].iter().sum::<f64>());
                }
            };
        }
        for_each_count!(sum);
        Err(Error::from_reason(format!(
            "no tuple has {} elements",
            context.length()
        )))
    })
}

/// Calls with a tuple that is in no `FnArgs`: one argument, an array.
#[napi(ts_args_type = "callback: (pair: [string, number]) => void")]
pub fn call_with_bare_tuple(callback: Function<(String, u32), ()>) -> Result<()> {
    callback.call(("answer".to_owned(), 42))
}

/// Calls with `()`, which is no argument.
#[napi(ts_args_type = "callback: () => void")]
pub fn call_with_unit(callback: Function<(), ()>) -> Result<()> {
    callback.call(())
}

/// Calls with napi's `Null`, meaning `null`: it has no size, so that it is no argument either.
#[napi(ts_args_type = "callback: (nothing?: null) => void")]
pub fn call_with_null(callback: Function<Null, ()>) -> Result<()> {
    callback.call(Null)
}

/// Calls with the same `Null` in `FnArgs`, where it is `null`.
#[napi(ts_args_type = "callback: (nothing: null) => void")]
pub fn call_with_null_in_fn_args(callback: Function<FnArgs<(Null,)>, ()>) -> Result<()> {
    callback.call(FnArgs::from((Null,)))
}

/// Calls with `None`, which has a size: one argument, `null`.
#[napi(ts_args_type = "callback: (nothing: string | null) => void")]
pub fn call_with_none(callback: Function<Option<String>, ()>) -> Result<()> {
    callback.call(None)
}

/// Calls with an `Err`: one argument, an Error, whose code is the status in Rust's own spelling.
#[napi(ts_args_type = "callback: (error: Error & { code: string }) => void")]
pub fn call_with_err(callback: Function<Result<u32>, ()>) -> Result<()> {
    callback.call(Err(Error::new(Status::InvalidArg, "no number")))
}

/// What cannot become a JavaScript value.
pub struct Unconvertible;

impl ToNapiValue for Unconvertible {
    unsafe fn to_napi_value(_env: sys::napi_env, _value: Self) -> Result<sys::napi_value> {
        Err(Error::new(Status::InvalidArg, "not for JavaScript"))
    }
}

/// Calls with arguments the second of which cannot be converted: the callback is not called.
#[napi(ts_args_type = "callback: (first: number, second: never) => void")]
pub fn call_with_unconvertible(callback: Function<FnArgs<(u32, Unconvertible)>, ()>) -> Result<()> {
    callback.call(FnArgs::from((1, Unconvertible)))
}
