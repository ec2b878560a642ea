use supervise::prelude::*;

struct Clock(u32);

#[managed_process]
impl Clock {
    #[call]
    fn tick(&mut self) -> u32 {
        self.0 += 1;
        assert!(self.0 < 3, "the spring broke");
        self.0
    }
}

supervision_tree! { Tower() { clock: Clock { 0: 0 } } }

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tower = Tower::start().await?;
    for _ in 0..5 {
        println!("{:?}", tower.clock().tick().await);
    }
    println!("{}", tower.snapshot());
    tower.shutdown().await;
    Ok(())
}
