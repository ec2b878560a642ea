use supervise::pure;

#[pure]
struct Grid;

#[pure]
#[cfg(any())]
impl std::ops::Index<usize> for Grid {
    type Output = u8;
    fn index(&self, _: usize) -> &u8 {
        &0
    }
}

impl std::ops::Index<usize> for Grid {
    type Output = u8;
    fn index(&self, _: usize) -> &u8 {
        println!("effect");
        &0
    }
}

#[pure]
fn pure_one(grid: &Grid) -> u8 {
    grid[0]
}

fn main() {
    pure_one(&Grid);
}
