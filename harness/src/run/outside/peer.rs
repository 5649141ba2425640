//! The other end of a pair of Unix sockets, which only the kernel's sock_diag(7) tells. Runtimes of asynchronous Rust hold such a
//! pair for their signals.

use std::fs::File;
use std::io::{Read, Write};

use rustix::net::{AddressFamily, SocketFlags, SocketType, netlink, socket_with};

/// linux/sock_diag.h
const SOCK_DIAG_BY_FAMILY: u16 = 20;
/// linux/unix_diag.h: asks for the peer.
const UDIAG_SHOW_PEER: u32 = 4;
/// linux/unix_diag.h: the attribute that holds the peer's inode.
const UNIX_DIAG_PEER: u16 = 2;

/// Sizes of the kernel's structures: nlmsghdr, unix_diag_msg, nlattr.
const HEADER: usize = 16;
const MESSAGE: usize = 16;
const ATTRIBUTE: usize = 4;

/// The inode of the other end of the Unix socket with this inode; `None` when it is none, has none, or the kernel does not say.
pub fn find(inode: u64) -> Option<u64> {
    let inode = u32::try_from(inode).ok()?;
    let mut kernel = connect()?;
    kernel.write_all(&request(inode)).ok()?;
    let mut answer = [0; 1024];
    let length = kernel.read(&mut answer).ok()?;
    let peer = peer(answer.get(..length)?, inode)?;
    (peer != 0).then(|| u64::from(peer))
}

fn connect() -> Option<File> {
    let socket = socket_with(
        AddressFamily::NETLINK,
        SocketType::DGRAM,
        SocketFlags::CLOEXEC,
        Some(netlink::SOCK_DIAG),
    );
    socket.ok().map(File::from)
}

/// nlmsghdr and unix_diag_req.
fn request(inode: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(40_u32.to_ne_bytes());
    bytes.extend(SOCK_DIAG_BY_FAMILY.to_ne_bytes());
    bytes.extend((libc::NLM_F_REQUEST as u16).to_ne_bytes());
    // Number and sender: there is one question and one who asks.
    bytes.extend([0; 8]);
    bytes.extend([libc::AF_UNIX as u8, 0, 0, 0]);
    let all_states = u32::MAX;
    // The last two are a cookie that matches any socket.
    for word in [all_states, inode, UDIAG_SHOW_PEER, u32::MAX, u32::MAX] {
        bytes.extend(word.to_ne_bytes());
    }
    bytes
}

fn peer(answer: &[u8], inode: u32) -> Option<u32> {
    let long = |at: usize| Some(u32::from_ne_bytes(answer.get(at..at + 4)?.try_into().ok()?));
    let short = |at: usize| Some(u16::from_ne_bytes(answer.get(at..at + 2)?.try_into().ok()?));
    // An error is answered by a message of another type.
    if short(4)? != SOCK_DIAG_BY_FAMILY || long(HEADER + 4)? != inode {
        return None;
    }
    let mut at = HEADER + MESSAGE;
    loop {
        let length = usize::from(short(at)?);
        if short(at + 2)? == UNIX_DIAG_PEER {
            return long(at + ATTRIBUTE);
        }
        // Attributes begin at multiples of four.
        at += length.max(ATTRIBUTE).next_multiple_of(4);
    }
}

#[cfg(test)]
mod tests {
    use std::os::fd::AsRawFd;
    use std::os::unix::net::UnixStream;

    use super::*;

    fn inode(socket: &UnixStream) -> u64 {
        let link = std::fs::read_link(format!("/proc/self/fd/{}", socket.as_raw_fd()));
        let link = link.expect("proc is there").to_string_lossy().into_owned();
        let digits = link.replace(|c: char| !c.is_ascii_digit(), "");
        digits.parse().expect("a number")
    }

    #[test]
    fn both_ends_of_a_pair_name_each_other() {
        let (one, other) = UnixStream::pair().expect("a pair");
        assert_eq!(find(inode(&one)), Some(inode(&other)));
        assert_eq!(find(inode(&other)), Some(inode(&one)));
    }

    #[test]
    fn an_end_whose_other_end_is_closed_has_none() {
        let (one, other) = UnixStream::pair().expect("a pair");
        let inode = inode(&one);
        drop(other);
        assert_eq!(find(inode), None);
    }
}
