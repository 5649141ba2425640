//! An asynchronous generator whose items come when JavaScript says so, in any order.

use napi::bindgen_prelude::*;
use napi::tokio::sync::oneshot;
use napi_derive::napi;

use crate::lifecycle::census::{Counted, CountedHandle};

/// What a future is told to end with.
enum Answer {
    Item(Option<u32>),
    Failure(String),
    Panic(String),
}

/// Each `next` waits, on Tokio, for the answer to its number: 0 for the first one, 1 for the next.
///
/// Each future under way owns what the census counts as a payload, and each instance what it counts as a handle.
#[napi(async_iterator)]
pub struct AnsweredGenerator {
    asked: Vec<Option<oneshot::Sender<Answer>>>,
    _handle: CountedHandle,
}

#[napi]
impl AnsweredGenerator {
    /// A generator that nobody has asked yet.
    #[napi(constructor)]
    #[allow(
        clippy::new_without_default,
        reason = "JavaScript is what constructs it"
    )]
    pub fn new() -> Self {
        Self {
            asked: Vec::new(),
            _handle: CountedHandle::new(),
        }
    }

    /// How often `next` was called.
    #[napi]
    pub fn asked(&self) -> u32 {
        u32::try_from(self.asked.len()).unwrap_or(u32::MAX)
    }

    /// The item of that `next`; without one the iteration is done.
    #[napi]
    pub fn answer(&mut self, number: u32, item: Option<u32>) -> Result<()> {
        self.end(number, Answer::Item(item))
    }

    /// That `next` ends with an error.
    #[napi]
    pub fn fail(&mut self, number: u32, reason: String) -> Result<()> {
        self.end(number, Answer::Failure(reason))
    }

    /// The future of that `next` panics.
    #[napi]
    pub fn panic(&mut self, number: u32, message: String) -> Result<()> {
        self.end(number, Answer::Panic(message))
    }

    fn end(&mut self, number: u32, answer: Answer) -> Result<()> {
        let asked = self.asked.get_mut(number as usize).and_then(Option::take);
        let asked = asked.ok_or_else(|| Error::from_reason("nobody waits for that answer"))?;
        // The future may be gone, with the environment that it belonged to.
        let _ = asked.send(answer);
        Ok(())
    }
}

#[napi]
impl AsyncGenerator for AnsweredGenerator {
    type Yield = u32;
    type Next = ();
    type Return = ();

    fn next(
        &mut self,
        _: Option<()>,
    ) -> impl Future<Output = Result<Option<u32>>> + Send + 'static {
        let (asked, answer) = oneshot::channel();
        self.asked.push(Some(asked));
        let payload = Counted::new("an item under way");
        async move {
            let _kept = payload;
            match answer.await {
                Ok(Answer::Item(item)) => Ok(item),
                Ok(Answer::Failure(reason)) => Err(Error::from_reason(reason)),
                Ok(Answer::Panic(message)) => panic!("{message}"),
                // The generator was dropped, and nobody is left to answer.
                Err(_) => Ok(None),
            }
        }
    }
}
