use supervise::pure;

#[pure]
struct List(Vec<u32>);

#[pure]
impl List {
    fn add(&mut self, n: u32) {
        self.0.push(n);
    }
}

#[pure]
fn pure_one(list: &[u32], mut found: List, other: &mut List) -> usize {
    list.iter().for_each(|n| found.add(*n));
    list.iter().for_each(|n| other.add(*n));
    found.0.len()
}

fn main() {
    pure_one(&[1], List(vec![]), &mut List(vec![]));
}
