use super::*;
use crate::run::events::{Event, Piece};
use crate::run::growth::Sample;
use crate::run::last_words::LastWords;
use crate::run::observation::{Section, Stream};
use crate::run::panics::PanicEnd;
use crate::scenario::{ErrorCodes, HangKind};

fn header(fields: &str) -> Header {
    toml::from_str(&format!("summary = \"One.\"\n{fields}")).expect("a good header")
}

fn expect(fields: &str) -> Expect {
    toml::from_str(fields).expect("what a header may say")
}

/// A program of Node.js that emitted `exit` and ended so.
fn seen(ending: Ending) -> Observation {
    let told = [
        Event::Begun {
            process: 1,
            runtime: "node".into(),
            module: true,
        },
        Event::Exiting {
            process: 1,
            called: false,
            site: None,
        },
    ];
    Observation {
        ending,
        during: None,
        words: LastWords::default(),
        sections: vec![Section {
            stream: Stream::Stdout,
            pieces: told.into_iter().map(Piece::Told).collect(),
            omitted: 0,
        }],
        duration: Duration::from_secs(1),
        exit_delay: Some(Duration::from_millis(100)),
        cpu: Duration::ZERO,
        peak_rss_kb: 0,
        threads: Vec::new(),
        wakers: Vec::new(),
        leftovers: Vec::new(),
        growth: None,
        interrupted: false,
    }
}

fn signal(name: &str) -> Ending {
    Ending::Signal(name.into())
}

fn type_error(codes: &str) -> Ending {
    Ending::TypeError(ErrorCodes::parse(codes).expect("codes"))
}

fn panic(message: &str) -> Panic {
    Panic {
        thread: "main".into(),
        place: "src/lib.rs:1:1".into(),
        message: message.into(),
        end: PanicEnd::Survived,
    }
}

/// What speaks against it, in words.
fn against(header: &Header, expect: &Expect, observation: &Observation) -> Vec<String> {
    let reasons = judge(header, expect, observation);
    reasons.iter().map(Reason::to_string).collect()
}

/// The same where the header says nothing of growth.
fn against_expected(fields: &str, observation: &Observation) -> Vec<String> {
    against(&header(""), &expect(fields), observation)
}

#[test]
fn each_ending_is_as_expected_by_its_own_word_alone() {
    let endings = [
        ("exit 0", Ending::Exit(0)),
        ("exit 3", Ending::Exit(3)),
        ("uncaught", Ending::Uncaught(1)),
        ("crash SIGSEGV", signal("SIGSEGV")),
        ("crash SIGABRT", signal("SIGABRT")),
        ("hang", Ending::Hang(HangKind::Idle)),
        ("timeout", Ending::Timeout),
        ("compiles", Ending::Compiles),
        ("compile error", Ending::CompileError),
        ("types", Ending::Types),
        ("type error TS2345", type_error("TS2345")),
        ("type error TS2554", type_error("TS2554")),
    ];
    for (word, _) in &endings {
        for (own, ending) in &endings {
            let reasons = against_expected(&format!("end = {word:?}"), &seen(ending.clone()));
            assert_eq!(
                reasons.is_empty(),
                word == own,
                "{word}, {own}: {reasons:?}"
            );
        }
    }
}

#[test]
fn a_crash_without_a_signal_is_any_that_a_process_raises_itself() {
    let is_crash = |ending| against_expected("end = \"crash\"", &seen(ending)).is_empty();
    assert!(is_crash(signal("SIGSEGV")));
    assert!(is_crash(signal("SIGABRT")));
    assert!(!is_crash(signal("SIGTERM")));
    assert!(!is_crash(Ending::Exit(134)));
}

#[test]
fn a_hang_is_the_one_that_the_header_names() {
    let idle = seen(Ending::Hang(HangKind::Idle));
    assert_eq!(
        against_expected("end = \"hang\"\nhang = \"idle\"", &idle),
        [""; 0]
    );
    assert_eq!(
        against_expected("end = \"hang\"\nhang = \"blocked\"", &idle),
        ["was still running after 1.0 s (hang, idle) and was ended; expected `hang, blocked`"]
    );
}

#[test]
fn an_end_is_late_only_after_what_is_allowed() {
    let within = |fields: &str, exit_delay: Option<u64>| {
        let mut observation = seen(Ending::Exit(0));
        observation.exit_delay = exit_delay.map(Duration::from_millis);
        against_expected(fields, &observation)
    };
    assert_eq!(within("within = \"100ms\"", Some(99)), [""; 0]);
    assert_eq!(within("within = \"100ms\"", Some(100)), [""; 0]);
    assert_eq!(
        within("within = \"100ms\"", Some(101)),
        ["ended 101 ms after its last line; expected within 100 ms"]
    );
    assert_eq!(
        within("within = \"100ms\"", None),
        ["never reached its last line, after which it should have ended within 100 ms"]
    );
    assert_eq!(within("", None), [""; 0]);
    // What ended otherwise than it should is not late as well.
    assert_eq!(
        within("end = \"exit 1\"\nwithin = \"100ms\"", Some(101)),
        ["ended with `exit 0`; expected `exit 1`"]
    );
}

