use supervise::pure;

#[pure]
fn pure_one(total: &mut u32, list: &[u32]) -> u32 {
    list.iter().take(1).for_each(|n| {
        let again = &mut *total;
        *again += n;
    });
    1
}

fn main() {}
