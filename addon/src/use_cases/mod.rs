//! The guide's "Real-World Use Cases" as small programs that do the real work: with the JavaScript API that the guide prints, on real files
//! and a real database. Three of its examples are done for real, too: a watcher of a folder, a download, and figures of the system.

pub mod bundler;
mod callback;
pub mod csv_pipeline;
pub mod database;
pub mod download;
mod events;
pub mod file_watcher;
pub mod game_engine;
pub mod system_monitor;
mod value;
