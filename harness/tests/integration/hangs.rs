//! A hang is proven, and needs no deadline; what is not proven is a timeout.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::project::{Outcome, Project};
use serde_json::Value;

/// A program that nothing can wake: both ends of the channel are its own.
const IDLE: &str =
    "globalThis.channel = new MessageChannel();\nchannel.port1.on('message', () => {});";
const EXPECTED: &str = "timeout = \"4s\"\n[expect]\nend = \"hang\"";

/// The JSON line of the one run of a project.
#[track_caller]
fn ran(header: &str, program: &str) -> Value {
    seen(&Project::with("one", header, program))
}

#[track_caller]
fn seen(project: &Project) -> Value {
    let outcome = project.run_scenarios(&["--format", "json"]);
    outcome.json().remove(0)
}

/// It met its timeout, and is not taken for a hang; gives its cause.
#[track_caller]
fn timed_out(line: &Value) -> &str {
    assert_eq!(line["ending"]["kind"], "timeout", "{line}");
    assert_eq!(line["ending"]["hang"], Value::Null, "{line}");
    let cause = line["cause"].as_str().expect("a cause");
    assert!(!cause.contains("events that do not come"), "{line}");
    cause
}

#[test]
fn a_program_that_would_have_ended_after_its_timeout_is_no_hang() {
    let line = ran(EXPECTED, "setTimeout(() => {}, 60_000);");
    let cause = timed_out(&line);
    assert!(cause.contains("the main thread has a timer"), "{cause}");
    assert_eq!(line["verdict"], "failed");
    let reasons = line["reasons"].to_string();
    assert!(
        reasons.contains("(timeout) and was ended; expected `hang`"),
        "{reasons}"
    );
}

#[test]
fn threads_that_compute_at_the_deadline_are_work_and_no_idle_hang() {
    let program = format!(
        "import {{ Worker }} from 'node:worker_threads';\nfor (let n = 0; n < 3; n++) new Worker('for (;;);', {{ eval: true }}).unref();\n{IDLE}"
    );
    let line = ran("timeout = \"4s\"", &program);
    let cause = timed_out(&line);
    assert!(cause.starts_with("Still at work after 4"), "{cause}");
    assert!(cause.contains("3 threads computing in `"), "{cause}");
}

#[test]
fn a_timeout_can_be_demanded_and_a_proven_hang_is_none() {
    let header = "timeout = \"1s\"\n[expect]\nend = \"timeout\"";
    assert_eq!(ran(header, "for (;;);")["verdict"], "new");
    assert_eq!(ran(header, "")["verdict"], "failed");
    let line = ran("timeout = \"600s\"\n[expect]\nend = \"timeout\"", IDLE);
    let reasons = line["reasons"].to_string();
    assert!(
        reasons.contains("(hang, idle) and was ended; expected `timeout`"),
        "{reasons}"
    );
}

#[test]
fn busy_is_no_kind_of_hang_and_the_header_says_what_to_write_instead() {
    let project = Project::with("one", "[expect]\nend = \"hang\"\nhang = \"busy\"", "");
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("`busy` is no hang")
        .complains("write `end = \"timeout\"` without `hang`");
}

#[test]
fn a_hang_that_nobody_expected_is_reported_when_the_proof_stands() {
    let blocked = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);";
    for (program, kind) in [(IDLE, "idle"), (blocked, "blocked")] {
        let line = ran("timeout = \"600s\"", program);
        assert_eq!(line["ending"]["kind"], "hang", "{line}");
        assert_eq!(line["ending"]["hang"], kind, "{line}");
    }
}

