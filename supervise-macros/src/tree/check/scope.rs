//! What the names in arguments mean.
//!
//! In scope is what starts earlier, in the same supervisor or an enclosing one, then the parameters.

use proc_macro2::{Ident, Span};
use quote::{format_ident, quote_spanned};
use syn::ext::IdentExt;

use super::mentions::{How, look, replace_late};
use crate::diag::{Errors, nearest};
use crate::names::moved;
use crate::tree::model::{Code, Group, Kind, Tree, Use};

pub(super) fn resolve(tree: &mut Tree, errors: &Errors) {
    let mut params: Vec<Known> = Vec::new();
    for param in &tree.params {
        params.push(Known::new(
            &param.name,
            param.usable,
            Fit::No("a parameter"),
        ));
    }
    for name in &tree.unusable {
        let name = match name.strip_prefix("r#") {
            Some(raw) => Ident::new_raw(raw, Span::call_site()),
            None => Ident::new(name, Span::call_site()),
        };
        params.push(Known::new(&name, false, Fit::Unknown));
    }
    let mut scope = Scope {
        params,
        frames: Vec::new(),
        lates: Vec::new(),
        errors,
    };
    for code in tree.root.options.codes_mut() {
        scope.code(code, Place::Option);
    }
    scope.group(&mut tree.root);
    for path in scope.lates {
        mark_late(&mut tree.root, &path);
    }
}

fn mark_late(group: &mut Group, path: &[usize]) {
    let Some((position, below)) = path.split_first() else {
        return;
    };
    let Some(child) = group.children.get_mut(*position) else {
        return;
    };
    match &mut child.kind {
        Kind::Supervisor(nested) if !below.is_empty() => mark_late(nested, below),
        _ => child.late = true,
    }
}

/// The name that the handle of a later child has in the expansion.
pub(crate) fn late_name(name: &Ident) -> Ident {
    format_ident!("__late_{}", name.unraw(), span = own(name.span()))
}

/// A span for names that the user's code can't see.
pub(crate) fn own(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

struct Scope<'a> {
    params: Vec<Known>,
    frames: Vec<Frame>,
    /// The ways to the children whose handles are wanted early.
    lates: Vec<Vec<usize>>,
    errors: &'a Errors,
}

/// A supervisor whose children are being looked at.
struct Frame {
    children: Vec<Known>,
    /// The child that is being looked at.
    at: usize,
}

#[derive(Clone)]
struct Known {
    ident: Ident,
    name: String,
    usable: bool,
    fit: Fit,
}

