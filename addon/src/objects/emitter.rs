//! An event emitter that keeps what Node's `EventEmitter` promises.
//!
//! - Listeners are called in the order in which they were added, with the emitter as their `this`, before `emit` returns.
//! - One that was added twice is called twice; `off` removes the one that was added last.
//! - `emit` calls those that were there when it began, whatever they add or remove meanwhile.
//! - One added by `once` is removed before it is called, and never called twice, where it emits the same event itself neither.
//! - What a listener throws ends the emit and reaches the caller, whatever it is; listeners after it are not called.
//! - `error` that nobody listens to throws what it is emitted with.
//!
//! The listeners are kept by the emitter's JavaScript object (see `properties.rs`), so one that closes over its emitter is collected with it.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::properties::kept_object;
use crate::lifecycle::census::CountedHandle;

/// Calls the listeners of events by name.
#[napi]
pub struct CallbackEmitter {
    events: RefCell<HashMap<String, Vec<Entry>>>,
    slots: RefCell<Slots>,
    _handle: CountedHandle,
}

/// A listener's place, in order.
#[derive(Clone)]
struct Entry {
    /// Where the emitter's object keeps the function.
    slot: u32,
    /// For one of `once`: whether it was called.
    fired: Option<Rc<Cell<bool>>>,
}

/// Which places are taken.
#[derive(Default)]
struct Slots {
    made: u32,
    free: Vec<u32>,
}

/// What a listener is called with: as many arguments as it comes to.
struct Spread<'env>(Vec<Unknown<'env>>);

impl JsValuesTupleIntoVec for Spread<'_> {
    fn into_vec(self, _env: sys::napi_env) -> Result<Vec<sys::napi_value>> {
        Ok(self.0.iter().map(JsValue::raw).collect())
    }
}

#[napi]
impl CallbackEmitter {
    /// An emitter without listeners.
    #[napi(constructor)]
    #[allow(
        clippy::new_without_default,
        reason = "JavaScript is what constructs it"
    )]
    pub fn new() -> Self {
        Self {
            events: RefCell::default(),
            slots: RefCell::default(),
            _handle: CountedHandle::new(),
        }
    }

    /// Adds a listener.
    #[napi(
        strict,
        ts_args_type = "event: string, listener: (this: this, ...args: any[]) => void",
        ts_return_type = "this"
    )]
    pub fn on<'env>(
        &self,
        env: &'env Env,
        this: This<'env>,
        event: String,
        listener: Function,
    ) -> Result<Object<'env>> {
        self.add(env, this.object, event, listener.to_unknown(), None)?;
        Ok(this.object)
    }

    /// Adds a listener for one event alone.
    #[napi(
        strict,
        ts_args_type = "event: string, listener: (this: this, ...args: any[]) => void",
        ts_return_type = "this"
    )]
    pub fn once<'env>(
        &self,
        env: &'env Env,
        this: This<'env>,
        event: String,
        listener: Function,
    ) -> Result<Object<'env>> {
        let fired = Some(Rc::default());
        self.add(env, this.object, event, listener.to_unknown(), fired)?;
        Ok(this.object)
    }

    /// Removes a listener, the one that was added last if it was more than once. One that is not there is no error.
    #[napi(
        strict,
        ts_args_type = "event: string, listener: (...args: any[]) => void",
        ts_return_type = "this"
    )]
    pub fn off<'env>(
        &self,
        env: &'env Env,
        this: This<'env>,
        event: String,
        listener: Function,
    ) -> Result<Object<'env>> {
        let kept = listeners_of(env, this.object)?;
        for slot in self.slots_of(&event).into_iter().rev() {
            if env.strict_equals(kept.get_element::<Unknown>(slot)?, listener.to_unknown())? {
                self.remove(env, this.object, &event, slot)?;
                break;
            }
        }
        Ok(this.object)
    }

    /// Calls the listeners of `event`, and says whether there were any. The arguments come in an array: a method of napi's has a fixed number
    /// of them (callback_info.rs:18), and cannot tell one that is missing from undefined.
    #[napi(ts_args_type = "event: string, args?: Array<unknown>")]
    pub fn emit<'env>(
        &self,
        env: &'env Env,
        this: This<'env>,
        event: String,
        args: Option<Array<'env>>,
    ) -> Result<bool> {
        let args = match args {
            Some(args) => (0..args.len())
                .map(|index| args.get_element::<Unknown>(index))
                .collect::<Result<Vec<_>>>()?,
            None => Vec::new(),
        };
        let entries = self.entries_of(&event);
        if entries.is_empty() && event == "error" {
            return Err(unheard(env, args.first()));
        }
        // Taken before the first call: listeners may remove each other.
        let kept = listeners_of(env, this.object)?;
        let listeners = entries
            .into_iter()
            .map(|entry| Ok((kept.get_element::<Function<Spread, ()>>(entry.slot)?, entry)))
            .collect::<Result<Vec<_>>>()?;
        let any = !listeners.is_empty();
        for (listener, entry) in listeners {
            if let Some(fired) = entry.fired {
                if fired.replace(true) {
                    continue;
                }
                self.remove(env, this.object, &event, entry.slot)?;
            }
            // `apply`, not `call`: that has no `this`, and makes an Error of whatever is thrown.
            listener.apply(this.object, Spread(args.clone()))?;
        }
        Ok(any)
    }

    /// How many listeners `event` has.
    #[napi]
    pub fn listener_count(&self, event: String) -> u32 {
        self.slots_of(&event).len() as u32
    }

    /// Removes the listeners of `event`, or all.
    #[napi(ts_return_type = "this")]
    pub fn remove_all_listeners<'env>(
        &self,
        env: &'env Env,
        this: This<'env>,
        event: Option<String>,
    ) -> Result<Object<'env>> {
        let events = match event {
            Some(event) => vec![event],
            None => self.events.borrow().keys().cloned().collect(),
        };
        for event in events {
            for slot in self.slots_of(&event) {
                self.remove(env, this.object, &event, slot)?;
            }
        }
        Ok(this.object)
    }
}

