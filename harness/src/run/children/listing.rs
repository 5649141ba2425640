//! Children and their states, from `/proc`. Linux only: elsewhere there are none to be seen.

use std::fs;

use rustix::process::Pid;

/// What a process is and does.
pub struct State {
    /// Its program's name.
    pub name: String,
    /// Whether it has not ended.
    pub alive: bool,
    /// Whether a signal has stopped it.
    pub stopped: bool,
    /// Its process group; none, where that cannot be seen from here.
    pub group: Option<Pid>,
}

/// All children. Adopted ones belong to any of this process's threads.
pub fn all() -> Vec<Pid> {
    let threads = fs::read_dir("/proc/self/task")
        .into_iter()
        .flatten()
        .flatten();
    threads
        .filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok())
        .flat_map(|list| {
            list.split_whitespace()
                .filter_map(|id| Pid::from_raw(id.parse().ok()?))
                .collect::<Vec<Pid>>()
        })
        .collect()
}

/// proc(5): `PID (NAME) STATE PARENT GROUP ...`, where the name may hold anything.
pub fn state(process: Pid) -> Option<State> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (before, after) = stat.rsplit_once(')')?;
    let mut words = after.split_whitespace();
    let state = words.next()?;
    Some(State {
        name: before.split_once('(')?.1.to_owned(),
        alive: !matches!(state, "Z" | "X"),
        stopped: state == "T",
        // 0 from outside of this namespace, -1 when the process has just gone.
        group: Pid::from_raw(words.nth(1)?.parse::<i32>().ok()?.max(0)),
    })
}

/// The variables of a process as it was started, `NAME=VALUE` each; `None` when they may not be seen.
pub fn environment(process: Pid) -> Option<Vec<Vec<u8>>> {
    let environment = fs::read(format!("/proc/{process}/environ")).ok()?;
    let variables = environment.split(|byte| *byte == 0);
    Some(variables.map(<[u8]>::to_vec).collect())
}
