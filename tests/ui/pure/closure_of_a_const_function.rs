use supervise::pure;

#[pure]
struct Grid;

impl std::ops::Index<usize> for Grid {
    type Output = u8;
    fn index(&self, _: usize) -> &u8 {
        println!("effect");
        &0
    }
}

#[pure]
const fn pure_one() -> impl Fn(&Grid) -> u8 {
    |grid| grid[0]
}

fn main() {
    pure_one()(&Grid);
}
