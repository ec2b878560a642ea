use std::borrow::{Borrow, Cow};
use supervise::pure;

#[pure]
#[derive(PartialEq)]
struct Name([u8]);
#[pure]
struct Owned(u32);
impl Borrow<Name> for Owned {
    fn borrow(&self) -> &Name {
        println!("effect");
        unreachable!()
    }
}
impl ToOwned for Name {
    type Owned = Owned;
    fn to_owned(&self) -> Owned {
        println!("effect");
        Owned(1)
    }
}

#[pure]
fn pure_one() -> usize {
    let name: Cow<'_, Name> = Cow::Owned(Owned(1));
    name.0.len()
}

fn main() {}
