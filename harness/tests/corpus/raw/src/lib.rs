//! What the programs of the corpus call that use Node-API without any binding. A line that a person would name as a
//! fault's place carries the mark `place:` with the name of the program.

#[rustfmt::skip]
mod node_api;
mod asynchronous;
mod callbacks;
mod memory;
mod process;

use std::ffi::CStr;
use std::ptr;

use node_api::{Callback, Env, Value};

const FUNCTIONS: [(&CStr, Callback); 24] = [
    (c"subscribe", callbacks::subscribe),
    (c"unsubscribe", callbacks::unsubscribe),
    (c"emit", callbacks::emit),
    (c"emitOnThread", callbacks::emit_on_thread),
    (c"emitForever", callbacks::emit_forever),
    (c"stopEmitting", callbacks::stop_emitting),
    (c"keep", callbacks::keep),
    (c"compute", asynchronous::compute),
    (c"computeTogether", asynchronous::compute_together),
    (c"settle", asynchronous::settle),
    (c"open", memory::open),
    (c"read", memory::read),
    (c"close", memory::close),
    (c"encode", memory::encode),
    (c"readUnchecked", memory::read_unchecked),
    (c"finalizeWith", memory::finalize_with),
    (c"cleanUpAtExit", memory::clean_up_at_exit),
    (c"nameOfThread", process::name_of_thread),
    (c"fail", process::fail),
    (c"spawnHelper", process::spawn_helper),
    (c"spin", process::spin),
    (c"sometimes", process::sometimes),
    (c"signal", process::signal),
    (c"closeDescriptor", process::close_descriptor),
];

#[unsafe(no_mangle)]
extern "C" fn napi_register_module_v1(env: Env, exports: Value) -> Value {
    for (name, function) in FUNCTIONS {
        let mut value = ptr::null_mut();
        // SAFETY: handles of the current scope, names that end with a zero.
        unsafe {
            node_api::napi_create_function(
                env,
                name.as_ptr(),
                usize::MAX,
                function,
                ptr::null_mut(),
                &raw mut value,
            );
            node_api::napi_set_named_property(env, exports, name.as_ptr(), value);
        }
    }
    exports
}
