//! Sockets in words, from `/proc/PID/net`.

use std::fs::read_to_string;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use rustix::process::Pid;

/// TCP_LISTEN, as the kernel numbers its states.
const LISTEN: u8 = 10;

/// What the socket with this inode is to the process that holds it.
pub fn described(process: Pid, inode: u64) -> String {
    let table = |protocol| read_to_string(format!("/proc/{process}/net/{protocol}")).ok();
    let found = |protocol| Internet::find(&table(protocol)?, inode);
    let tcp = found("tcp").or_else(|| found("tcp6"));
    let udp = || found("udp").or_else(|| found("udp6"));
    match tcp {
        Some(tcp) if tcp.state == LISTEN => {
            format!("a socket that listens on {} (TCP)", tcp.local)
        }
        Some(tcp) => format!("a socket connected to {} (TCP)", tcp.remote),
        None => match udp() {
            Some(udp) => format!("a socket on {} (UDP)", udp.local),
            None => "a socket".into(),
        },
    }
}

/// A line of `/proc/net/tcp` and its like.
#[derive(Debug, PartialEq, Eq)]
struct Internet {
    local: SocketAddr,
    remote: SocketAddr,
    state: u8,
}

impl Internet {
    /// proc(5): `SL LOCAL REMOTE STATE QUEUES TIMER RETRANSMITS UID TIMEOUT INODE ...`
    fn find(table: &str, inode: u64) -> Option<Self> {
        let inode = inode.to_string();
        let words =
            |line: &str| -> Vec<String> { line.split_whitespace().map(str::to_owned).collect() };
        let line = table
            .lines()
            .map(words)
            .find(|words| words.get(9) == Some(&inode))?;
        Some(Self {
            local: address(&line[1])?,
            remote: address(&line[2])?,
            state: u8::from_str_radix(&line[3], 16).ok()?,
        })
    }
}

/// `0100007F:1F90`: words of 32 bits in the machine's own order, and a port.
fn address(text: &str) -> Option<SocketAddr> {
    let (host, port) = text.split_once(':')?;
    let word = |at: usize| {
        let digits = host.get(8 * at..8 * at + 8)?;
        Some(u32::from_str_radix(digits, 16).ok()?.to_ne_bytes())
    };
    let ip = match host.len() {
        8 => IpAddr::V4(Ipv4Addr::from(word(0)?)),
        _ => {
            let words = [word(0)?, word(1)?, word(2)?, word(3)?];
            let bytes: [u8; 16] = words.concat().try_into().ok()?;
            IpAddr::V6(Ipv6Addr::from(bytes))
        }
    };
    Some(SocketAddr::new(ip, u16::from_str_radix(port, 16).ok()?))
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::os::fd::AsRawFd;

    use super::*;

    #[test]
    fn a_socket_that_listens_is_named_with_its_address() {
        for host in ["127.0.0.1:0", "[::1]:0"] {
            let Ok(listener) = TcpListener::bind(host) else {
                continue;
            };
            let link = format!("/proc/self/fd/{}", listener.as_raw_fd());
            let link = std::fs::read_link(link).expect("proc is there");
            let inode = link
                .to_string_lossy()
                .replace(|c: char| !c.is_ascii_digit(), "");
            let own = rustix::process::getpid();
            let address = listener.local_addr().expect("it is bound");
            assert_eq!(
                described(own, inode.parse().expect("a number")),
                format!("a socket that listens on {address} (TCP)")
            );
        }
    }
}
