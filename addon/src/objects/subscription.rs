//! A subscription: an instance of one class that refers to an instance of another, its emitter.

use std::cell::RefCell;

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::emitter::CallbackEmitter;
use crate::lifecycle::census::CountedHandle;

/// What `subscribe` gives.
#[napi]
pub struct EmitterSubscription {
    emitter: RefCell<Option<Emitter>>,
    event: String,
    slot: u32,
    _handle: CountedHandle,
}

enum Emitter {
    /// A root: the emitter lives at least as long as the subscription. A listener that closes over its subscription makes that for ever.
    Held(Reference<CallbackEmitter>),
    /// Knows the emitter while it lives.
    Known(WeakReference<CallbackEmitter>),
}

#[napi]
impl CallbackEmitter {
    /// Adds a listener that the subscription removes again. `holds` says whether the subscription keeps the emitter alive, by a `Reference`, or
    /// only knows it, by a `WeakReference`.
    #[napi(
        strict,
        ts_args_type = "event: string, listener: (message: string) => void, holds: boolean"
    )]
    pub fn subscribe(
        &self,
        env: &Env,
        this: This,
        emitter: Reference<CallbackEmitter>,
        event: String,
        listener: Function<String, ()>,
        holds: bool,
    ) -> Result<EmitterSubscription> {
        let slot = self.add(env, this.object, event.clone(), listener.to_unknown(), None)?;
        let emitter = match holds {
            true => Emitter::Held(emitter),
            false => Emitter::Known(emitter.downgrade()),
        };
        Ok(EmitterSubscription {
            emitter: RefCell::new(Some(emitter)),
            event,
            slot,
            _handle: CountedHandle::new(),
        })
    }
}

#[napi]
impl EmitterSubscription {
    /// Removes the listener, and lets the emitter go. Says whether there was something to remove: not a second time, nor once the emitter is
    /// gone.
    #[napi]
    pub fn cancel(&self, env: Env) -> Result<bool> {
        let emitter = match self.emitter.take() {
            Some(Emitter::Held(emitter)) => Some(emitter),
            Some(Emitter::Known(emitter)) => emitter.upgrade(env)?,
            None => None,
        };
        let Some(emitter) = emitter else {
            return Ok(false);
        };
        let object = Object::from_unknown(emitter.clone(env)?.into_unknown(&env)?)?;
        emitter.remove(&env, object, &self.event, self.slot)?;
        Ok(true)
    }
}