#[test]
fn an_end_without_the_exit_event_fails_unless_it_is_expected() {
    let mut silent = seen(Ending::Exit(0));
    silent.sections[0].pieces.pop();
    assert_eq!(
        against_expected("", &silent),
        [
            "ended with code 0 without the `exit` event: no handler of `exit` ran; expected the event"
        ]
    );
    assert_eq!(against_expected("exit-event = false", &silent), [""; 0]);
    let heard = seen(Ending::Exit(0));
    assert_eq!(
        against_expected("exit-event = false", &heard),
        ["the `exit` event came; expected none"]
    );
    // Whoever dies has no such event.
    let dead = seen(signal("SIGSEGV"));
    assert_eq!(
        against_expected("end = \"crash\"\nexit-event = false", &dead),
        [""; 0]
    );
}

#[test]
fn every_panic_is_named_and_every_name_is_of_a_panic() {
    let mut observation = seen(Ending::Exit(0));
    observation.words.panics = vec![panic("no room left"), panic("index out of bounds")];
    let both = "panics = [\"no room\", \"out of bounds\"]";
    assert_eq!(against_expected(both, &observation), [""; 0]);
    assert_eq!(
        against_expected("panics = [\"no room\", \"no time\"]", &observation),
        [
            "panicked: \"index out of bounds\" at src/lib.rs:1:1, in thread 'main'",
            "no panic says `no time`; expected one",
        ]
    );
}

#[test]
fn dropped_exceptions_fail_unless_they_are_expected_and_then_they_must_come() {
    let dropped = |fields: &str, count| {
        let mut observation = seen(Ending::Exit(0));
        observation.words.dropped = count;
        against_expected(fields, &observation)
    };
    assert_eq!(dropped("", 0), [""; 0]);
    assert_eq!(
        dropped("", 1),
        ["the runtime dropped an exception of a callback that native code called (DEP0168)"]
    );
    assert_eq!(
        dropped("", 2),
        ["the runtime dropped 2 exceptions of callbacks that native code called (DEP0168)"]
    );
    assert_eq!(dropped("dropped-exceptions = true", 2), [""; 0]);
    assert_eq!(
        dropped("dropped-exceptions = true", 0),
        ["no exception was dropped by the runtime; expected at least one"]
    );
}

#[test]
fn broken_promises_floods_and_what_is_left_behind_all_count() {
    let mut observation = seen(Ending::Exit(0));
    observation.sections[0].omitted = 7;
    observation.leftovers = vec!["a process of its own, `sleep`".into()];
    observation.sections[0]
        .pieces
        .push(Piece::Told(Event::Failure {
            message: "never called".into(),
            sets_exit_code: true,
        }));
    assert_eq!(
        against_expected("", &observation),
        [
            "never called",
            "wrote too much to stdout: 7 bytes were left out, so there is no whole transcript to compare",
            "left behind a process of its own, `sleep`",
        ]
    );
}

/// Two runs, the second twice as long, in which each iteration keeps so many handles and bytes of native memory.
fn grown(handles: f64, native: Option<f64>) -> Growth {
    let run = |iterations: u32| {
        let sample = |index: u32| {
            let iteration = iterations / 20 * (index + 1);
            Sample {
                iteration,
                native: native.map(|bytes| bytes * f64::from(iteration)),
                mapped: None,
                heap: 1e6,
                external: 0.0,
                references: None,
                handles: Some(handles * f64::from(iteration)),
                resident: 5e7,
            }
        };
        (0..20).map(sample).collect()
    };
    Growth {
        runs: vec![run(1000), run(2000)],
        ..Growth::default()
    }
}

fn against_growth(fields: &str, ending: Ending, growth: Option<Growth>) -> Vec<String> {
    let mut observation = seen(ending);
    observation.growth = growth;
    against(&header(fields), &expect(""), &observation)
}

