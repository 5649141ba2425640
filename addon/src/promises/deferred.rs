//! `JsDeferred`: a promise that Rust settles, from any thread (`js_values/deferred.rs`).
//!
//! Resolvers run on JavaScript's thread. Each here holds a payload of the census, which is dropped when it has run, or cannot run any more.

use std::sync::{Arc, Barrier};
use std::thread;

use napi::bindgen_prelude::*;
use napi::{Env, JsDeferred};
use napi_derive::napi;

use crate::gate;
use crate::lifecycle::census::Counted;

type Resolver<T> = Box<dyn FnOnce(Env) -> Result<T> + Send>;

/// How a thread settles a promise.
#[napi(string_enum = "camelCase")]
pub enum DeferredOutcome {
    /// With what the resolver returns.
    Resolve,
    /// With an error that the thread made.
    Reject,
    /// With the error that the resolver returns.
    ResolverErrs,
    /// It does not: the resolver panics.
    ResolverPanics,
}

/// A promise that a thread settles.
#[napi(ts_return_type = "Promise<string>")]
pub fn settle_on_thread(env: &Env, outcome: DeferredOutcome) -> Result<Object<'_>> {
    let (deferred, promise) = env.create_deferred::<String, Resolver<String>>()?;
    let payload = Counted::new("settled on a thread");
    thread::spawn(move || {
        let error = |place| Error::new(Status::Closing, format!("no luck in {place}"));
        match outcome {
            DeferredOutcome::Resolve => {
                deferred.resolve(Box::new(|env| Ok(payload.deliver(env))));
            }
            DeferredOutcome::Reject => deferred.reject(error("the thread")),
            DeferredOutcome::ResolverErrs => {
                deferred.resolve(Box::new(move |_| Err(error("the resolver"))));
            }
            DeferredOutcome::ResolverPanics => {
                deferred.resolve(Box::new(|_| panic!("no luck in the resolver")));
            }
        }
    });
    Ok(promise)
}

/// A promise that is settled before the call returns.
#[napi(ts_return_type = "Promise<string>")]
pub fn settle_at_once(env: &Env) -> Result<Object<'_>> {
    let (deferred, promise) = env.create_deferred::<String, Resolver<String>>()?;
    deferred.resolve(Box::new(|_| Ok("settled at once".to_owned())));
    Ok(promise)
}

/// How a resolver calls its callback.
#[napi(string_enum = "camelCase")]
pub enum CallInResolver {
    /// `Function::call`, which takes what the callback throws.
    Call,
    /// `Function::apply`, which leaves it pending.
    Apply,
}

/// A promise that a thread resolves with what `callback` returns, which the resolver calls.
#[napi(
    ts_args_type = "callback: () => unknown, how?: CallInResolver",
    ts_return_type = "Promise<any>"
)]
pub fn settle_with_callback<'env>(
    env: &'env Env,
    callback: Function<(), Unknown<'static>>,
    how: Option<CallInResolver>,
) -> Result<Object<'env>> {
    let (deferred, promise) = env.create_deferred::<Unknown<'static>, Resolver<_>>()?;
    let (callback, payload) = (callback.create_ref()?, Counted::new("with a callback"));
    thread::spawn(move || {
        deferred.resolve(Box::new(move |env| {
            let _payload = payload;
            let callback = callback.borrow_back(&env)?;
            match how {
                Some(CallInResolver::Apply) => callback.apply((), ()),
                _ => callback.call(()),
            }
        }));
    });
    Ok(promise)
}

/// A promise that as many threads try to settle at once, each with a clone of one deferred.
#[napi(ts_return_type = "Promise<string>")]
pub fn settle_on_threads(env: &Env, threads: u32) -> Result<Object<'_>> {
    let (deferred, promise) = env.create_deferred::<String, Resolver<String>>()?;
    let start = Arc::new(Barrier::new(threads as usize));
    for _ in 0..threads {
        let (deferred, start) = (deferred.clone(), start.clone());
        let payload = Counted::new("settled by one of the threads");
        thread::spawn(move || {
            start.wait();
            settle(deferred, payload);
        });
    }
    Ok(promise)
}

/// A promise that a thread settles once the gate `after` is open; then it opens the gate `then`.
#[napi(ts_return_type = "Promise<string>")]
pub fn settle_between_gates(env: &Env, after: String, then: String) -> Result<Object<'_>> {
    let (deferred, promise) = env.create_deferred::<String, Resolver<String>>()?;
    let payload = Counted::new("settled between gates");
    thread::spawn(move || {
        gate::wait(&after);
        settle(deferred, payload);
        gate::open(&then);
    });
    Ok(promise)
}

fn settle(deferred: JsDeferred<String, Resolver<String>>, payload: Counted) {
    deferred.resolve(Box::new(|env| Ok(payload.deliver(env))));
}
