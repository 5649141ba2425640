//! Modules and the bundle: ECMAScript modules become functions. It knows import and export statements that begin a line, and copies what is
//! exported once, so that a binding does not change with its module; that is enough to show callbacks at work, and no more.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use napi::bindgen_prelude::*;
use regex::{Captures, Regex};

/// A module, read.
pub struct Module {
    /// Where it stands.
    pub path: PathBuf,
    /// Its file's name.
    pub name: String,
    /// The files that it imports, by how it calls them; `None` is what stays outside of the bundle.
    pub imports: BTreeMap<String, Option<PathBuf>>,
    source: String,
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

// `import a, { b as c } from './d'`, `import * as e from './f'`, `import './g'`
static IMPORT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?m)^import\s+(?:([^'";]*?)\s+from\s+)?["']([^"']+)["'];?"#));
// `export { a as b } from './c'`, `export * from './d'`
static EXPORT_FROM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?m)^export\s+(\*|\{[^}]*\})\s+from\s+["']([^"']+)["'];?"#));
static EXPORT_LIST: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^export\s+\{([^}]*)\};?"));
static EXPORT_DEFAULT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^export\s+default\s+"));
static EXPORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^export\s+((?:const|let|var|class|(?:async\s+)?function\s*\*?)\s+([A-Za-z_$][\w$]*))",
    )
});

/// What a file's name may lack.
const ENDINGS: [&str; 6] = ["", ".js", ".mjs", ".ts", "/index.js", "/index.ts"];

impl Module {
    /// Reads what it imports.
    pub fn read(path: &Path, source: String) -> Result<Self> {
        let imported = IMPORT.captures_iter(&source);
        let imported = imported.chain(EXPORT_FROM.captures_iter(&source));
        let mut imports = BTreeMap::new();
        for found in imported {
            let specifier = &found[2];
            if !specifier.starts_with('.') {
                imports.insert(specifier.to_owned(), None);
                continue;
            }
            let file = resolve(path, specifier).ok_or_else(|| {
                let start = found.get(0).map_or(0, |whole| whole.start());
                let line = source[..start].matches('\n').count() + 1;
                let name = name_of(path);
                Error::from_reason(format!("{name}:{line}: there is no module {specifier}"))
            })?;
            imports.insert(specifier.to_owned(), Some(file));
        }
        Ok(Self {
            path: path.to_owned(),
            name: name_of(path),
            imports,
            source,
        })
    }
}

/// The last part of a path.
pub fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn resolve(importer: &Path, specifier: &str) -> Option<PathBuf> {
    let folder = importer.parent()?;
    let mut candidates = ENDINGS
        .iter()
        .map(|ending| folder.join(format!("{specifier}{ending}")));
    let file = candidates.find(|candidate| candidate.is_file())?;
    file.canonicalize().ok()
}

/// A script that runs `entry`; modules have the numbers of their paths' order.
pub fn bundle(entry: &Path, modules: &BTreeMap<PathBuf, Module>) -> String {
    let number = |path: &Path| modules.keys().position(|known| known == path);
    let bodies: String = modules
        .values()
        .map(|module| {
            let requires = |specifier: &str| {
                let file = module.imports.get(specifier).and_then(Option::as_deref);
                match file.and_then(number) {
                    Some(number) => format!("load({number})"),
                    None => format!("require({specifier:?})"),
                }
            };
            format!(
                "  // {}\n  (exports) => {{\n{}\n  }},\n",
                module.name,
                body(&module.source, requires)
            )
        })
        .collect();
    let first = number(entry).unwrap_or_default();
    format!(
        "'use strict';\nconst modules = [\n{bodies}];\nconst loaded = [];\nfunction load(number) {{\n  if (loaded[number]) return loaded[number];\n  const exports = (loaded[number] = {{}});\n  modules[number](exports);\n  return exports;\n}}\nload({first});\n"
    )
}

/// A module's source as a function's body.
fn body(source: &str, requires: impl Fn(&str) -> String) -> String {
    let mut exported = String::new();
    let text = IMPORT.replace_all(source, |found: &Captures<'_>| {
        let required = requires(&found[2]);
        match found.get(1).map(|names| names.as_str().trim()) {
            None => format!("{required};"),
            Some(names) => import(names, &required),
        }
    });
    let text = EXPORT_FROM.replace_all(&text, |found: &Captures<'_>| {
        let required = requires(&found[2]);
        match &found[1] {
            "*" => format!("Object.assign(exports, {required});"),
            names => renamed(names.trim_matches(['{', '}']))
                .map(|(from, to)| format!("exports.{to} = {required}.{from};"))
                .collect(),
        }
    });
    let text = EXPORT_LIST.replace_all(&text, |found: &Captures<'_>| {
        let lines = renamed(&found[1]).map(|(from, to)| format!("\nexports.{to} = {from};"));
        exported.extend(lines);
        String::new()
    });
    let text = EXPORT_DEFAULT.replace_all(&text, "exports.default = ");
    let text = EXPORT.replace_all(&text, |found: &Captures<'_>| {
        exported.push_str(&format!("\nexports.{0} = {0};", &found[2]));
        found[1].to_owned()
    });
    format!("{text}{exported}")
}

/// `a, { b as c }` or `* as d` as declarations.
fn import(names: &str, required: &str) -> String {
    if let Some(all) = names.strip_prefix("* as ") {
        return format!("const {} = {required};", all.trim());
    }
    let (default, named) = match names.split_once('{') {
        Some((default, named)) => (default.trim_end().trim_end_matches(','), named),
        None => (names, ""),
    };
    let default = Some(default.trim()).filter(|name| !name.is_empty());
    let default = default.map(|name| format!("default: {name}"));
    let named = renamed(named.trim_end_matches('}')).map(|(from, to)| format!("{from}: {to}"));
    let all: Vec<String> = default.into_iter().chain(named).collect();
    format!("const {{ {} }} = {required};", all.join(", "))
}

/// Of `a, b as c`: a and a, b and c.
fn renamed(list: &str) -> impl Iterator<Item = (&str, &str)> {
    let names = list.split(',').map(str::trim).filter(|it| !it.is_empty());
    names.map(|name| {
        let (from, to) = name.split_once(" as ").unwrap_or((name, name));
        (from.trim(), to.trim())
    })
}
