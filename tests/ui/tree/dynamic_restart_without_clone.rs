// Arguments that would have to be cloned.

use supervise::prelude::*;

pub struct Socket;

pub struct Session {
    socket: Socket,
}

#[managed_process]
impl Session {
    #[init]
    pub fn accept(socket: Socket) -> Self {
        Session { socket }
    }

    #[cast]
    pub fn close(&mut self) {
        let _ = &self.socket;
    }
}

supervision_tree! {
    pub Shop(limit: usize) {
        sessions: dynamic Session { restart: transient, max_children: limit },
    }
}

pub async fn program() -> Result<(), Box<dyn std::error::Error>> {
    let shop = Shop::start(1).await?;
    let _ = shop.sessions().start(Socket).await?;
    let _handle: ShopRef = (*shop).clone();
    shop.shutdown().await;
    Ok(())
}

fn main() {}
