//! A registry of crates on this machine, which remembers what it was asked for.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

/// The token that a registry which demands one accepts.
pub const TOKEN: &str = "a-token-of-these-tests";

/// A registry that cargo speaks to by its sparse protocol; it serves until the test ends.
pub struct Registry {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

/// Who is answered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Everybody,
    WithToken,
}

impl Registry {
    /// With a release 0.1.0 of each of `crates`: its name, and its `lib.rs`.
    pub fn start(access: Access, crates: &[(&str, &str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let config = format!(
            r#"{{"dl":"http://{address}/{{crate}}-{{version}}.crate","auth-required":{}}}"#,
            access == Access::WithToken
        );
        let mut files = BTreeMap::from([("/config.json".to_owned(), config.into_bytes())]);
        for (name, library) in crates {
            let (archive, checksum) = packed(name, library);
            let entry = format!(
                r#"{{"name":"{name}","vers":"0.1.0","deps":[],"features":{{}},"yanked":false,"cksum":"{checksum}"}}"#
            );
            files.insert(place(name), entry.into_bytes());
            files.insert(format!("/{name}-0.1.0.crate"), archive);
        }
        let asked = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that goes away is none of the test's business.
                let _ = answer(stream, access, &files, &told);
            }
        });
        Self { address, asked }
    }

    /// The address of its index, as cargo's configuration takes it.
    pub fn index(&self) -> String {
        format!("sparse+http://{}/", self.address)
    }

    /// Whether it was asked for something with `name` in its path.
    pub fn was_asked_for(&self, name: &str) -> bool {
        let asked = self.asked.lock().expect("nobody panics while it is held");
        asked.iter().any(|path| path.contains(name))
    }
}

/// Where the index keeps a crate whose name has four letters or more.
fn place(name: &str) -> String {
    format!("/{}/{}/{name}", &name[..2], &name[2..4])
}

/// The release as an archive, and its SHA-256.
fn packed(name: &str, library: &str) -> (Vec<u8>, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let package = format!("{name}-0.1.0");
    fs::create_dir_all(folder.path().join(&package).join("src")).expect("a folder");
    let write = |file: &str, text: &str| {
        fs::write(folder.path().join(&package).join(file), text).expect("a file");
    };
    write(
        "Cargo.toml",
        &format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"),
    );
    write("src/lib.rs", library);
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(&folder)
            .output()
            .unwrap_or_else(|error| panic!("{program}: {error}"));
        assert!(output.status.success(), "{program}: {output:?}");
        String::from_utf8(output.stdout).expect("text")
    };
    run("tar", &["-czf", "archive", &package]);
    let sum = run("sha256sum", &["archive"]);
    let sum = sum.split_whitespace().next().expect("a sum").to_owned();
    (read(&folder.path().join("archive")), sum)
}

fn read(file: &Path) -> Vec<u8> {
    fs::read(file).expect("a file")
}

fn answer(
    mut stream: TcpStream,
    access: Access,
    files: &BTreeMap<String, Vec<u8>>,
    asked: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let lines = BufReader::new(stream.try_clone()?).lines();
    let head: Vec<String> = lines
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .collect();
    let path = head.first().and_then(|line| line.split(' ').nth(1));
    let path = path.unwrap_or_default().to_owned();
    let token = head.iter().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("authorization").then_some(value)
    });
    let (status, body) = match files.get(&path) {
        _ if access == Access::WithToken && token != Some(TOKEN) => ("401 Unauthorized", &[][..]),
        Some(file) => ("200 OK", &file[..]),
        None => ("404 Not Found", &[][..]),
    };
    asked
        .lock()
        .expect("nobody panics while it is held")
        .push(path);
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)
}
