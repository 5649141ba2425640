//! "Build Tools & Bundlers": plugins register callbacks for the phases of a build, whose work is done on worker threads.
//!
//! All that a plugin's callbacks do wrong comes to one place, the promise of the build: `call_async_catch` gives what they throw to Rust.
//! Callbacks are set up for each build and let go at its end, so that a plugin may close over its bundler and both be collected.

mod graph;
mod modules;

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use napi::PropertyAttributes;
use napi::bindgen_prelude::*;
use napi::threadsafe_function::ThreadsafeFunction;
use napi_derive::napi;
use regex::Regex;

use graph::Build;

/// What `onLoad` gets.
#[napi(object)]
pub struct OnLoadArgs {
    /// The whole path of the file.
    pub path: String,
}

/// What `onLoad` returns, or promises, unless it leaves the file to others.
#[napi(object)]
pub struct OnLoadResult {
    /// JavaScript.
    pub contents: String,
}

type Loaded = Either<Promise<Option<OnLoadResult>>, Option<OnLoadResult>>;
type OnLoad = ThreadsafeFunction<OnLoadArgs, Loaded, OnLoadArgs, Status, false>;
/// Of an asynchronous callback the build awaits the promise.
type Returned = Either<Promise<Ignored>, Ignored>;
type OnProgress = ThreadsafeFunction<Progress, Returned, Progress, Status, false>;
type OnError = ThreadsafeFunction<Error, Returned, Error, Status, false>;
/// `(percentage, message)`
type Progress = FnArgs<(u32, String)>;

/// Whatever a callback returns whose value counts for nothing.
pub struct Ignored;

impl TypeName for Ignored {
    fn type_name() -> &'static str {
        "Ignored"
    }

    fn value_type() -> ValueType {
        ValueType::Unknown
    }
}

impl ValidateNapiValue for Ignored {
    unsafe fn validate(_: sys::napi_env, _: sys::napi_value) -> Result<sys::napi_value> {
        Ok(std::ptr::null_mut())
    }
}

impl FromNapiValue for Ignored {
    unsafe fn from_napi_value(_: sys::napi_env, _: sys::napi_value) -> Result<Self> {
        Ok(Self)
    }
}

/// What came of a build.
#[napi(object)]
pub struct BundleReport {
    /// How many modules are in the bundle.
    pub modules: u32,
    /// How long it is, in bytes.
    pub bytes: u32,
}

/// The callbacks of one build.
#[derive(Default)]
struct Hooks {
    on_load: Vec<(Regex, OnLoad)>,
    on_progress: Vec<OnProgress>,
    on_error: Vec<OnError>,
}

/// Writes an entry and all that it imports into one CommonJS file.
#[napi]
pub struct Bundler {
    entry: PathBuf,
    /// Those under way: whether each is to end early.
    builds: RefCell<Vec<Weak<AtomicBool>>>,
}

#[napi]
impl Bundler {
    /// Of the module `entry`.
    #[napi(constructor)]
    pub fn new(entry: String) -> Self {
        Self {
            entry: entry.into(),
            builds: RefCell::default(),
        }
    }

    /// Adds a plugin, whose `setup` is called for each build.
    #[napi(ts_args_type = "plugin: { name: string; setup(build: PluginBuild): void }")]
    pub fn plugin(&self, env: &Env, this: This, plugin: Object) -> Result<()> {
        let mut plugins = plugins(env, this.object)?;
        plugins.insert(plugin)?;
        let attributes = PropertyAttributes::Writable | PropertyAttributes::Configurable;
        let property = Property::new().with_utf8_name(PLUGINS)?;
        let property = property.with_napi_value(env, plugins)?;
        let mut this = this.object;
        this.define_properties(&[property.with_property_attributes(attributes)])
    }