impl CallbackEmitter {
    /// Adds a listener at the end, and gives its slot.
    pub(super) fn add(
        &self,
        env: &Env,
        this: Object,
        event: String,
        listener: Unknown,
        fired: Option<Rc<Cell<bool>>>,
    ) -> Result<u32> {
        let slot = self.slots.borrow_mut().take();
        listeners_of(env, this)?.set_element(slot, listener)?;
        let mut events = self.events.borrow_mut();
        events.entry(event).or_default().push(Entry { slot, fired });
        Ok(slot)
    }

    /// Removes the listener in that slot, if it is still there.
    pub(super) fn remove(&self, env: &Env, this: Object, event: &str, slot: u32) -> Result<()> {
        let mut events = self.events.borrow_mut();
        let Some(entries) = events.get_mut(event) else {
            return Ok(());
        };
        let Some(index) = entries.iter().position(|entry| entry.slot == slot) else {
            return Ok(());
        };
        entries.remove(index);
        if entries.is_empty() {
            events.remove(event);
        }
        listeners_of(env, this)?.delete_element(slot)?;
        self.slots.borrow_mut().free.push(slot);
        Ok(())
    }

    fn entries_of(&self, event: &str) -> Vec<Entry> {
        let events = self.events.borrow();
        events.get(event).cloned().unwrap_or_default()
    }

    fn slots_of(&self, event: &str) -> Vec<u32> {
        let entries = self.entries_of(event);
        entries.into_iter().map(|entry| entry.slot).collect()
    }
}

impl Slots {
    fn take(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.made += 1;
            self.made - 1
        })
    }
}

/// What keeps the listeners: an object of the emitter's, by slots.
fn listeners_of<'env>(env: &'env Env, emitter: Object<'env>) -> Result<Object<'env>> {
    kept_object(env, emitter, "_listeners")
}

/// Throws what an `error` is emitted with that nobody listens to.
fn unheard(env: &Env, value: Option<&Unknown>) -> Error {
    match value.map(|value| env.throw(*value)) {
        Some(Ok(())) => Error::new(Status::PendingException, "thrown".to_string()),
        Some(Err(error)) => error,
        None => Error::from_reason("Unhandled error."),
    }
}
