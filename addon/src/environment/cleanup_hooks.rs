//! Hooks that run when an environment ends. No JavaScript runs any more, so what they have to say Rust prints.

use std::thread;

use napi::bindgen_prelude::*;
use napi::{AsyncCleanupHook, CleanupEnvHook};
use napi_derive::napi;

use crate::gate;
use crate::ownership::drops::Tracked;

/// A hook that prints its name, and can be removed.
#[napi]
pub struct CleanupHook {
    hook: Option<CleanupEnvHook<Tracked>>,
}

#[napi]
impl CleanupHook {
    /// Registered from now on; its data goes by the same name.
    #[napi(constructor)]
    pub fn new(env: &Env, name: String) -> Result<Self> {
        let hook = env.add_env_cleanup_hook(Tracked::new(name), |payload| {
            println!("hook: {}", payload.name());
        })?;
        Ok(Self { hook: Some(hook) })
    }

    /// Removes the hook. `remove_env_cleanup_hook` in `env.rs` leaks its data and its closure.
    #[napi]
    pub fn remove(&mut self, env: &Env) -> Result<()> {
        match self.hook.take() {
            Some(hook) => env.remove_env_cleanup_hook(hook),
            None => Ok(()),
        }
    }
}

/// A hook that panics.
#[napi]
pub fn panic_at_cleanup(env: &Env, message: String) -> Result<()> {
    env.add_env_cleanup_hook(message, |message| panic!("{message}"))?;
    Ok(())
}

/// An asynchronous hook that prints its name, and can be removed.
#[napi]
pub struct AsyncCleanup {
    hook: Option<AsyncCleanupHook>,
}

#[napi]
impl AsyncCleanup {
    /// Registered from now on; its data goes by the same name.
    #[napi(constructor)]
    pub fn new(env: &Env, name: String) -> Result<Self> {
        let hook = env.add_removable_async_cleanup_hook(Tracked::new(name), |payload| {
            println!("asynchronous hook: {}", payload.name());
        })?;
        Ok(Self { hook: Some(hook) })
    }

    /// Removes the hook, as dropping an `AsyncCleanupHook` does.
    #[napi]
    pub fn remove(&mut self) {
        self.hook = None;
    }
}

impl Drop for AsyncCleanup {
    /// Node.js has deleted the handle once the hook has run, and the instance may go later than that: to drop the handle again would free
    /// it twice.
    fn drop(&mut self) {
        if let Some(hook) = self.hook.take() {
            hook.forget();
        }
    }
}

/// An asynchronous hook whose handle is dropped with an instance, which is after the hook has run: `AsyncCleanupHook::drop` in
/// `async_cleanup_hook.rs` knows nothing of that, and has Node-API free it a second time.
#[napi]
pub struct CarelessAsyncCleanup {
    _hook: AsyncCleanupHook,
}

#[napi]
impl CarelessAsyncCleanup {
    /// Registered from now on.
    #[napi(constructor)]
    pub fn new(env: &Env, name: String) -> Result<Self> {
        let hook = env.add_removable_async_cleanup_hook(name, |name| {
            println!("asynchronous hook: {name}");
        })?;
        Ok(Self { _hook: hook })
    }
}

/// An asynchronous hook that starts a thread, which waits for a gate that nobody opens. `async_finalize` in `env.rs` reports the hook as
/// done as soon as the closure returns, so nothing waits for the thread.
#[napi]
pub fn start_thread_at_async_cleanup(env: &Env) -> Result<()> {
    env.add_async_cleanup_hook((), |()| {
        thread::spawn(|| {
            gate::wait("never-opened");
            println!("the thread got through");
        });
        println!("asynchronous hook: the thread is started");
    })
}

/// An asynchronous hook that waits itself until its thread is done: the only way to have the environment wait for it.
#[napi]
pub fn join_thread_at_async_cleanup(env: &Env) -> Result<()> {
    env.add_async_cleanup_hook((), |()| {
        let worker = thread::spawn(|| println!("the thread is done"));
        let joined = worker.join().is_ok();
        println!("asynchronous hook: joined {joined}");
    })
}
