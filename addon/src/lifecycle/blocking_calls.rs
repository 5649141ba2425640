//! Blocking calls into a bounded queue, one after the other: how far their thread has come is known
//! from the calls that have returned.

use std::sync::{Arc, mpsc};
use std::thread;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

type Queue<const CAPACITY: usize> =
    ThreadsafeFunction<String, (), String, Status, false, false, CAPACITY>;

/// A thread that calls into a queue for 1, 2 or 10 items, and the statuses of its calls.
#[napi]
pub struct BlockingCalls {
    probe: Status,
    reports: mpsc::Receiver<Status>,
    returned: Vec<Status>,
}

#[napi]
impl BlockingCalls {
    /// Starts the thread, and returns when as many calls have returned as the queue has room for. The
    /// JavaScript thread waits meanwhile, and takes nothing out.
    #[napi(
        constructor,
        ts_args_type = "capacity: 1 | 2 | 10, calls: number, callback: (item: string) => void"
    )]
    pub fn new(capacity: u32, calls: u32, callback: Function<String, ()>) -> Result<Self> {
        match capacity {
            1 => start::<1>(calls, callback),
            2 => start::<2>(calls, callback),
            10 => start::<10>(calls, callback),
            _ => Err(Error::from_reason("the capacity is 1, 2 or 10")),
        }
    }

    /// What a non-blocking call got when that many had returned.
    #[napi(getter)]
    pub fn probe(&self) -> String {
        self.probe.to_string()
    }

    /// The statuses of the calls that have returned by now, in order.
    #[napi]
    pub fn returned(&mut self) -> Vec<String> {
        self.returned.extend(self.reports.try_iter());
        self.returned.iter().map(Status::to_string).collect()
    }

    /// Holds the JavaScript thread until `calls` of them have returned.
    #[napi]
    pub fn wait_for(&mut self, calls: u32) -> Result<()> {
        while self.returned.len() < calls as usize {
            let status = self.reports.recv();
            let status = status.map_err(|_| Error::from_reason("there were fewer calls"))?;
            self.returned.push(status);
        }
        Ok(())
    }
}

fn start<const CAPACITY: usize>(
    calls: u32,
    callback: Function<String, ()>,
) -> Result<BlockingCalls> {
    let queue: Arc<Queue<CAPACITY>> = Arc::new(
        callback
            .build_threadsafe_function()
            .max_queue_size::<CAPACITY>()
            .build()?,
    );
    let (report, reports) = mpsc::channel();
    let blocked = Arc::clone(&queue);
    thread::spawn(move || {
        for number in 1..=calls {
            let status = blocked.call(
                format!("item {number}"),
                ThreadsafeFunctionCallMode::Blocking,
            );
            // Nobody is told once JavaScript has let go of this.
            let _ = report.send(status);
        }
    });
    let mut calls = BlockingCalls {
        probe: Status::Unknown,
        reports,
        returned: Vec::new(),
    };
    calls.wait_for(CAPACITY as u32)?;
    calls.probe = queue.call(
        "the probe".to_string(),
        ThreadsafeFunctionCallMode::NonBlocking,
    );
    Ok(calls)
}