    /// Builds `outfile`. What a callback throws, or rejects with, rejects it; before that, `onError` hears of it.
    #[napi(ts_return_type = "Promise<BundleReport>")]
    pub fn build<'env>(
        &self,
        env: &'env Env,
        this: This,
        outfile: String,
    ) -> Result<PromiseRaw<'env, BundleReport>> {
        let hooks = set_up(env, this.object)?;
        let cancelled = Arc::default();
        let mut builds = self.builds.borrow_mut();
        builds.retain(|build| build.strong_count() > 0);
        builds.push(Arc::downgrade(&cancelled));
        let build = Build {
            entry: self.entry.clone(),
            outfile: outfile.into(),
            hooks,
            cancelled,
        };
        env.spawn_future(build.run())
    }

    /// Has the builds under way come to an end, with an error.
    #[napi]
    pub fn cancel(&self) {
        for cancelled in self.builds.borrow().iter().filter_map(Weak::upgrade) {
            cancelled.store(true, Ordering::Relaxed);
        }
    }
}

/// What the property is called that holds the plugins.
const PLUGINS: &str = "_plugins";

fn plugins<'a>(env: &'a Env, bundler: Object<'a>) -> Result<Array<'a>> {
    match bundler.get::<Array>(PLUGINS)? {
        Some(plugins) => Ok(plugins),
        None => env.create_array(0),
    }
}

/// Has each plugin register its callbacks.
fn set_up(env: &Env, bundler: Object) -> Result<Hooks> {
    let hooks = Rc::new(RefCell::new(Some(Hooks::default())));
    let all = register_all(env, bundler, &hooks);
    // Also where one of them throws: what JavaScript keeps of the set-up must hold no callbacks, which would hold the process.
    let registered = hooks.borrow_mut().take();
    all.map(|()| registered.unwrap_or_default())
}

fn register_all(env: &Env, bundler: Object, hooks: &Rc<RefCell<Option<Hooks>>>) -> Result<()> {
    let plugins = plugins(env, bundler)?;
    for index in 0..plugins.len() {
        let Some(plugin) = plugins.get::<Object>(index)? else {
            continue;
        };
        let registers = PluginBuild {
            hooks: hooks.clone(),
        };
        let setup: Function<ClassInstance<PluginBuild>, ()> = plugin.get_named_property("setup")?;
        setup.apply(plugin, registers.into_instance(env)?)?;
    }
    Ok(())
}

/// What a plugin registers its callbacks with.
#[napi]
pub struct PluginBuild {
    /// `None` once the set-up is over.
    hooks: Rc<RefCell<Option<Hooks>>>,
}

#[napi]
impl PluginBuild {
    /// `callback` may say what is in a file whose path matches the filter. The first plugin whose callback does so has its way.
    #[napi(
        ts_args_type = "options: { filter: RegExp }, callback: (args: OnLoadArgs) => OnLoadResult | null | undefined | void | Promise<OnLoadResult | null | undefined | void>"
    )]
    pub fn on_load(&self, options: Object, callback: OnLoad) -> Result<()> {
        let filter: Object = options.get_named_property("filter")?;
        let source: String = filter.get_named_property("source")?;
        let flags: String = filter.get_named_property("flags")?;
        let flags: String = flags.chars().filter(|flag| "ims".contains(*flag)).collect();
        let pattern = match &*flags {
            "" => source,
            flags => format!("(?{flags}){source}"),
        };
        let filter = Regex::new(&pattern)
            .map_err(|error| Error::new(Status::InvalidArg, error.to_string()))?;
        self.register(|hooks| hooks.on_load.push((filter, callback)))
    }

    /// `callback` gets how much of what is known so far has been done, and what was done last.
    #[napi(
        ts_args_type = "callback: (percentage: number, message: string) => void | Promise<void>"
    )]
    pub fn on_progress(&self, callback: OnProgress) -> Result<()> {
        self.register(|hooks| hooks.on_progress.push(callback))
    }

    /// `callback` gets the error that ends the build.
    #[napi(ts_args_type = "callback: (error: Error) => void | Promise<void>")]
    pub fn on_error(&self, callback: OnError) -> Result<()> {
        self.register(|hooks| hooks.on_error.push(callback))
    }

    fn register(&self, add: impl FnOnce(&mut Hooks)) -> Result<()> {
        let mut hooks = self.hooks.borrow_mut();
        let hooks = hooks
            .as_mut()
            .ok_or_else(|| Error::from_reason("callbacks are registered in setup alone"))?;
        add(hooks);
        Ok(())
    }
}
