use supervise::pure;

mod own {
    pub trait Add<R> {
        type Output;
        fn add(self, other: R) -> Self::Output;
    }
}

#[pure]
struct Money(u64);

#[pure]
impl own::Add<Money> for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl std::ops::Add<Money> for Money {
    type Output = Money;
    fn add(self, _: Money) -> Money {
        println!("effect");
        self
    }
}

fn main() {
    let _ = Money(1) + Money(2);
}
