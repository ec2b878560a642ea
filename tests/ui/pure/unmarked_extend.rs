use supervise::pure;

#[pure]
struct Total(u32);
impl Extend<u32> for Total {
    fn extend<I: IntoIterator<Item = u32>>(&mut self, list: I) {
        println!("effect");
        self.0 += list.into_iter().sum::<u32>();
    }
}

#[pure]
fn pure_one(list: Vec<u32>) -> u32 {
    let mut total = Total(0);
    total.extend(list);
    total.0
}

fn main() {}
