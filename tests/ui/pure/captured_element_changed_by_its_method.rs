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
fn pure_one(all: &mut [Tally], list: &[u32]) {
    for one in all.iter_mut() {
        list.iter().for_each(|n| one.note(*n));
    }
    if let Some(first) = all.first_mut() {
        list.iter().for_each(|n| first.note(*n));
    }
    match all {
        [first, ..] => list.iter().for_each(|n| first.note(*n)),
        [] => {}
    }
    let Some(last) = all.last_mut() else { return };
    list.iter().for_each(|n| last.note(*n));
}

fn main() {
    pure_one(&mut [Tally(1)], &[1]);
}
