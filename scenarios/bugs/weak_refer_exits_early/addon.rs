//! A weak ThreadsafeFunction was marked as referred from the start, so that `refer()` found nothing to do and
//! it never held the event loop.

use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

type WeakFunction = ThreadsafeFunction<(), (), (), Status, false, true>;

#[napi]
pub struct Notifier {
    function: Option<WeakFunction>,
}

#[napi]
impl Notifier {
    #[napi(constructor)]
    pub fn new(env: &Env, callback: Function<(), ()>) -> Result<Self> {
        let mut function = callback
            .build_threadsafe_function()
            .weak::<true>()
            .build()?;
        #[allow(deprecated)]
        function.refer(env)?;
        Ok(Self {
            function: Some(function),
        })
    }

    /// Calls the callback once, from the event loop, and lets go of it.
    #[napi]
    pub fn notify(&mut self) {
        if let Some(function) = self.function.take() {
            function.call((), ThreadsafeFunctionCallMode::NonBlocking);
        }
    }
}