#[test]
fn a_program_that_waits_for_a_socket_is_ended_by_its_timeout_alone() {
    let program = "import net from 'node:net';\nnet.createServer().listen(0, '127.0.0.1');";
    let line = ran(EXPECTED, program);
    let cause = timed_out(&line);
    let listens = "it waits for a socket that listens on 127.0.0.1:";
    assert!(cause.contains(listens), "{cause}");
    assert!(
        cause.contains("1 server, made at scenarios/one.mjs:"),
        "{cause}"
    );

    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("it is bound");
    let program = format!(
        "import net from 'node:net';\nnet.connect({}, '127.0.0.1');",
        address.port()
    );
    let line = ran(EXPECTED, &program);
    let cause = timed_out(&line);
    let connected = format!("it waits for a socket connected to {address} (TCP)");
    assert!(cause.contains(&connected), "{cause}");
}

#[test]
fn a_program_that_watches_files_is_no_hang() {
    let line = ran(
        EXPECTED,
        "import fs from 'node:fs';\nfs.watch('.', () => {});",
    );
    let cause = timed_out(&line);
    assert!(cause.contains("changes of files (inotify)"), "{cause}");
}

#[test]
fn a_pipe_that_somebody_else_may_write_to_is_no_hang() {
    let project = Project::new();
    let pipe = project.pipe("pipe");
    // Opened for both, so that opening it waits for nobody.
    let program = format!(
        "import fs from 'node:fs';\nimport net from 'node:net';\nnew net.Socket({{ fd: fs.openSync({:?}, 'r+') }}).on('data', () => {{}});",
        pipe.path()
    );
    project.scenario("one", EXPECTED, &program);
    let line = seen(&project);
    let cause = timed_out(&line);
    assert!(cause.contains("the named pipe "), "{cause}");
}

#[test]
fn a_pipe_that_was_inherited_and_that_nobody_watches_wakes_nobody() {
    let project = Project::with("one", "timeout = \"600s\"", IDLE);
    let harness = project.std_harness(&["scenario", "run", "--format", "json"]);
    let mut shell = Command::new("/bin/sh");
    shell
        .args(["-c", "exec 7<&0 </dev/null; exec \"$0\" \"$@\""])
        .arg(harness.get_program())
        .args(harness.get_args())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    project.prepare(&mut shell);
    let mut child = shell.spawn().expect("a shell");
    let held = child.stdin.take();
    let outcome = Outcome::of(child.wait_with_output().expect("it ends"));
    drop(held);
    assert_eq!(outcome.json()[0]["ending"]["hang"], "idle");
}

/// A native module without Node-API's help, whose thread does `work` once it is loaded.
fn with_native_thread(header: &str, work: &str) -> Project {
    let project = Project::new();
    project.write("napi-harness.toml", "[addon]\nentry = \"addon.node\"\n");
    project.write(
        "addon.rs",
        format!(
            "#![allow(unused)]\nuse std::ffi::{{c_int, c_long, c_void}};\n#[unsafe(no_mangle)]\npub extern \"C\" fn napi_register_module_v1(_: *mut c_void, exports: *mut c_void) -> *mut c_void {{\n    std::thread::spawn(|| unsafe {{ work() }});\n    exports\n}}\nunsafe extern \"C\" {{\n    fn timerfd_create(clock: c_int, flags: c_int) -> c_int;\n    fn timerfd_settime(timer: c_int, flags: c_int, new: *const [c_long; 4], old: *mut c_void) -> c_int;\n    fn read(descriptor: c_int, into: *mut c_void, length: usize) -> isize;\n    fn poll(entries: *mut c_void, count: u64, milliseconds: c_int) -> c_int;\n}}\nunsafe fn work() {{ unsafe {{ {work} }} }}\n"
        ),
    );
    let built = Command::new("rustc")
        .args(["--edition=2024", "--crate-type=cdylib", "-o"])
        .arg(project.path("addon.node"))
        .arg(project.path("addon.rs"))
        .stderr(Stdio::inherit())
        .status();
    assert!(built.expect("rustc is there").success());
    project.scenario("one", header, &format!("import '#addon';\n{IDLE}"));
    project
}

