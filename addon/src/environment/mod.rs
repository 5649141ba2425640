//! What belongs to an environment, the main thread's or a worker's: hooks that run at its end, data of its own, and the image of the addon
//! that all of them share.

pub mod cleanup_hooks;
pub mod image;
pub mod instance_data;
