//! Asynchronous work, and contexts for calls from elsewhere.

use std::ffi::{CStr, c_void};
use std::sync::atomic::Ordering::Relaxed;

use super::super::log::{self, Begun, What};
use super::super::objects::{find, gone, log_made};
use super::super::table::Kind;
use super::javascript::string;
use super::{__libc_malloc, Env, OK, Object, Status, Value, made, runtime, wrappers};

/// `napi_async_execute_callback`
type Execute = unsafe extern "C-unwind" fn(Env, *mut c_void);
/// `napi_async_complete_callback`
type Complete = unsafe extern "C-unwind" fn(Env, Status, *mut c_void);

/// What asynchronous work is made of; it is left when the work is deleted, because that may be while it runs.
#[repr(C)]
struct Work {
    execute: Option<Execute>,
    complete: Option<Complete>,
    data: *mut c_void,
    key: usize,
}

fn begun(work: &Work) -> Begun {
    Begun {
        object: work.key as u64,
        ..Begun::default()
    }
}

/// In place of what work does on a thread of its own.
unsafe extern "C-unwind" fn begin(env: Env, work: *mut c_void) {
    // SAFETY: the wrapper gave a `Work` as the data, and frees none.
    unsafe {
        let work = work.cast::<Work>().read();
        if let Some(execute) = work.execute {
            let entry = log::life(What::Executes as u64, begun(&work));
            execute(env, work.data);
            entry.end(OK);
        }
    }
}

/// In place of what follows on the main thread; from here on the work holds nothing.
unsafe extern "C-unwind" fn end(env: Env, status: Status, work: *mut c_void) {
    // SAFETY: as above.
    unsafe {
        let work = work.cast::<Work>().read();
        if let Some(noted) = find(Kind::AsyncWork, work.key) {
            noted.referenced.store(0, Relaxed);
        }
        if let Some(complete) = work.complete {
            let completed = Begun {
                other: status as u64,
                ..begun(&work)
            };
            let entry = log::life(What::Completes as u64, completed);
            complete(env, status, work.data);
            entry.end(OK);
        }
    }
}

wrappers! {
    fn napi_create_async_work(
        env: Env, resource: Value, name: Value, execute: Option<Execute>, complete: Option<Complete>, data: *mut c_void,
        result: *mut Object,
    ) |real| {
        let work: *mut Work = __libc_malloc(size_of::<Work>()).cast();
        if work.is_null() {
            return real(env, resource, name, execute, complete, data, result);
        }
        work.write(Work { execute, complete, data, key: 0 });
        let status = real(env, resource, name, execute.map(|_| begin as Execute), Some(end), work.cast(), result);
        if status == OK {
            (*work).key = *result as usize;
            if let Some(noted) = made(env, Kind::AsyncWork, *result as usize, 0) {
                noted.name.store(string(env, name), Relaxed);
                log_made(noted);
            }
        }
        status
    }

    fn napi_queue_async_work(env: Env, work: Object) |real| {
        let noted = find(Kind::AsyncWork, work as usize);
        if let Some(noted) = noted {
            noted.referenced.store(1, Relaxed);
        }
        let status = real(env, work);
        if let Some(noted) = noted.filter(|_| status != OK) {
            noted.referenced.store(0, Relaxed);
        }
        status
    }

    fn napi_delete_async_work(env: Env, work: Object) |real| {
        gone(Kind::AsyncWork, work as usize, 0);
        real(env, work)
    }

    fn napi_async_init(env: Env, resource: Value, name: Value, result: *mut Object) |real| {
        let status = real(env, resource, name, result);
        if status == OK {
            made(env, Kind::AsyncContext, *result as usize, 0);
        }
        status
    }

    fn napi_async_destroy(env: Env, context: Object) |real| {
        gone(Kind::AsyncContext, context as usize, 0);
        real(env, context)
    }
}
