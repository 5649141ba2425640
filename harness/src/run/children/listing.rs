//! Children and their states, from `/proc`. Linux only: elsewhere there are none to be seen.

use std::fs;

/// What a process is and does.
pub struct State {
    /// Its program's name.
    pub name: String,
    /// Whether it has not ended.
    pub alive: bool,
    /// Whether a signal has stopped it.
    pub stopped: bool,
    /// Its process group.
    pub group: i32,
}

/// All children. Adopted ones belong to any of this process's threads.
pub fn all() -> Vec<i32> {
    let threads = fs::read_dir("/proc/self/task")
        .into_iter()
        .flatten()
        .flatten();
    threads
        .filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok())
        .flat_map(|list| {
            list.split_whitespace()
                .filter_map(|id| id.parse().ok())
                .collect::<Vec<i32>>()
        })
        .collect()
}

/// proc(5): `PID (NAME) STATE PARENT GROUP ...`, where the name may hold anything.
pub fn state(process: i32) -> Option<State> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (before, after) = stat.rsplit_once(')')?;
    let mut words = after.split_whitespace();
    let state = words.next()?;
    Some(State {
        name: before.split_once('(')?.1.to_owned(),
        alive: !matches!(state, "Z" | "X"),
        stopped: state == "T",
        group: words.nth(1)?.parse().ok()?,
    })
}

/// The variables of a process as it was started, `NAME=VALUE` each; `None` when they may not be seen.
pub fn environment(process: i32) -> Option<Vec<Vec<u8>>> {
    let environment = fs::read(format!("/proc/{process}/environ")).ok()?;
    let variables = environment.split(|byte| *byte == 0);
    Some(variables.map(<[u8]>::to_vec).collect())
}