#[test]
fn a_timer_that_the_kernel_keeps_for_a_native_thread_is_no_hang() {
    let timer = |seconds: u32| {
        format!(
            "let timer = timerfd_create(1, 0); timerfd_settime(timer, 0, &[0, 0, {seconds}, 0], std::ptr::null_mut()); let mut buffer = [0u8; 8]; read(timer, buffer.as_mut_ptr().cast(), 8);"
        )
    };
    let line = seen(&with_native_thread(EXPECTED, &timer(3600)));
    let cause = timed_out(&line);
    assert!(cause.contains("a timer (timerfd)"), "{cause}");
    // One that is not armed never fires.
    let line = seen(&with_native_thread("timeout = \"600s\"", &timer(0)));
    assert_eq!(line["ending"]["hang"], "idle", "{line}");
}

#[test]
fn a_native_thread_that_polls_is_no_hang_however_long_it_is_still() {
    let work = "loop { std::thread::sleep(std::time::Duration::from_secs(3600)); }";
    let line = seen(&with_native_thread(
        "timeout = \"6s\"\n[expect]\nend = \"hang\"",
        work,
    ));
    let cause = timed_out(&line);
    assert!(cause.contains("waits for a limited time"), "{cause}");
}

#[test]
fn a_native_thread_that_waits_for_another_one_by_a_pair_of_sockets_is_a_hang() {
    let work = "use std::io::Read; let (mut one, other) = std::os::unix::net::UnixStream::pair().unwrap(); one.read(&mut [0]); drop(other);";
    let line = seen(&with_native_thread("timeout = \"600s\"", work));
    assert_eq!(line["ending"]["hang"], "idle", "{line}");
}

#[test]
fn a_socket_that_no_thread_waits_on_wakes_nobody() {
    let work = "use std::os::fd::AsRawFd; let listener = std::net::TcpListener::bind(\"127.0.0.1:0\").unwrap(); let (reader, writer) = std::io::pipe().unwrap(); let mut entry = [reader.as_raw_fd(), 1]; poll(entry.as_mut_ptr().cast(), 1, -1); drop((listener, writer));";
    let line = seen(&with_native_thread("timeout = \"600s\"", work));
    assert_eq!(line["ending"]["hang"], "idle", "{line}");
}

#[test]
fn a_child_that_has_ended_and_that_nobody_has_waited_for_wakes_nobody() {
    let work =
        "let child = std::process::Command::new(\"true\").spawn(); loop { std::thread::park(); }";
    let line = seen(&with_native_thread("timeout = \"600s\"", work));
    assert_eq!(line["ending"]["hang"], "idle", "{line}");
}

/// This repository's addon, built.
fn addon() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut build = Project::new().std_harness(&["addon", "build"]);
    build
        .current_dir(&root)
        .env_remove("XDG_CACHE_HOME")
        .env_remove("TMPDIR");
    Outcome::of(build.output().expect("the harness starts")).exits(0);
    let entry = root.join("addon/index.js").canonicalize();
    entry.expect("it has been built")
}

#[test]
fn a_native_thread_that_sleeps_and_then_calls_back_is_no_hang() {
    // Half a second by the addon's clock, which is eight times as slow here.
    let project = Project::with(
        "one",
        "timeout = \"60s\"\n[expect]\nend = \"hang\"",
        "process.env.NAPI_HARNESS_TIME_SCALE = '8';\nconst { relayLogger } = await import('#addon');\nrelayLogger(1, (entry) => console.log(entry));",
    );
    project.write(
        "napi-harness.toml",
        format!("[addon]\nentry = {:?}\n", addon()),
    );
    let line = seen(&project);
    assert_eq!(line["ending"]["kind"], "exit", "{line}");
}

/// A process that computes until the test is over.
struct Busy(std::process::Child);

