//! The line of the program in a stack of JavaScript.

use std::sync::LazyLock;

use regex::Regex;

/// Files that are no part of the program: the harness's own. Runtimes have theirs under schemes of their own.
const OWN: [&str; 4] = [
    "/harness.cjs",
    "/locate.cjs",
    "/lifecycle.cjs",
    "/probe.cjs",
];

/// The innermost line that is the program's: of no installed package, where there is such a line.
pub fn place_of(stack: &str) -> Option<String> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)[ (](?:file://)?(/[^\n]*?:\d+:\d+)\)?$").expect("a valid pattern")
    });
    let own = |place: &&str| {
        let file = place.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':');
        !OWN.iter().any(|own| file.ends_with(own))
    };
    let places = PLACE.captures_iter(stack);
    let places: Vec<&str> = places
        .filter_map(|place| Some(place.get(1)?.as_str()))
        .filter(own)
        .collect();
    let users = places
        .iter()
        .find(|place| !place.contains("/node_modules/"));
    users.or(places.first()).map(|place| (*place).to_owned())
}

#[cfg(test)]
mod tests {
    use super::place_of;

    #[test]
    fn the_programs_innermost_line_is_found_under_every_runtime() {
        let node = "Error\n    at Object.transform (/a/node_modules/x/index.js:3:4)\n    at work (file:///a/one.mjs:7:21)\n    at locate (/t/locate.cjs:1:2)";
        let bun = "Error\n    at work (/a/one.mjs:7:21)\n    at locate (/t/locate.cjs:1:2)\n    at native:11:43";
        assert_eq!(place_of(node).as_deref(), Some("/a/one.mjs:7:21"));
        assert_eq!(place_of(bun).as_deref(), Some("/a/one.mjs:7:21"));
    }

    #[test]
    fn a_package_is_named_where_no_line_of_the_program_is_known() {
        let stack =
            "Error\n    at x (/a/node_modules/x/index.js:3:4)\n    at node:internal/timers:1:2";
        assert_eq!(
            place_of(stack).as_deref(),
            Some("/a/node_modules/x/index.js:3:4")
        );
        assert_eq!(
            place_of(
                "Error\n    at listOnTimeout (node:internal/timers:1:2)\n    at node:internal/timers:1:2"
            ),
            None
        );
    }
}
