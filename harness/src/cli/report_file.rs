//! Files that the command line names for reports.

use std::path::Path;

use super::{Exit, Failure};
use crate::output::ReportFile;

/// A report's file: nothing runs when it cannot be one.
pub fn report_file(path: &Path) -> Result<ReportFile, Failure> {
    ReportFile::create(path).map_err(|error| {
        Failure::usage(format!(
            "cannot write the report to {}: {error}",
            path.display()
        ))
    })
}

/// The report is complete. That it cannot be kept takes nothing back of what was done.
pub fn keep(file: ReportFile) -> Result<(), Failure> {
    let path = file.path().display().to_string();
    file.keep().map_err(|error| {
        Failure::new(
            Exit::Failed,
            format!("cannot write the report to {path}: {error}"),
        )
    })
}