impl Busy {
    fn start() -> Self {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", "while :; do :; done"]).process_group(0);
        Self(command.spawn().expect("a shell"))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_slow_program_is_never_reported_hung_on_a_busy_machine() {
    let _busy = [Busy::start(), Busy::start()];
    // A thread that waits for a limited time, then another one: each wait is longer than a window.
    let program = "import { Worker } from 'node:worker_threads';\nconst nap = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)';\nfor (let n = 0; n < 3; n++) await new Promise((done) => new Worker(nap, { eval: true }).on('exit', done));\nconsole.log('done');";
    let project = Project::with("slow", "timeout = \"60s\"\nrepeat = 20", program);
    project.run_scenarios(&["--accept"]).exits(0);
}

/// Garbage is collected, after which V8's memory reducer has a timer of 8 s in the program's event loop.
const WITH_MEMORY_REDUCER: &str = "const { setFlagsFromString } = await import('node:v8');
const { runInNewContext } = await import('node:vm');
let garbage = [];
for (let n = 0; n < 1e6; n++) garbage.push({ n });
garbage = null;
setFlagsFromString('--expose-gc');
runInNewContext('gc')();";

#[test]
fn a_timer_of_v8s_own_is_not_waited_out() {
    let main = format!("{WITH_MEMORY_REDUCER}\n{IDLE}");
    let worker = format!(
        "import {{ Worker, isMainThread }} from 'node:worker_threads';\nif (isMainThread) new Worker(new URL(import.meta.url)); else {{ {main} }}"
    );
    for (program, thread) in [(main, "main thread"), (worker, "thread `")] {
        let outcome = Project::with("one", "timeout = \"60s\"", &program).run_scenarios(&[]);
        outcome.prints("(hang, idle) and was ended");
        // The proof stood while the timer was there.
        let mut lines = outcome.stdout.lines().map(str::trim);
        let is_timed = |line: &str| {
            line.starts_with(thread) && line.ends_with("events (epoll), for a limited time")
        };
        assert!(lines.any(is_timed), "{}", outcome.stdout);
    }
}

#[test]
fn a_timer_of_v8s_own_is_not_said_to_stand_in_the_way_of_a_proof() {
    let program = format!(
        "{WITH_MEMORY_REDUCER}\nconst net = await import('node:net');\nnet.createServer().listen(0, '127.0.0.1');"
    );
    // Before V8's timer is due, and when the program is at rest: on a busy machine it may still be at work then.
    let causes = (0..10).map(|_| timed_out(&ran("timeout = \"5s\"", &program)).to_owned());
    let cause = { causes }
        .find(|cause| cause.contains("it waits for a socket"))
        .expect("it has come to rest in time");
    assert!(!cause.contains("has a timer"), "{cause}");
}

#[test]
fn a_timer_of_the_programs_beside_one_of_v8s_is_no_hang() {
    for timer in [
        "setTimeout(() => {}, 60_000);",
        "setTimeout(() => {}, 60_000).unref();",
        "Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);",
    ] {
        let program = format!("{WITH_MEMORY_REDUCER}\n{timer}\n{IDLE}");
        let line = ran("timeout = \"4s\"", &program);
        assert_eq!(line["ending"]["kind"], "timeout", "{timer} {line}");
    }
}

#[test]
fn a_hang_that_a_garbage_collection_would_end_is_said_to_be_one() {
    let program = format!(
        "{WITH_MEMORY_REDUCER}\n{IDLE}\nconst port = globalThis.channel.port1;\nglobalThis.registry = new FinalizationRegistry(() => port.close());\nglobalThis.registry.register({{}}, 0);"
    );
    let line = ran("timeout = \"60s\"", &program);
    assert_eq!(line["ending"]["hang"], "idle", "{line}");
    let cause = line["cause"].as_str().expect("a cause");
    assert!(
        cause.contains("It ends once V8 collects garbage"),
        "{cause}"
    );
    let kept = ran(
        "timeout = \"60s\"",
        &format!("{WITH_MEMORY_REDUCER}\n{IDLE}"),
    );
    let cause = kept["cause"].as_str().expect("a cause");
    assert!(!cause.contains("garbage"), "{cause}");
}
