//! The local names of a body: a callee that is one is a closure, and a closure may not change one that
//! it captures.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::{Expr, Receiver, ReceiverKind, Type};

#[derive(Default)]
pub(super) struct Scopes(Vec<Scope>);

#[derive(Default)]
struct Scope {
    names: Vec<Local>,
    /// What the items of the block bring, which hides the names outside.
    items: Vec<String>,
    /// The body of a closure begins here.
    closure: bool,
}

#[derive(Clone)]
pub(super) struct Local {
    name: String,
    /// Where it is bound: a use is written with its hygiene, so that rustc means the same binding.
    pub(super) bound: Span,
    hygiene: Option<String>,
    /// A reference that may be written through.
    pub(super) unique: bool,
    mutable: bool,
    /// It may be such a reference, by what it was taken from.
    lent: bool,
}

/// A local name, as seen from where it is used.
pub(super) struct Found {
    pub(super) local: Local,
    /// It is bound outside the closure that uses it.
    pub(super) captured: bool,
}

impl Scopes {
    pub(super) fn enter(&mut self) {
        self.0.push(Scope::default());
    }

    pub(super) fn enter_block(&mut self, items: Vec<String>) {
        self.0.push(Scope {
            items,
            ..Scope::default()
        });
    }

    pub(super) fn enter_closure(&mut self) {
        self.0.push(Scope {
            closure: true,
            ..Scope::default()
        });
    }

    pub(super) fn leave(&mut self) {
        self.0.pop();
    }

    pub(super) fn bind(&mut self, name: &Ident, unique: bool, mutable: bool) {
        if let Some(scope) = self.0.last_mut() {
            scope.names.push(Local {
                name: name.unraw().to_string(),
                bound: name.span(),
                hygiene: hygiene(name),
                unique,
                mutable,
                lent: false,
            });
        }
    }

    /// The name that was bound last may be a reference that can be written through.
    pub(super) fn lend(&mut self) {
        if let Some(local) = self.0.last_mut().and_then(|scope| scope.names.last_mut()) {
            local.lent = true;
        }
    }

    pub(super) fn bind_self(&mut self, receiver: &Receiver) {
        let unique = match &receiver.kind {
            ReceiverKind::Reference(_, _, mutability) => mutability.is_some(),
            ReceiverKind::Typed(_, ty) => is_unique(ty),
            _ => false,
        };
        let name = Ident::new("self", receiver.self_token.span);
        self.bind(&name, unique, receiver.mutability.is_some());
    }

    pub(super) fn in_closure(&self) -> bool {
        self.0.iter().any(|scope| scope.closure)
    }

    pub(super) fn find(&self, name: &Ident) -> Option<Found> {
        let hygiene = hygiene(name);
        let name = name.unraw().to_string();
        let mut captured = false;
        for scope in self.0.iter().rev() {
            let mut locals = scope.names.iter().rev();
            if let Some(local) = locals.find(|local| local.name == name && local.hygiene == hygiene)
            {
                return Some(Found {
                    local: local.clone(),
                    captured,
                });
            }
            if scope.items.contains(&name) {
                return None;
            }
            captured |= scope.closure;
        }
        None
    }

    /// The local that a place begins with, if another closure has it.
    pub(super) fn captured_root(&self, place: &Expr) -> Option<Ident> {
        let root = root(place)?;
        self.find(&root)
            .is_some_and(|found| found.captured)
            .then_some(root)
    }
}

impl Found {
    /// Whether it is there to be changed.
    pub(super) fn is_writable(&self) -> bool {
        self.local.unique || self.local.mutable
    }

    /// Whether a method could change it.
    pub(super) fn may_change(&self) -> bool {
        self.is_writable() || self.local.lent
    }
}

/// Which macro a name is of, as far as rustc tells: the `#0` in `#0 bytes(1..2)`, which names of one
/// macro share. Where it is not told, all names are taken for the user's, and what is written for a use
/// still has the hygiene of a local. There is only one `self`.
fn hygiene(name: &Ident) -> Option<String> {
    let span = format!("{:?}", name.span());
    let (context, _) = span.split_once(' ')?;
    (context.starts_with('#') && name != "self").then(|| context.to_owned())
}

/// The name that a place begins with.
pub(super) fn root(place: &Expr) -> Option<Ident> {
    match place {
        Expr::Path(path) if path.qself.is_none() => path.path.get_ident().cloned(),
        Expr::Field(field) => root(&field.base),
        Expr::Index(index) => root(&index.expr),
        Expr::Paren(paren) => root(&paren.expr),
        Expr::Group(group) => root(&group.expr),
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => root(&unary.expr),
        _ => None,
    }
}

/// Whether a type is, by its look, a reference that may be written through.
pub(super) fn is_unique(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => reference.mutability.is_some(),
        Type::Paren(paren) => is_unique(&paren.elem),
        Type::Group(group) => is_unique(&group.elem),
        _ => false,
    }
}
