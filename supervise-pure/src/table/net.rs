//! Addresses; who looks a name up asks the network, so that is not in the table.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

use supervise_macros::trust_pure;

use crate::{PureFrom, PureInto};

trust_pure! {
    impl IpAddr {
        fn is_unspecified(&self) -> bool;
        fn is_loopback(&self) -> bool;
        fn is_multicast(&self) -> bool;
        fn is_ipv4(&self) -> bool;
        fn is_ipv6(&self) -> bool;
        fn to_canonical(&self) -> IpAddr;
    }

    impl Ipv4Addr {
        fn new(a: u8, b: u8, c: u8, d: u8) -> Ipv4Addr;
        fn from_bits(bits: u32) -> Ipv4Addr;
        fn to_bits(self) -> u32;
        fn octets(&self) -> [u8; 4];
        fn is_unspecified(&self) -> bool;
        fn is_loopback(&self) -> bool;
        fn is_private(&self) -> bool;
        fn is_link_local(&self) -> bool;
        fn is_multicast(&self) -> bool;
        fn is_broadcast(&self) -> bool;
        fn is_documentation(&self) -> bool;
        fn to_ipv6_compatible(&self) -> Ipv6Addr;
        fn to_ipv6_mapped(&self) -> Ipv6Addr;
    }

    impl Ipv6Addr {
        fn new(a: u16, b: u16, c: u16, d: u16, e: u16, f: u16, g: u16, h: u16) -> Ipv6Addr;
        fn from_bits(bits: u128) -> Ipv6Addr;
        fn to_bits(self) -> u128;
        fn octets(&self) -> [u8; 16];
        fn segments(&self) -> [u16; 8];
        fn is_unspecified(&self) -> bool;
        fn is_loopback(&self) -> bool;
        fn is_unique_local(&self) -> bool;
        fn is_unicast_link_local(&self) -> bool;
        fn is_multicast(&self) -> bool;
        fn to_ipv4(&self) -> Option<Ipv4Addr>;
        fn to_ipv4_mapped(&self) -> Option<Ipv4Addr>;
        fn to_canonical(&self) -> IpAddr;
    }

    impl SocketAddr {
        fn new(ip: IpAddr, port: u16) -> SocketAddr;
        fn ip(&self) -> IpAddr;
        fn set_ip(&mut self, new_ip: IpAddr);
        fn port(&self) -> u16;
        fn set_port(&mut self, new_port: u16);
        fn is_ipv4(&self) -> bool;
        fn is_ipv6(&self) -> bool;
    }

    impl SocketAddrV4 {
        fn new(ip: Ipv4Addr, port: u16) -> SocketAddrV4;
        fn ip(&self) -> &Ipv4Addr;
        fn port(&self) -> u16;
    }

    impl SocketAddrV6 {
        fn new(ip: Ipv6Addr, port: u16, flowinfo: u32, scope_id: u32) -> SocketAddrV6;
        fn ip(&self) -> &Ipv6Addr;
        fn port(&self) -> u16;
    }
}

macro_rules! froms {
    ($($from:ty => $($to:ty),+;)*) => { $($(impl PureFrom<$from> for $to {})+)* };
}
froms! {
    [u8; 4] => Ipv4Addr, IpAddr;
    u32 => Ipv4Addr;
    [u8; 16] => Ipv6Addr, IpAddr;
    [u16; 8] => Ipv6Addr, IpAddr;
    u128 => Ipv6Addr;
    Ipv4Addr => u32, IpAddr;
    Ipv6Addr => u128, IpAddr;
    SocketAddrV4 => SocketAddr;
    SocketAddrV6 => SocketAddr;
}
impl<I: PureInto<IpAddr>> PureFrom<(I, u16)> for SocketAddr {}