#[test]
fn what_leaks_fails_unless_the_header_says_that_it_leaks() {
    let judged = |fields: &str, growth| against_growth(fields, Ending::Exit(0), Some(growth));
    let native =
        "native memory: 520 bytes with each iteration (520.00 to 520.00, over 2000 iterations)";
    let leaks = format!("leaks {native}, in twice as many iterations twice as much");
    assert_eq!(judged("[growth]", grown(0.0, Some(0.0))), [""; 0]);
    assert_eq!(judged("[growth]", grown(0.0, Some(520.0))), [leaks]);
    // Where the header says nothing of growth, nothing is judged.
    assert_eq!(judged("", grown(0.0, Some(520.0))), [""; 0]);
    let must_leak = "[growth]\nleaks = [\"native\"]";
    assert_eq!(judged(must_leak, grown(0.0, Some(520.0))), [""; 0]);
    // Nothing else is judged then.
    assert_eq!(judged(must_leak, grown(1.0, Some(520.0))), [""; 0]);
    assert_eq!(
        judged(must_leak, grown(0.0, Some(0.0))),
        [
            "does not leak as its header says: native memory: 0 bytes with each iteration (0.00 to 0.00, over 2000 iterations)"
        ]
    );
}

#[test]
fn what_is_undecided_says_why_there_are_no_more_runs() {
    let undecided = || {
        let mut growth = grown(0.0, Some(520.0));
        growth.runs.truncate(1);
        growth.stopped = Some("no time is left".into());
        Some(growth)
    };
    let said = "may leak native memory: 520 bytes with each iteration (520.00 to 520.00, over 1000 iterations); nothing is proven: no time is left";
    assert_eq!(
        against_growth("[growth]", Ending::Exit(0), undecided()),
        [said]
    );
    let must_leak = "[growth]\nleaks = [\"native\"]";
    assert_eq!(
        against_growth(must_leak, Ending::Exit(0), undecided()),
        [said]
    );
}

#[test]
fn growth_that_was_not_measured_says_why() {
    let never = "its growth was not measured: the program never called `iterate` of #harness, or it did not come to its end";
    assert_eq!(against_growth("[growth]", Ending::Exit(0), None), [never]);
    // What ended otherwise than it should has not done its work, and nothing more is said.
    assert_eq!(
        against_growth("[growth]", Ending::Exit(1), None),
        ["ended with `exit 1`; expected `exit 0`"]
    );
    let stopped = Growth {
        stopped: Some("it ended".into()),
        ..Growth::default()
    };
    assert_eq!(
        against_growth("[growth]", Ending::Exit(0), Some(stopped)),
        ["its growth was not measured: it ended"]
    );
    let mut uncounted = grown(0.0, None);
    uncounted.uncounted = Some("it brings its own allocator".into());
    let must_leak = "[growth]\nleaks = [\"native\", \"references\"]";
    assert_eq!(
        against_growth(must_leak, Ending::Exit(0), Some(uncounted)),
        [
            "its growth was not measured: native memory is not counted here: it brings its own allocator",
            "its growth was not measured: the runtime does not tell its references",
        ]
    );
}

#[test]
fn a_hang_is_told_with_what_holds_it() {
    let holder = |held: &[&str]| Reason::Holder {
        expected: "timer".into(),
        held: held.iter().copied().map(str::to_owned).collect(),
    };
    assert_eq!(
        holder(&[]).to_string(),
        "is not held by what its header says, `timer`: nothing was found to be referenced"
    );
    assert_eq!(
        holder(&["a server", "a pipe"]).to_string(),
        "is held by a server, a pipe; expected `timer`"
    );
}

#[test]
fn a_transcript_that_cannot_be_put_up_for_review_says_why() {
    let differs = |review| Reason::Differs {
        accepted: "one".into(),
        transcript: "two".into(),
        review,
        alike: None,
    };
    let new = |review| Reason::New {
        transcript: "two".into(),
        review,
    };
    let full = || Review::Impossible("the disk is full".into());
    assert_eq!(
        differs(Review::NotWanted).to_string(),
        "the transcript differs from the snapshot"
    );
    assert_eq!(
        differs(full()).to_string(),
        "the transcript differs from the snapshot, and could not be put up for review: the disk is full"
    );
    assert_eq!(
        new(Review::NotWanted).to_string(),
        "there is no snapshot yet"
    );
    assert_eq!(
        new(full()).to_string(),
        "there is no snapshot yet, and the transcript could not be put up for review: the disk is full"
    );
}

#[test]
fn a_verdict_follows_from_its_reasons() {
    let new = || Reason::New {
        transcript: String::new(),
        review: Review::NotWanted,
    };
    let verdicts = [
        (Verdict::from_reasons(vec![]), "passed", 0, true),
        (Verdict::from_reasons(vec![new(), new()]), "new", 2, false),
        (
            Verdict::from_reasons(vec![new(), Reason::ExitEvent]),
            "failed",
            2,
            false,
        ),
        (Verdict::Skipped("no Deno".into()), "skipped", 0, true),
    ];
    for (verdict, name, reasons, good) in verdicts {
        assert_eq!(verdict.name(), name);
        assert_eq!(verdict.reasons().len(), reasons, "{name}");
        assert_eq!(verdict.is_good(), good, "{name}");
    }
}
