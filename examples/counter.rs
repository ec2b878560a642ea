use supervise::prelude::*;

struct Counter(u64);

#[managed_process]
impl Counter {
    #[call]
    fn add(&mut self, n: u64) -> u64 {
        self.0 += n;
        self.0
    }

    #[cast]
    fn reset(&mut self) {
        self.0 = 0;
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let counter = Counter(5).spawn();
    counter.reset().await?;
    println!("{}", counter.add(3).await?);
    Ok(())
}
