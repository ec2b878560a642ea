use std::net::TcpStream;
use supervise::pure;

#[pure]
fn pure_one() -> bool {
    TcpStream::connect("localhost:1").is_ok()
}

fn main() {}
