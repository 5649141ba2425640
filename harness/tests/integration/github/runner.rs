//! How GitHub's runner reads what a step prints: `src/Runner.Common/ActionCommand.cs`, `TryParseV2` and `TryParse`, with the
//! commands that `src/Runner.Worker/ActionCommandManager.cs` knows; lines are those of .NET's `StreamReader.ReadLine`.

/// The names of commands; the runner compares them without regard to case.
const KNOWN: [&str; 16] = [
    "add-mask",
    "add-matcher",
    "add-path",
    "debug",
    "echo",
    "endgroup",
    "error",
    "group",
    "internal-set-repo-path",
    "notice",
    "remove-matcher",
    "save-state",
    "set-env",
    "set-output",
    "stop-commands",
    "warning",
];

/// The commands that the runner finds in a stream, each with the line that holds it.
pub fn commands(stream: &[u8]) -> Vec<(String, String)> {
    // A reader of .NET's takes these off the beginning of a stream, and what it reads as UTF-16 is none of ours.
    assert!(!stream.starts_with(b"\xff\xfe") && !stream.starts_with(b"\xfe\xff"));
    let stream = stream.strip_prefix(b"\xef\xbb\xbf").unwrap_or(stream);
    let text = String::from_utf8_lossy(stream);
    let lines = text.split(['\n', '\r']);
    let command = |line: &str| v2(line).or_else(|| v1(line));
    lines
        .filter_map(|line| Some((command(line)?, line.to_owned())))
        .collect()
}

fn v2(line: &str) -> Option<String> {
    let (info, _) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    known(info)
}

fn v1(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("##[")?;
    known(rest.split_once(']')?.0)
}

fn known(info: &str) -> Option<String> {
    let name = info.split(' ').next()?.to_lowercase();
    KNOWN.contains(&name.as_str()).then_some(name)
}
