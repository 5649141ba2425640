//! Symbols: made by napi's `Symbol`, passed on by `JsSymbol`, kept by `SymbolRef`, and used as keys of properties.

use std::cell::Cell;

use napi::bindgen_prelude::*;
use napi::{JsSymbol, SymbolRef};
use napi_derive::napi;

/// `Symbol(description)`: another one each time.
#[napi]
pub fn new_symbol(description: String) -> Symbol {
    Symbol::new(description)
}

/// `Symbol.for(description)`: the same one each time, in all of JavaScript.
#[napi]
pub fn registered_symbol(description: String) -> Symbol {
    Symbol::for_desc(description)
}

/// A symbol without a description. Despite its name, `Symbol::identity` keeps no identity.
#[napi]
pub fn nameless_symbol() -> Symbol {
    Symbol::identity()
}

/// Takes a `Symbol` and returns it: another one comes out, because napi's `Symbol` does not hold what JavaScript passed
/// (`bindgen_runtime/js_values/symbol.rs`).
#[napi]
pub fn pass_symbol(symbol: Symbol) -> Symbol {
    symbol
}

/// Takes a `JsSymbol` and returns it.
#[napi(ts_args_type = "symbol: symbol", ts_return_type = "symbol")]
pub fn pass_js_symbol(symbol: JsSymbol) -> JsSymbol {
    symbol
}

/// A function that returns the symbol that it keeps by a reference.
#[napi(ts_args_type = "symbol: symbol", ts_return_type = "() => symbol")]
pub fn keep_symbol(
    env: &Env,
    symbol: SymbolRef<false>,
) -> Result<Function<'_, (), JsSymbol<'static>>> {
    env.create_function_from_closure("keepSymbol", move |context| {
        let symbol = symbol.get_value(context.env)?;
        // SAFETY: the handle is used by nothing but the return from this call.
        unsafe { JsSymbol::from_napi_value(context.env.raw(), symbol.raw()) }
    })
}

/// Sets a property with a symbol as its key, and reads it back.
#[napi(ts_args_type = "object: object, key: symbol, value: unknown")]
pub fn set_by_symbol<'env>(
    mut object: Object<'env>,
    key: JsSymbol<'env>,
    value: Unknown<'env>,
) -> Result<Unknown<'env>> {
    object.set_property(key, value)?;
    object.get_property(key)
}

/// An object that counts from 1 to `last` in a `for` loop: its `Symbol.iterator` is a Rust closure that returns an iterator, whose `next`
/// is one, too.
#[napi(ts_return_type = "Iterable<number>")]
pub fn iterable_up_to(env: &Env, last: u32) -> Result<Object<'_>> {
    let symbols: Function<(), ()> = env.get_global()?.get_named_property("Symbol")?;
    let iterator: JsSymbol = symbols.get_named_property("iterator")?;
    let begin: Function<(), Object> =
        env.create_function_from_closure("[Symbol.iterator]", move |context| {
            let numbers = numbers_up_to(context.env, last)?;
            Ok(Object::from_raw(context.env.raw(), numbers.raw()))
        })?;
    let mut iterable = Object::new(env)?;
    iterable.set_property(iterator, begin)?;
    Ok(iterable)
}

fn numbers_up_to(env: &Env, last: u32) -> Result<Object<'_>> {
    let number = Cell::new(0);
    let next: Function<(), Object> = env.create_function_from_closure("next", move |context| {
        number.set(number.get() + 1);
        let mut result = Object::new(context.env)?;
        result.set("done", number.get() > last)?;
        if number.get() <= last {
            result.set("value", number.get())?;
        }
        Ok(Object::from_raw(context.env.raw(), result.raw()))
    })?;
    let mut iterator = Object::new(env)?;
    iterator.set("next", next)?;
    Ok(iterator)
}
