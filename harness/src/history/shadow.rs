//! The project's own crate, built with other releases: in a shadow of its workspace, so that neither its manifests nor its
//! lock file nor its target folder are touched.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::builder::{Builder, Builds};
use crate::cargo::index::{self, Index};
use crate::project::Project;
use crate::run::Supervision;
use crate::scenario::Scenario;

/// Builds the project's own addon.
pub struct Shadow {}

impl Shadow {
    /// For the addon of `project`.
    pub fn of(_: &Project, _: &str, _: Index, _: PathBuf, _: &Supervision) -> io::Result<Self> {
        Ok(Self {})
    }
}

impl Builder for Shadow {
    fn key(&mut self, _: Option<&index::Release>, _: &Scenario) -> io::Result<String> {
        Ok(String::new())
    }

    fn build(&mut self, _: Option<&index::Release>, _: &[Arc<Scenario>]) -> io::Result<Builds> {
        Ok(Builds::new())
    }
}
