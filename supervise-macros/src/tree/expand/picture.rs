//! The picture of a tree in its documentation.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use supervise_model::{AtLimit, ChildKind, ChildSpec, Limit, SupervisorSpec};

use super::{Context, children, path_of};
use crate::tree::check;
use crate::tree::model::{Amount, AtLimitValue, Group, Kind, LimitValue, Options, Time};

impl Context<'_> {
    /// An attribute that rustdoc alone sees.
    pub(super) fn picture(&self) -> TokenStream {
        if !self.sound {
            return TokenStream::new();
        }
        let mut spec = check::spec(self.tree);
        let mut trees = Vec::new();
        forget_what_is_computed(&self.tree.root, &mut spec, &mut trees);
        let mut text = format!("\n\n{}\n\n{}", spec.to_svg(), spec.blast_radius_table());
        if !trees.is_empty() {
            let links = trees.iter().map(|path| format!("[`{path}`]"));
            text += &format!("\nSub-trees: {}\n", links.collect::<Vec<_>>().join(", "));
        }
        quote!(#[cfg_attr(doc, doc = #text)])
    }
}

/// A value that is computed when the tree is built is not in the picture. Finds the sub-trees too.
fn forget_what_is_computed(group: &Group, spec: &mut SupervisorSpec, trees: &mut Vec<String>) {
    if is_limit_computed(&group.options) {
        spec.limit = Limit::NONE;
    }
    if is_at_limit_computed(&group.options) {
        spec.at_limit = AtLimit::default();
    }
    // Those that were not understood have no place here either.
    let positions = group
        .children
        .iter()
        .map(|child| !matches!(child.kind, Kind::Broken));
    let mut positions = positions.collect::<Vec<_>>().into_iter();
    spec.children.retain(|_| positions.next().unwrap_or(false));
    for (child, spec) in children(group).zip(&mut spec.children) {
        match &child.kind {
            Kind::Supervisor(nested) => {
                if let ChildKind::Supervisor(spec) = &mut spec.kind {
                    forget_what_is_computed(nested, spec, trees);
                }
                continue;
            }
            Kind::Tree { .. } => {
                let path = path_of(child).to_token_stream().to_string();
                let path = path.replace(' ', "");
                shown_as(spec, format!("tree {path}"));
                trees.push(path);
            }
            Kind::Pool { .. } => {
                let size = child.options.size.as_ref().map(|said| &said.value);
                if !matches!(size, Some(Amount::Literal(..))) {
                    let process = spec.process().unwrap_or_default().to_owned();
                    shown_as(spec, format!("pool {process}"));
                }
            }
            _ => {}
        }
        let limit = &child.options;
        if is_limit_computed(limit) {
            spec.limit = None;
        }
        if is_at_limit_computed(limit) {
            spec.at_limit = AtLimit::default();
        }
    }
}

fn shown_as(spec: &mut ChildSpec, process: String) {
    spec.kind = ChildKind::Worker { process };
}

fn is_limit_computed(options: &Options) -> bool {
    let limits = [&options.limit, &options.child_limit];
    limits.into_iter().flatten().any(|said| {
        let LimitValue::Per { count, period } = &said.value else {
            return false;
        };
        matches!(count, Amount::Code(_)) || matches!(period, Time::Code(_))
    })
}

fn is_at_limit_computed(options: &Options) -> bool {
    options.at_limit.as_ref().is_some_and(|said| {
        matches!(
            said.value,
            AtLimitValue::Pause(Time::Code(_)) | AtLimitValue::Open(Time::Code(_))
        )
    })
}
