//! smoke
use std::time::Duration;
use supervise::prelude::*;
use supervise::{Child, Dynamic, Pool, Strategy, Supervisor};

struct Counter(u64);
#[managed_process]
impl Counter {
    #[init]
    pub fn start(first: u64) -> Self {
        Counter(first)
    }
    #[call]
    pub fn add(&mut self, n: u64) -> u64 {
        self.0 += n;
        self.0
    }
    #[call]
    pub async fn slow(&mut self) -> u64 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        self.0
    }
    #[call]
    pub fn refuse(&mut self) -> Result<u64, String> {
        Err("no".into())
    }
    #[cast]
    pub fn crash(&mut self) {
        panic!("boom")
    }
}

#[tokio::test(start_paused = true)]
async fn tree() {
    let mut top = Supervisor::new("top").strategy(Strategy::RestForOne);
    let a = top.add(Child::<Counter>::new("a", || 1));
    let b = top.add(Child::<Counter>::new("b", || 2));
    let pool = top.add(Pool::<Counter>::new("pool", 3, || 5).by_key());
    let dynamic = top.add(Dynamic::<Counter>::new("dyn"));
    let root = top.start().await.unwrap();
    println!("{}", root.supervisor().snapshot());
    assert_eq!(a.add(1).await.unwrap(), 2);
    let c = dynamic.start(9).await.unwrap();
    assert_eq!(c.add(1).await.unwrap(), 10);
    assert!(matches!(b.refuse().await, Err(CallError::Refused(e)) if e == "no"));
    assert_eq!(pool.route("x").add(1).await.unwrap(), 6);
    let again = b.wait_restarted();
    let (x, _) = tokio::join!(b.slow(), async {
        b.crash().await.unwrap();
    });
    println!("{x:?}");
    let f = b.slow().begin().await.unwrap();
    let r = b.add(1).await;
    println!("{r:?} {:?}", f.await);
    again.await.unwrap();
    assert_eq!(b.add(1).await.unwrap(), 4);
    println!("{}", root.supervisor().snapshot());
    println!("{:?}", c.add(1).await);
    for _ in 0..3 {
        let again = a.wait_restarted();
        a.crash().await.unwrap();
        println!("{:?}", again.await);
    }
    let mut root = root;
    println!("{:?}", root.ended().await);
    println!("{:?}", a.add(1).await);
}
