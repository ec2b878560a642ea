//! Shutdown budgets as constants: what a sub-tree may need is only known to rustc.

use std::time::Duration;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use supervise_model::Shutdown;
use syn::Attribute;
use syn::spanned::Spanned;

use super::{Context, children, join, ours, path_of};
use crate::tree::model::{Child, Group, Kind, Said, ShutdownValue, Time};

/// What one child, or several of them, may need to stop.
enum Need<'a> {
    /// In milliseconds; `None` = no bound.
    Known(Option<u64>),
    /// As much as this tree.
    Tree(&'a Group, &'a Child),
    /// As much as the longest of these.
    Longest(Vec<Need<'a>>),
    /// A need that `cfg` may take away.
    Maybe(Vec<Attribute>, Box<Need<'a>>),
}

impl Context<'_> {
    /// `BUDGET_MS`: computed values count as nothing, the builder sums them up at the start.
    pub(super) fn total_budget(&self) -> TokenStream {
        let p = &self.private;
        let mut needs = Vec::new();
        let root = &self.tree.root;
        needs_of(root, &[], &mut needs);
        let (known, rest) = fold(root, needs);
        let known = self.need(&Need::Known(known));
        if rest.is_empty() {
            return known;
        }
        let rest = rest.iter().map(|need| self.need(need));
        let together = together(root);
        quote!(#p::#together(&[#known, #(#rest),*]))
    }

    /// That what is below each supervisor fits into its budget, as far as it was not checked yet.
    pub(super) fn assertions(&self) -> TokenStream {
        if self.parametrised() {
            return TokenStream::new();
        }
        let mut assertions = Vec::new();
        self.assert(&self.tree.root, &self.tree.attrs.cfgs, &mut assertions);
        let assertions = assertions
            .iter()
            .map(|(cfgs, assertion)| quote!(#(#cfgs)* const _: () = #assertion;));
        assertions.collect()
    }

    /// The same for a generic tree, checked for each set of types that it is built with.
    pub(super) fn inline_assertions(&self) -> TokenStream {
        let mut assertions = Vec::new();
        self.assert(&self.tree.root, &[], &mut assertions);
        let assertions = assertions
            .iter()
            .map(|(cfgs, assertion)| quote!(#(#cfgs)* const { #assertion };));
        assertions.collect()
    }

    fn assert(
        &self,
        group: &Group,
        cfgs: &[Attribute],
        assertions: &mut Vec<(Vec<Attribute>, TokenStream)>,
    ) {
        if !self.sound {
            return;
        }
        let p = &self.private;
        for child in children(group) {
            let cfgs = join(cfgs, &child.attrs.cfgs);
            let mut needs = Vec::new();
            let (whose, of) = match &child.kind {
                Kind::Supervisor(nested) => {
                    needs_of(nested, &[], &mut needs);
                    ("the children of", &**nested)
                }
                Kind::Tree { .. } => {
                    needs.push(Need::Tree(group, child));
                    ("the processes of the sub-tree", group)
                }
                _ => continue,
            };
            if let Some(Said {
                value: ShutdownValue::After(Time::Literal(budget, _)),
                span,
            }) = &child.options().shutdown
            {
                let (known, rest) = fold(of, needs);
                if !rest.is_empty() {
                    let millis = u64::try_from(budget.as_millis()).unwrap_or(u64::MAX);
                    let known = self.need(&Need::Known(known));
                    let rest = rest.iter().map(|need| self.need(need));
                    let together = together(of);
                    let message = format!(
                        "{whose} `{}` may need more time to stop than its `shutdown: {budget:?}`; give it more, or less to what is below",
                        child.name
                    );
                    assertions.push((
                        cfgs.clone(),
                        quote_spanned!(ours(*span)=> ::core::assert!(#p::budget_fits(#millis, #p::#together(&[#known, #(#rest),*])), #message)),
                    ));
                }
            }
            if let Kind::Supervisor(nested) = &child.kind {
                self.assert(nested, &cfgs, assertions);
            }
        }
    }

    fn need(&self, need: &Need<'_>) -> TokenStream {
        match need {
            Need::Known(None) => quote!(::core::option::Option::None),
            Need::Known(Some(millis)) => quote!(::core::option::Option::Some(#millis)),
            Need::Tree(group, child) => {
                let at = ours(path_of(child).span());
                let p = self.krate.private_at(at);
                let ty = self.type_of(group, child);
                quote_spanned!(at=> <#ty as #p::Declared>::BUDGET_MS)
            }
            Need::Longest(needs) => {
                let p = &self.private;
                let needs = needs.iter().map(|need| self.need(need));
                quote!(#p::longest_budget(&[#(#needs),*]))
            }
            Need::Maybe(cfgs, need) => {
                let need = self.need(need);
                quote!(#(#cfgs)* #need)
            }
        }
    }
}

fn needs_of<'a>(group: &'a Group, cfgs: &[Attribute], needs: &mut Vec<Need<'a>>) {
    for child in children(group) {
        let cfgs = join(cfgs, &child.attrs.cfgs);
        let need = match (own_budget(child), &child.kind) {
            (None, Kind::Supervisor(nested)) if nested.options.stops_in_parallel() => {
                let mut below = Vec::new();
                needs_of(nested, &[], &mut below);
                Need::Longest(below)
            }
            (None, Kind::Supervisor(nested)) => {
                needs_of(nested, &cfgs, needs);
                continue;
            }
            (None, Kind::Tree { .. }) => Need::Tree(group, child),
            (known, _) => Need::Known(known),
        };
        needs.push(match cfgs.is_empty() {
            true => need,
            false => Need::Maybe(cfgs, Box::new(need)),
        });
    }
}

/// What a child was given; `None` = as long as it takes.
fn own_budget(child: &Child) -> Option<u64> {
    let nested = matches!(child.kind, Kind::Supervisor(_) | Kind::Tree { .. });
    let shutdown = match &child.options().shutdown {
        None if nested => Shutdown::SUPERVISOR,
        None => Shutdown::WORKER,
        Some(said) => match &said.value {
            ShutdownValue::After(Time::Literal(budget, _)) => Shutdown::After(*budget),
            ShutdownValue::Infinity => Shutdown::Infinity,
            ShutdownValue::BrutalKill | ShutdownValue::After(Time::Code(_)) => Shutdown::BrutalKill,
        },
    };
    let drain = match &child.options().drain {
        Some(Said {
            value: Time::Literal(drain, _),
            ..
        }) => *drain,
        _ => Duration::ZERO,
    };
    match shutdown {
        Shutdown::After(budget) => {
            let budget = budget.saturating_add(drain).as_millis();
            Some(u64::try_from(budget).unwrap_or(u64::MAX))
        }
        Shutdown::Infinity => None,
        _ => Some(0),
    }
}

/// The function that says what all children of a supervisor need.
fn together(group: &Group) -> Ident {
    let name = match group.options.stops_in_parallel() {
        true => "longest_budget",
        false => "total_budget",
    };
    Ident::new(name, Span::mixed_site())
}

/// What those need together of whom it is known, and the rest.
fn fold<'a>(group: &Group, needs: Vec<Need<'a>>) -> (Option<u64>, Vec<Need<'a>>) {
    let add: fn(u64, u64) -> u64 = match group.options.stops_in_parallel() {
        true => u64::max,
        false => u64::saturating_add,
    };
    let mut sum = Some(0_u64);
    let mut rest = Vec::new();
    for need in needs {
        match need {
            Need::Known(known) => {
                sum = sum.and_then(|sum| known.map(|known| add(sum, known)));
            }
            need => rest.push(need),
        }
    }
    (sum, rest)
}
