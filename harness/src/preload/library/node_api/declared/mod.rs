//! Every function of Node-API by its declaration: those that have no wrapper of their own are passed on, and stand in the log.

use std::ffi::{CStr, c_void};

use super::super::environments::{self, Owner};
use super::super::live::{site_number, table};
use super::super::log::{self, Begun, Entry, What};
use super::super::objects;
pub(super) use super::super::stack::caller;
use super::super::table::Kind;
use super::{Env, OK, Status, runtime};

/// A handle, a function or a pointer: whatever is passed as an address.
type Address = *mut c_void;

/// An argument as the log has it.
pub trait Word {
    /// In 64 bits.
    fn word(self) -> u64;
}

macro_rules! words {
    ($($type:ty),*) => {$(
        impl Word for $type {
            fn word(self) -> u64 {
                self as u64
            }
        }
    )*};
}

words!(bool, i32, i64, u32, u64, usize);

impl Word for f64 {
    fn word(self) -> u64 {
        self.to_bits()
    }
}

impl<T> Word for *mut T {
    fn word(self) -> u64 {
        self as u64
    }
}

impl<T> Word for *const T {
    fn word(self) -> u64 {
        self as u64
    }
}

impl<T: Copy> Word for Option<T> {
    fn word(self) -> u64 {
        // Of a function; nobody reads it.
        u64::from(self.is_some())
    }
}

/// What a function returns, as the log has it.
trait Answer {
    /// Its status.
    fn status(self) -> Status;
}

impl Answer for Status {
    fn status(self) -> Status {
        self
    }
}

impl Answer for () {
    /// What returns nothing cannot fail.
    fn status(self) -> Status {
        OK
    }
}

macro_rules! declared {
    ($(fn $name:ident($($argument:ident: $type:ty),*) $(-> $returned:ty)?;)*) => {
        /// The functions, by number.
        #[allow(non_camel_case_types, reason = "as Node-API calls them")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u64)]
        pub enum Function {
            $(#[doc = stringify!($name)] $name,)*
        }

        /// What they are called, by number.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        /// What their first parameters are called, by number.
        const FIRST: &[&str] = &[$(first!($($argument)*)),*];

        /// The plain wrapper of the function of that name.
        pub fn named(name: &CStr) -> Option<*mut c_void> {
            match name.to_bytes() {
                $(found if found == stringify!($name).as_bytes() => Some($name as *mut c_void),)*
                _ => None,
            }
        }

        $(
            unsafe extern "C-unwind" fn $name($($argument: $type),*) -> returned!($($returned)?) {
                // SAFETY: Node-API declares the function with this type; `wrapper` gave this one out because the runtime has it. The
                // arguments are the caller's, passed on.
                unsafe {
                    let entry = begin(Function::$name, caller!(), &[$(Word::word($argument)),*]);
                    let real = runtime!($name: unsafe extern "C-unwind" fn($($type),*) -> returned!($($returned)?));
                    let returned = real($($argument),*);
                    entry.end(Answer::status(returned));
                    returned
                }
            }
        )*
    };
}

macro_rules! returned {
    () => {
        Status
    };
    ($returned:ty) => {
        $returned
    };
}

macro_rules! first {
    ($first:ident $($argument:ident)*) => {
        stringify!($first)
    };
}

include!("table.rs");

impl Function {
    /// Those that throw, which is rare, and worth a whole stack.
    pub const THROWING: [Self; 6] = [
        Self::napi_throw,
        Self::napi_throw_error,
        Self::napi_throw_type_error,
        Self::napi_throw_range_error,
        Self::node_api_throw_syntax_error,
        Self::napi_fatal_exception,
    ];

    /// Whether it concerns something that lives longer than a call.
    fn concerns_lives(self) -> bool {
        matches!(
            self,
            Self::napi_call_threadsafe_function
                | Self::napi_acquire_threadsafe_function
                | Self::napi_release_threadsafe_function
                | Self::napi_ref_threadsafe_function
                | Self::napi_unref_threadsafe_function
                | Self::napi_queue_async_work
                | Self::napi_cancel_async_work
        )
    }
}

/// A call of a function begins; its first argument is its environment, unless it has none.
///
/// # Safety
/// The arguments are those of such a call.
pub unsafe fn begin(function: Function, at: usize, arguments: &[u64]) -> Entry {
    let Some(table) = table().filter(|table| table.logs()) else {
        return Entry::NONE;
    };
    let has_environment = FIRST[function as usize] == "env";
    if has_environment {
        // SAFETY: the caller's promise.
        unsafe { check(arguments[0] as usize, function) };
    }
    let skipped = usize::from(has_environment);
    let argument = |index: usize| arguments.get(skipped + index).copied().unwrap_or(0);
    let mut begun = Begun {
        object: argument(0),
        other: argument(1),
        third: argument(2),
        at,
        site: 0,
    };
    if !function.concerns_lives() && !Function::THROWING.contains(&function) {
        return log::call(function as u64, begun);
    }
    begun.site = site_number(table, Kind::Call);
    log::life(function as u64, begun)
}

/// Notes a call on a thread that the environment does not belong to.
///
/// # Safety
/// It is an environment, which nobody has ended.
unsafe fn check(environment: usize, function: Function) {
    type AddHook =
        unsafe extern "C-unwind" fn(Env, extern "C-unwind" fn(*mut c_void), *mut c_void) -> Status;
    match environments::owner(environment) {
        Owner::Own => {}
        Owner::New => {
            let env = environment as Env;
            // SAFETY: on the thread of `env`; the hook takes its address, and follows it nowhere.
            // Where it fails, the end of the thread tells as much.
            unsafe { runtime!(napi_add_env_cleanup_hook: AddHook)(env, ended, env) };
        }
        Owner::Other(thread) => misuse(What::WrongThread, thread, function),
    }
}

/// Notes a call with something of another environment, where that is another thread's.
pub fn foreign(environment: u64, function: Function) {
    let owner = environments::thread_of(environment as usize);
    // Two addons on one thread have an environment each, and some runtimes let them share their references.
    if let Some(owner) = owner.filter(|owner| *owner != log::thread()) {
        misuse(What::Foreign, owner, function);
    }
}

/// Notes a call of a function with what belongs to another thread.
fn misuse(what: What, owner: u64, function: Function) {
    let Some(table) = table() else { return };
    let begun = Begun {
        object: function as u64,
        other: owner,
        site: site_number(table, Kind::Call),
        ..Begun::default()
    };
    log::life(what as u64, begun);
}

extern "C-unwind" fn ended(environment: *mut c_void) {
    let begun = Begun {
        object: environment as u64,
        ..Begun::default()
    };
    log::life(What::Ended as u64, begun);
    environments::ended(environment as usize);
    objects::environment_ended(environment as usize);
}
