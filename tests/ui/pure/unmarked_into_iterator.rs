use supervise::pure;

#[pure]
struct List(Vec<u32>);
impl IntoIterator for List {
    type Item = u32;
    type IntoIter = std::vec::IntoIter<u32>;
    fn into_iter(self) -> Self::IntoIter {
        println!("effect");
        self.0.into_iter()
    }
}

#[pure]
fn pure_one(list: List) -> u32 {
    let mut sum = 0;
    for n in list {
        sum += n;
    }
    sum
}

fn main() {}
