use supervise::pure;

#[pure]
#[derive(PartialEq, Eq)]
struct Name(u32);
impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Name) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Name {
    fn cmp(&self, other: &Name) -> std::cmp::Ordering {
        println!("effect");
        self.0.cmp(&other.0)
    }
}

#[pure]
fn pure_one(mut list: Vec<u32>) -> Vec<u32> {
    list.sort_by_key(|n| Name(*n));
    list
}

fn main() {}
