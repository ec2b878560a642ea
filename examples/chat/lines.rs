//! What a client types: lines, of a bounded length.

use std::io;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::net::tcp::OwnedReadHalf;
use tokio::sync::mpsc::Sender;

/// A line that a client has typed.
#[derive(Debug)]
pub struct Typed(pub String);

/// The longest line, in bytes.
const LONGEST: u64 = 512;

/// Reads lines until the client goes away, or sends what is none. It reads on only when there is room for
/// what it has read.
pub async fn read(from: OwnedReadHalf, to: Sender<Typed>) -> io::Result<()> {
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    loop {
        line.clear();
        (&mut from)
            .take(LONGEST)
            .read_until(b'\n', &mut line)
            .await?;
        // The end, or a line that is too long.
        if line.pop() != Some(b'\n') {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&line).trim().to_owned();
        if !text.is_empty() && to.send(Typed(text)).await.is_err() {
            return Ok(());
        }
    }
}
