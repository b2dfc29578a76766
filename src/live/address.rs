//! Where a vote can be opened: addresses of this machine, private ones first, never all at once.

use std::net::{IpAddr, Ipv4Addr, TcpListener, UdpSocket};
use std::{fmt, io};

/// The port that is tried first, so that a phone finds the page again and a firewall can be told.
pub const PORT: u16 = 43117;

/// Why a vote cannot be opened at an address.
#[derive(Debug)]
pub enum NotListening {
    /// It would be all addresses at once.
    Everywhere,
    /// The system refuses it.
    System(IpAddr, io::Error),
}

impl fmt::Display for NotListening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everywhere => f.write_str("a vote is opened at one address, never at all of them: name one"),
            Self::System(address, error) => write!(f, "{address} cannot be listened at: {error}"),
        }
    }
}

/// Returns the addresses at which a vote may be opened without being named: those of private networks, the default route's
/// first; this machine alone comes last.
pub fn offered() -> Vec<IpAddr> {
    let default = default_route();
    let mut found: Vec<IpAddr> = own().into_iter().filter(|address| is_private(*address)).collect();
    found.sort_by_key(|address| (address.is_loopback(), Some(*address) != default, address.is_ipv6(), *address));
    found.dedup();
    found
}

/// Tells whether only machines nearby can reach an address.
pub fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_private() || address.is_loopback() || address.is_link_local() || is_shared(address),
        // Addresses of one link need its name beside them, which no browser takes.
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    }
}

/// The range that providers and private networks over the internet use (RFC 6598).
fn is_shared(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    first == 100 && (64..128).contains(&second)
}

/// Begins to listen: at the usual port, else at any that is free.
///
/// # Errors
/// The address stands for all of them, or the system refuses it.
pub fn listen(address: IpAddr) -> Result<TcpListener, NotListening> {
    if address.is_unspecified() {
        return Err(NotListening::Everywhere);
    }
    let listener = match TcpListener::bind((address, PORT)) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => TcpListener::bind((address, 0)),
        bound => bound,
    };
    listener.map_err(|error| NotListening::System(address, error))
}

fn own() -> Vec<IpAddr> {
    let Ok(all) = nix::ifaddrs::getifaddrs() else { return vec![Ipv4Addr::LOCALHOST.into()] };
    let address = |found: nix::ifaddrs::InterfaceAddress| {
        let address = found.address?;
        let v4 = address.as_sockaddr_in().map(|address| IpAddr::V4(address.ip()));
        v4.or_else(|| address.as_sockaddr_in6().map(|address| IpAddr::V6(address.ip())))
    };
    all.filter_map(address).collect()
}

/// Returns the address of ours from which the world outside would be reached; nothing is sent.
fn default_route() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address for documentation (RFC 5737): the system only looks at its routes.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|address| !address.is_unspecified())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_offered_and_public_ones_are_not() {
        for private in ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.23", "169.254.1.1", "100.64.0.1", "::1", "fd00::1"] {
            assert!(is_private(private.parse().unwrap()), "{private}");
        }
        for public in ["8.8.8.8", "172.32.0.1", "100.128.0.1", "100.63.0.1", "0.0.0.0", "2001:db8::1", "fe80::1", "::"] {
            assert!(!is_private(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn this_machine_alone_is_offered_last() {
        let offered = offered();
        assert!(offered.iter().all(|address| is_private(*address)), "{offered:?}");
        assert!(offered.iter().is_sorted_by_key(IpAddr::is_loopback), "{offered:?}");
    }

    #[test]
    fn p32_a_vote_never_listens_at_all_addresses() {
        for all in ["0.0.0.0", "::"] {
            assert!(matches!(listen(all.parse().unwrap()), Err(NotListening::Everywhere)));
        }
    }

    #[test]
    fn a_port_that_is_taken_leads_to_another_one() {
        let address = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 77));
        let listeners = [listen(address), listen(address)].map(|listener| listener.unwrap().local_addr().unwrap());
        assert_ne!(listeners[0].port(), listeners[1].port());
        assert!(listeners.iter().all(|bound| bound.ip() == address));
    }
}
