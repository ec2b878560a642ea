use supervise::pure;

#[pure]
struct Total(u32);
impl FromIterator<u32> for Total {
    fn from_iter<I: IntoIterator<Item = u32>>(list: I) -> Total {
        println!("effect");
        Total(list.into_iter().sum())
    }
}

#[pure]
fn pure_one(list: Vec<u32>) -> Total {
    list.into_iter().collect()
}

fn main() {}