/// Whether a child can be had before it starts.
#[derive(Clone, Copy)]
enum Fit {
    Yes,
    No(&'static str),
    Unknown,
}

enum Found<'a> {
    Child(&'a Known),
    Param(&'a Known),
    /// The child whose arguments mention it.
    Own,
    /// A supervisor around that child.
    Around,
    Later,
    Nothing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Arguments,
    Option,
}

impl Known {
    fn new(ident: &Ident, usable: bool, fit: Fit) -> Self {
        Self {
            ident: ident.clone(),
            name: ident.unraw().to_string(),
            usable,
            fit,
        }
    }
}

impl Scope<'_> {
    fn group(&mut self, group: &mut Group) {
        let children = group.children.iter().map(|child| {
            let fit = match &child.kind {
                Kind::Worker { .. } => Fit::Yes,
                Kind::Dynamic { .. } => Fit::No("a dynamic supervisor"),
                Kind::Pool { .. } => Fit::No("a pool"),
                Kind::Tasks => Fit::No("a supervisor of tasks"),
                Kind::Supervisor(_) => Fit::No("a supervisor"),
                Kind::Tree { .. } => Fit::No("a sub-tree"),
                Kind::Broken => Fit::Unknown,
            };
            let broken = matches!(child.kind, Kind::Broken);
            Known::new(&child.name, child.usable && !broken, fit)
        });
        self.frames.push(Frame {
            children: children.collect(),
            at: 0,
        });
        for (position, child) in group.children.iter_mut().enumerate() {
            if let Some(frame) = self.frames.last_mut() {
                frame.at = position;
            }
            for code in child.options.codes_mut() {
                self.code(code, Place::Option);
            }
            match &mut child.kind {
                Kind::Worker { make, .. } | Kind::Pool { make, .. } => {
                    child.depends_on = self.code(make.code_mut(), Place::Arguments);
                }
                Kind::Tree { args, .. } => {
                    child.depends_on = self.code(args, Place::Arguments);
                }
                Kind::Supervisor(nested) => {
                    for code in nested.options.codes_mut() {
                        self.code(code, Place::Option);
                    }
                    self.group(nested);
                }
                Kind::Dynamic { .. } | Kind::Tasks | Kind::Broken => {}
            }
        }
        self.frames.pop();
    }

    /// Finds out what `code` uses, and says which earlier children are among that.
    fn code(&mut self, code: &mut Code, place: Place) -> Vec<String> {
        let findings = look(&code.exprs);
        for (span, word) in findings.escapes {
            code.sound = false;
            let (message, help) = match place {
                Place::Arguments => (
                    format!("`{word}` in the arguments of a child"),
                    "do this in `init`, which may be async and fallible",
                ),
                Place::Option => (
                    format!("`{word}` in the value of an option"),
                    "do this before the tree is started, and pass the result as a parameter",
                ),
            };
            self.errors.report_help_at(span, message, help);
        }
        for call in findings.misuses {
            code.sound = false;
            let help = "write `late(name)` with the name of a child";
            self.errors
                .report_help(call, "`late` takes the name of a child", help);
        }
        let mut depends_on = Vec::new();
        for (mention, how) in findings.mentions {
            let name = mention.unraw().to_string();
            let guessed = how == How::Macro;
            let known = match how {
                How::Late => {
                    code.sound &= self.late(code, &mention);
                    continue;
                }
                How::Call => self.params.iter().find(|param| param.name == name),
                How::Value | How::Macro => match self.find(&name) {
                    Found::Param(known) => Some(known),
                    Found::Child(known) => {
                        if known.usable && !depends_on.contains(&name) {
                            depends_on.push(name);
                        }
                        Some(known)
                    }
                    Found::Nothing => None,
                    _ if guessed => None,
                    found => {
                        self.not_in_scope(&mention, &found, place);
                        code.sound = false;
                        None
                    }
                },
            };
            if let Some(known) = known {
                code.sound &= known.usable;
                let outer = moved(&known.ident, own(known.ident.span()));
                add(code, Some(mention), outer, guessed);
            }
        }
        let tokens = std::mem::take(&mut code.tokens);
        // It reads like a call, so each is a handle of its own.
        code.tokens = replace_late(tokens, &|name| {
            let handle = late_name(name);
            // The error about a handle of another type belongs to the name.
            let at = Span::call_site().located_at(name.span());
            quote_spanned!(at=> ::core::clone::Clone::clone(&#handle))
        });
        depends_on
    }

    /// Names are bound as by `let`: what is bound last hides what was bound before.
    fn find(&self, name: &str) -> Found<'_> {
        for frame in self.frames.iter().rev() {
            let mut earlier = frame.children[..frame.at].iter().rev();
            if let Some(known) = earlier.find(|known| known.name == name) {
                return Found::Child(known);
            }
        }
        if let Some(known) = self.params.iter().find(|param| param.name == name) {
            return Found::Param(known);
        }
        for (depth, frame) in self.frames.iter().rev().enumerate() {
            match (position_from(frame, name), depth) {
                (Some(position), 0) if position == frame.at => return Found::Own,
                (Some(position), _) if position == frame.at => return Found::Around,
                (Some(_), _) => return Found::Later,
                (None, _) => {}
            }
        }
        Found::Nothing
    }

    fn not_in_scope(&self, mention: &Ident, found: &Found<'_>, place: Place) {
        let where_ = match place {
            Place::Arguments => "arguments",
            Place::Option => "options",
        };
        let (message, help) = match found {
            Found::Own => (
                format!("`{mention}` is mentioned in its own {where_}"),
                format!("`late({mention})` is its handle, to be used once it is up"),
            ),
            Found::Around => (
                format!("`{mention}` is the supervisor of this child"),
                "what starts earlier in it can be mentioned by its own name".to_owned(),
            ),
            _ => (
                format!("`{mention}` starts later"),
                format!(
                    "declare `{mention}` earlier, or write `late({mention})` for a handle to be used once it is up"
                ),
            ),
        };
        self.errors.report_help(mention, message, help);
    }

    /// `late(mention)`; false after an error.
    fn late(&mut self, code: &mut Code, mention: &Ident) -> bool {
        let name = mention.unraw().to_string();
        for depth in (0..self.frames.len()).rev() {
            let frame = &self.frames[depth];
            let inner = depth + 1 == self.frames.len();
            let earlier = || {
                frame.children[..frame.at]
                    .iter()
                    .any(|known| known.name == name)
            };
            match position_from(frame, &name) {
                Some(position) if inner || position > frame.at => {
                    let known = frame.children[position].clone();
                    return self.late_child(code, mention, &known, depth, position);
                }
                Some(_) => {
                    self.not_in_scope(mention, &Found::Around, Place::Arguments);
                    return false;
                }
                None if earlier() => {
                    let message = format!("`{mention}` starts earlier");
                    let help = format!("write `{mention}`, which is its handle");
                    self.errors.report_help(mention, message, help);
                    return false;
                }
                None => {}
            }
        }
        if self.params.iter().any(|param| param.name == name) {
            let help = format!("write `{mention}`");
            let message = format!("`{mention}` is a parameter, not a child");
            self.errors.report_help(mention, message, help);
            return false;
        }
        let later = self
            .frames
            .iter()
            .rev()
            .flat_map(|frame| &frame.children[frame.at..]);
        let later: Vec<&str> = later.map(|known| known.name.as_str()).collect();
        let help = match nearest(&name, &later) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`late` takes a child of the same supervisor or of an enclosing one".to_owned(),
        };
        let message = format!("no child that starts later is called `{mention}`");
        self.errors.report_help(mention, message, help);
        false
    }

    fn late_child(
        &mut self,
        code: &mut Code,
        mention: &Ident,
        known: &Known,
        depth: usize,
        position: usize,
    ) -> bool {
        match known.fit {
            Fit::Yes => {}
            Fit::Unknown => return false,
            Fit::No(what) => {
                self.errors.report_help(
                    mention,
                    format!("`late` takes a process, and `{mention}` is {what}"),
                    format!("declare `{mention}` earlier, and write `{mention}`"),
                );
                return false;
            }
        }
        let mut path: Vec<usize> = self.frames[..depth].iter().map(|frame| frame.at).collect();
        path.push(position);
        self.lates.push(path);
        let mut outer = late_name(&known.ident);
        outer.set_span(own(known.ident.span()));
        add(code, None, outer, false);
        known.usable
    }
}

/// Where a child that does not start earlier stands.
fn position_from(frame: &Frame, name: &str) -> Option<usize> {
    let later = frame.children[frame.at..]
        .iter()
        .position(|known| known.name == name);
    later.map(|position| frame.at + position)
}

fn add(code: &mut Code, inner: Option<Ident>, outer: Ident, guessed: bool) {
    let mut uses = code.uses.iter_mut();
    match uses.find(|used| used.outer == outer) {
        Some(used) => used.guessed &= guessed,
        None => code.uses.push(Use {
            inner,
            outer,
            guessed,
        }),
    }
}
