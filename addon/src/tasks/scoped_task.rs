//! `ScopedTask`: `resolve` may return a value that lives no longer than the call, such as what a callback of JavaScript's returned.

use napi::bindgen_prelude::*;
use napi::{Env, ScopedTask};
use napi_derive::napi;

use super::journal::note;
use crate::lifecycle::census::Counted;

/// How `resolve` calls the callback.
#[napi(string_enum = "camelCase")]
pub enum CallInTask {
    /// `Function::call`, which takes what the callback throws.
    Call,
    /// `Function::apply`, which leaves it pending.
    Apply,
}

/// Counts the words of a text on the pool, and hands the number to a callback on JavaScript's thread.
pub struct CountWords {
    text: String,
    callback: FunctionRef<u32, Unknown<'static>>,
    how: CallInTask,
    _payload: Counted,
}

impl<'task> ScopedTask<'task> for CountWords {
    type Output = u32;
    type JsValue = Unknown<'task>;

    fn compute(&mut self) -> Result<u32> {
        Ok(self.text.split_whitespace().count() as u32)
    }

    fn resolve(&mut self, env: &'task Env, words: u32) -> Result<Unknown<'task>> {
        note("words", "resolve");
        let callback = self.callback.borrow_back(env)?;
        match self.how {
            CallInTask::Call => callback.call(words),
            CallInTask::Apply => callback.apply((), words),
        }
    }

    fn finally(self, _env: Env) -> Result<()> {
        note("words", "finally");
        Ok(())
    }
}

/// Counts the words of `text` on the pool; the promise is resolved with whatever `callback` makes of their number.
#[napi(
    ts_args_type = "text: string, callback: (words: number) => unknown, how?: CallInTask",
    ts_return_type = "Promise<unknown>"
)]
pub fn count_words(
    text: String,
    callback: Function<u32, Unknown<'static>>,
    how: Option<CallInTask>,
) -> Result<AsyncTask<CountWords>> {
    Ok(AsyncTask::new(CountWords {
        text,
        callback: callback.create_ref()?,
        how: how.unwrap_or(CallInTask::Call),
        _payload: Counted::new("words"),
    }))
}
