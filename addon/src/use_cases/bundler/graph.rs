//! The graph of modules: found and loaded on the threads of the runtime, each module in a task of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use napi::bindgen_prelude::*;
use napi::tokio::task::JoinSet;

use super::modules::{self, Module};
use super::{BundleReport, Hooks, OnLoadArgs, Returned};

/// One build.
pub struct Build {
    /// The first module.
    pub entry: PathBuf,
    /// Where the bundle goes.
    pub outfile: PathBuf,
    /// The plugins' callbacks.
    pub hooks: Hooks,
    /// Whether it is to end early.
    pub cancelled: Arc<AtomicBool>,
}

impl Build {
    /// Does it, and reports how it went.
    pub async fn run(self) -> Result<BundleReport> {
        let build = Arc::new(self);
        let built = build.clone().bundle().await;
        let Err(error) = built else {
            return built;
        };
        for on_error in &build.hooks.on_error {
            returned(on_error.call_async_catch(error.try_clone()?).await?).await?;
        }
        Err(error)
    }

    async fn bundle(self: Arc<Self>) -> Result<BundleReport> {
        let entry = fs::canonicalize(&self.entry).map_err(|error| cannot(&self.entry, error))?;
        let mut known = BTreeSet::from([entry.clone()]);
        let mut done: BTreeMap<PathBuf, Module> = BTreeMap::new();
        let mut tasks = JoinSet::new();
        tasks.spawn(self.clone().load(entry.clone()));
        while let Some(loaded) = tasks.join_next().await {
            let loaded = loaded.map_err(|error| Error::from_reason(error.to_string()))?;
            let module = loaded?;
            self.go_on()?;
            for import in module.imports.values().flatten() {
                if known.insert(import.clone()) {
                    tasks.spawn(self.clone().load(import.clone()));
                }
            }
            let name = module.name.clone();
            done.insert(module.path.clone(), module);
            // The last step is to write it.
            let percentage = done.len() * 100 / (known.len() + 1);
            self.report(percentage, format!("loaded {name}")).await?;
        }
        let bundle = modules::bundle(&entry, &done);
        let written = self.outfile.parent().map_or(Ok(()), fs::create_dir_all);
        let written = written.and_then(|()| fs::write(&self.outfile, &bundle));
        written.map_err(|error| cannot(&self.outfile, error))?;
        let name = modules::name_of(&self.outfile);
        self.report(100, format!("wrote {name}")).await?;
        Ok(BundleReport {
            modules: done.len() as u32,
            bytes: bundle.len() as u32,
        })
    }

    /// The module at `path`, as the first plugin that cares for it gives it, or from the disk.
    async fn load(self: Arc<Self>, path: PathBuf) -> Result<Module> {
        self.go_on()?;
        let shown = path.to_string_lossy();
        for (filter, on_load) in &self.hooks.on_load {
            if !filter.is_match(&shown) {
                continue;
            }
            let args = OnLoadArgs {
                path: shown.to_string(),
            };
            let loaded = match on_load.call_async_catch(args).await? {
                Either::A(promise) => promise.await?,
                Either::B(loaded) => loaded,
            };
            if let Some(loaded) = loaded {
                return Module::read(&path, loaded.contents);
            }
        }
        let source = fs::read_to_string(&path).map_err(|error| cannot(&path, error))?;
        Module::read(&path, source)
    }

    /// Tells the plugins, and waits until they have heard.
    async fn report(&self, percentage: usize, message: String) -> Result<()> {
        for on_progress in &self.hooks.on_progress {
            let told = (percentage as u32, message.clone()).into();
            returned(on_progress.call_async_catch(told).await?).await?;
        }
        Ok(())
    }

    fn go_on(&self) -> Result<()> {
        match self.cancelled.load(Ordering::Relaxed) {
            true => Err(Error::new(Status::Cancelled, "the build was cancelled")),
            false => Ok(()),
        }
    }
}

/// Waits for an asynchronous callback.
async fn returned(returned: Returned) -> Result<()> {
    if let Either::A(promise) = returned {
        promise.await?;
    }
    Ok(())
}

fn cannot(path: &Path, error: std::io::Error) -> Error {
    Error::from_reason(format!("{}: {error}", path.display()))
}
