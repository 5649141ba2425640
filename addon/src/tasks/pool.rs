//! How many tasks run at once, and what they take from others: the pool is the whole process's.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier};

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// What tasks that run together share.
struct Meeting {
    barrier: Barrier,
    running: AtomicU32,
    most: AtomicU32,
}

/// Computes until enough others compute, too.
pub struct MeetingTask(Arc<Meeting>);

impl Task for MeetingTask {
    type Output = u32;
    type JsValue = u32;

    fn compute(&mut self) -> Result<u32> {
        let Meeting {
            barrier,
            running,
            most,
        } = &*self.0;
        let now = running.fetch_add(1, Ordering::SeqCst) + 1;
        most.fetch_max(now, Ordering::SeqCst);
        barrier.wait();
        running.fetch_sub(1, Ordering::SeqCst);
        // No task of the next meeting may count this one.
        barrier.wait();
        Ok(most.load(Ordering::SeqCst))
    }

    fn resolve(&mut self, _env: Env, output: u32) -> Result<u32> {
        Ok(output)
    }
}

/// Queues `tasks` tasks, each of which waits until `together` of them compute at once, and resolves to the most that did until then. With fewer
/// threads than that none would ever end.
#[napi(ts_return_type = "Array<Promise<number>>")]
pub fn tasks_together(tasks: u32, together: u32) -> Vec<AsyncTask<MeetingTask>> {
    let meeting = Arc::new(Meeting {
        barrier: Barrier::new(together as usize),
        running: AtomicU32::new(0),
        most: AtomicU32::new(0),
    });
    (0..tasks)
        .map(|_| AsyncTask::new(MeetingTask(meeting.clone())))
        .collect()
}
