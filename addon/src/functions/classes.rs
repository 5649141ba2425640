//! `Env::define_class`: a class made at run time, of raw callbacks and of closures.

use napi::bindgen_prelude::*;
use napi::{Property, PropertyAttributes};
use napi_derive::napi;

use crate::lifecycle::census::CountedHandle;

/// The constructor of [`define_account`]'s class.
#[napi(no_export)]
pub fn construct_account(mut this: This, owner: String) -> Result<()> {
    match owner.as_str() {
        "" => Err(Error::new(Status::InvalidArg, "an account needs an owner")),
        _ => this.set("owner", owner),
    }
}

/// A method of [`define_account`]'s class.
#[napi(no_export)]
pub fn describe_account(this: This) -> Result<String> {
    let owner: String = this.get_named_property("owner")?;
    Ok(format!("the account of {owner}"))
}

/// A class `Account`: `owner` is set by its constructor, `describe` is a method, `currency` static, and `limit` an accessor of two
/// closures, which all instances share. `onRead` is called when it is read.
#[napi(
    ts_args_type = "limit: number, onRead?: () => void",
    ts_return_type = "new (owner: string) => { owner: string, limit: number, describe(): string }"
)]
pub fn define_account(
    env: &Env,
    limit: f64,
    on_read: Option<FunctionRef<(), ()>>,
) -> Result<Function<'_, String, Unknown<'_>>> {
    let handle = CountedHandle::new();
    let limit = std::rc::Rc::new(std::cell::Cell::new(limit));
    let read = limit.clone();
    env.define_class(
        "Account",
        construct_account_c_callback,
        &[
            Property::new()
                .with_utf8_name("describe")?
                .with_method(describe_account_c_callback),
            Property::new()
                .with_utf8_name("currency")?
                .with_property_attributes(PropertyAttributes::Static)
                .with_napi_value(env, "EUR")?,
            Property::new()
                .with_utf8_name("limit")?
                .with_getter_closure(move |env, _this| {
                    let _kept = &handle;
                    if let Some(on_read) = &on_read {
                        on_read.borrow_back(&env)?.call(())?;
                    }
                    Ok(read.get())
                })
                .with_setter_closure(move |_env, _this, next: f64| {
                    assert!(next != 13.0, "an unlucky limit");
                    limit.set(next);
                    Ok(())
                }),
        ],
    )
}
