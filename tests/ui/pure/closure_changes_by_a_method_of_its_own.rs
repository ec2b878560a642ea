use supervise::pure;

#[pure]
struct Tally(u32);

#[pure]
impl Tally {
    fn note(&mut self, n: u32) {
        self.0 += n;
    }
}

#[pure]
fn pure_one(list: &[u32]) -> u32 {
    let mut all = Tally(0);
    list.iter().for_each(|n| all.note(*n));
    all.0
}

fn main() {
    pure_one(&[1]);
}
