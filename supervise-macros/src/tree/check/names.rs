//! Names that clash.

use std::collections::HashSet;

use syn::ext::IdentExt;

use crate::diag::Errors;
use crate::tree::model::{Group, Kind, Tree};

/// Methods that take the tree itself, which come before those that borrow it: a child of this name
/// could not be reached.
const BY_VALUE: [&str; 4] = ["shutdown", "into_root", "into", "try_into"];

pub(super) fn check(tree: &mut Tree, errors: &Errors) {
    let mut params = HashSet::new();
    for (position, param) in tree.params.iter_mut().enumerate() {
        if !params.insert(param.name.unraw().to_string()) {
            errors.report_help(
                &param.name,
                format!("two parameters are called `{}`", param.name),
                "rename one of the two",
            );
            // It stays in the signature, so that calls with the right number of arguments pass.
            tree.unusable.push(param.name.to_string());
            param.name = quote::format_ident!("__parameter_{position}");
            param.usable = false;
        }
    }
    for child in &mut tree.root.children {
        if BY_VALUE.iter().any(|name| child.name.unraw() == name) {
            errors.report_help(
                &child.name,
                format!("an owned tree has a method `{}` already", child.name),
                "give the child another name",
            );
        }
        if params.contains(&child.name.unraw().to_string()) {
            errors.report_help(
                &child.name,
                format!("`{}` is a parameter and a child", child.name),
                "rename one of the two, so that the arguments can tell them apart",
            );
            child.usable = false;
        }
    }
    let mut handles = HashSet::new();
    generated(&mut tree.root, &mut handles, errors);
}

/// Names that the expansion makes up or needs for itself.
fn generated(group: &mut Group, handles: &mut HashSet<String>, errors: &Errors) {
    handles.insert(group.handle.to_string());
    for child in &mut group.children {
        if child.name.to_string().starts_with("__") {
            errors.report_help(
                &child.name,
                "names that start with `__` are for generated code",
                "give the child another name",
            );
        }
        let Kind::Supervisor(nested) = &mut child.kind else {
            continue;
        };
        if handles.contains(&nested.handle.to_string()) && child.attrs.cfgs.is_empty() {
            errors.report_help(
                &child.name,
                format!(
                    "two supervisors would have the handle type `{}`",
                    nested.handle
                ),
                "rename one of the two",
            );
            child.kind = Kind::Broken;
            child.usable = false;
            continue;
        }
        generated(nested, handles, errors);
    }
}
