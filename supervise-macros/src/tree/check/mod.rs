//! What the grammar allows and the rules do not.

mod mentions;
mod names;
mod scope;
mod spec;

pub(crate) use scope::{late_name, own};
pub(crate) use spec::spec;

use super::model::Call;
use crate::diag::Errors;

pub(crate) fn check(call: &mut Call, errors: &Errors) {
    for tree in &mut call.trees {
        spec::check(tree, errors);
        names::check(tree, errors);
        scope::resolve(tree, errors);
    }
}
