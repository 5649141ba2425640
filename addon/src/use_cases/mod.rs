//! The guide's "Real-World Use Cases" as small programs that do the real work: with the JavaScript API that the guide prints, on real files
//! and a real database.

pub mod bundler;
pub mod csv_pipeline;
pub mod database;
pub mod game_engine;
mod value;
