//! What code mentions that is not bound inside it, and how it tries to leave its closure.

use proc_macro2::{Delimiter, Group, Ident, Literal, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Arm, Block, Expr, ExprAsync, ExprAwait, ExprBreak, ExprCall, ExprClosure, ExprConst,
    ExprContinue, ExprForLoop, ExprIf, ExprLet, ExprLoop, ExprPath, ExprReturn, ExprTry, ExprWhile,
    Item, LitStr, Local, Macro, MacroDelimiter, Pat, PatIdent, Stmt,
};

use crate::process::parse::visible;

/// How a name is mentioned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Value,
    /// It is called, so it is a function or a closure, no handle.
    Call,
    /// Among the tokens of a macro call, where it may be anything.
    Macro,
    /// `late(name)`.
    Late,
}

#[derive(Default)]
pub(super) struct Findings {
    pub(super) mentions: Vec<(Ident, How)>,
    /// What would leave the closure, and where.
    pub(super) escapes: Vec<(Span, &'static str)>,
    /// Where `late` is given something else than a name.
    pub(super) misuses: Vec<TokenStream>,
    scopes: Vec<Vec<String>>,
    /// Inside a closure or an async block `?`, `return` and `.await` are somebody else's.
    inner: usize,
    loops: usize,
}

pub(super) fn look(exprs: &[Expr]) -> Findings {
    let mut findings = Findings::default();
    for expr in exprs {
        findings.visit_expr(expr);
    }
    findings
}

/// Puts something else in the place of each `late(name)` in `tokens`.
pub(super) fn replace_late(
    tokens: TokenStream,
    replacement: &dyn Fn(&Ident) -> TokenStream,
) -> TokenStream {
    let mut result = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let late = late_word(&token) && !after_dot(&result);
        match (token, tokens.peek()) {
            (_, Some(TokenTree::Group(group))) if late && lone_name(group).is_some() => {
                result.extend(
                    lone_name(group)
                        .map(|name| replacement(&name))
                        .unwrap_or_default(),
                );
                tokens.next();
            }
            (TokenTree::Group(group), _) => {
                let inner = replace_late(group.stream(), replacement);
                let mut renamed = Group::new(group.delimiter(), inner);
                renamed.set_span(group.span());
                result.push(TokenTree::Group(renamed));
            }
            (token, _) => result.push(token),
        }
    }
    result.into_iter().collect()
}

fn late_word(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(word) if word == "late")
}

/// The name in `(name)`.
fn lone_name(group: &Group) -> Option<Ident> {
    let mut tokens = group.stream().into_iter();
    match (group.delimiter(), tokens.next(), tokens.next()) {
        (Delimiter::Parenthesis, Some(TokenTree::Ident(name)), None) => Some(name),
        _ => None,
    }
}

/// Whether what follows is a field, a method, the rest of a path, or a lifetime.
fn after_dot(before: &[TokenTree]) -> bool {
    let punct = |back: usize| match before.iter().rev().nth(back) {
        Some(TokenTree::Punct(punct)) => punct.as_char(),
        _ => ' ',
    };
    match punct(0) {
        // `..name` is a range or the rest of a struct.
        '.' => punct(1) != '.',
        ':' => punct(1) == ':',
        '\'' => true,
        _ => false,
    }
}

impl Findings {
    fn bound(&self, name: &Ident) -> bool {
        let name = name.unraw().to_string();
        self.scopes.iter().any(|scope| scope.contains(&name))
    }

    fn bind(&mut self, name: &Ident) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.push(name.unraw().to_string());
        }
    }

    fn scoped(&mut self, visit: impl FnOnce(&mut Self)) {
        self.scopes.push(Vec::new());
        visit(self);
        self.scopes.pop();
    }

    fn inside(&mut self, visit: impl FnOnce(&mut Self)) {
        let loops = std::mem::take(&mut self.loops);
        self.inner += 1;
        visit(self);
        self.inner -= 1;
        self.loops = loops;
    }

    fn looped(&mut self, visit: impl FnOnce(&mut Self)) {
        self.loops += 1;
        visit(self);
        self.loops -= 1;
    }

    fn mention(&mut self, name: &Ident, how: How) {
        if !self.bound(name) {
            self.mentions.push((name.clone(), how));
        }
    }

    fn escape(&mut self, span: Span, word: &'static str) {
        if self.inner == 0 {
            self.escapes.push((span, word));
        }
    }

    /// What the macro `name` is given.
    fn call(&mut self, name: &Ident, delimiter: Delimiter, tokens: TokenStream) {
        let is = |names: &[&str]| names.iter().any(|known| name == known);
        if !is(&WITHOUT_CODE) {
            let place = Place {
                formats: !is(&WITHOUT_FORMAT),
                // In braces a macro may take what it likes before a colon.
                labels: delimiter != Delimiter::Brace,
            };
            self.tokens(tokens, place);
        }
    }

    /// Where it is not known what a name is there for, it is taken for a mention: a missed one would
    /// not compile.
    fn tokens(&mut self, tokens: TokenStream, place: Place) {
        let tokens: Vec<TokenTree> = visible(tokens).into_iter().collect();
        for (position, token) in tokens.iter().enumerate() {
            let (before, after) = (&tokens[..position], &tokens[position + 1..]);
            match token {
                TokenTree::Group(group) => match (lone_name(group), before) {
                    (Some(name), [.., last]) if late_word(last) => {
                        self.mention(&name, How::Late);
                    }
                    (_, [.., TokenTree::Ident(name), TokenTree::Punct(mark)])
                        if mark.as_char() == '!' =>
                    {
                        self.call(name, group.delimiter(), group.stream());
                    }
                    _ => self.tokens(group.stream(), Place::of(group, before)),
                },
                TokenTree::Ident(name) if !after_dot(before) && !is_label(after, place) => {
                    self.mention(name, How::Macro);
                }
                TokenTree::Literal(literal) if place.formats => self.captures(literal, after),
                _ => {}
            }
        }
    }

    /// The names in `"{name} {name:?} {:width$}"`, if they are not given behind it.
    fn captures(&mut self, literal: &Literal, after: &[TokenTree]) {
        let literal = TokenTree::Literal(literal.clone());
        let Ok(text) = syn::parse2::<LitStr>(literal.into()) else {
            return;
        };
        for word in captured(&text.value()) {
            let given = after.windows(2).any(|pair| {
                matches!(&pair[0], TokenTree::Ident(name) if name.unraw() == word)
                    && is_assigned(&pair[1..])
            });
            // A keyword too, which the name is without its `r#`.
            if !given && syn::parse_str::<Ident>(&format!("r#{word}")).is_ok() {
                self.mention(&Ident::new_raw(&word, text.span()), How::Macro);
            }
        }
    }
}

/// What tokens in a macro call can be.
#[derive(Clone, Copy)]
struct Place {
    /// Whether a string may be a format.
    formats: bool,
    /// Whether a name before a colon is that of a field.
    labels: bool,
}

impl Place {
    fn of(group: &Group, before: &[TokenTree]) -> Self {
        let after_type = match before.last() {
            Some(TokenTree::Ident(_)) => true,
            Some(TokenTree::Punct(punct)) => punct.as_char() == '>',
            _ => false,
        };
        Self {
            formats: false,
            labels: after_type && group.delimiter() == Delimiter::Brace,
        }
    }
}

/// Macros that are given no code.
const WITHOUT_CODE: [&str; 9] = [
    "cfg",
    "column",
    "concat",
    "env",
    "include",
    "include_bytes",
    "include_str",
    "option_env",
    "stringify",
];

/// Macros whose strings are strings. Of one that is not known they may be formats.
const WITHOUT_FORMAT: [&str; 3] = ["dbg", "matches", "vec"];

/// Whether the name before these tokens is that of a field, an argument, a module, or a macro.
fn is_label(after: &[TokenTree], place: Place) -> bool {
    match after {
        [TokenTree::Punct(mark), TokenTree::Group(_), ..] if mark.as_char() == '!' => true,
        _ => match sign(after) {
            (':', second) => place.labels || second == ':',
            _ => is_assigned(after),
        },
    }
}

/// `=`, and neither `==` nor `=>`.
fn is_assigned(after: &[TokenTree]) -> bool {
    matches!(sign(after), ('=', second) if second != '=' && second != '>')
}

/// The first two characters of what stands there, where they are one sign.
fn sign(tokens: &[TokenTree]) -> (char, char) {
    match tokens {
        [TokenTree::Punct(first), TokenTree::Punct(second), ..]
            if first.spacing() == Spacing::Joint =>
        {
            (first.as_char(), second.as_char())
        }
        [TokenTree::Punct(first), ..] => (first.as_char(), ' '),
        _ => (' ', ' '),
    }
}

/// The words that a format takes for names.
fn captured(format: &str) -> Vec<String> {
    let format = format.replace("{{", "");
    let mut words = Vec::new();
    for part in format.split('{').skip(1) {
        let part = part.split('}').next().unwrap_or_default();
        let (name, how) = part.split_once(':').unwrap_or((part, ""));
        words.push(name.trim().to_owned());
        // Of how it is shown, only a width and a precision have names: `{:>width$.digits$}`.
        let named = how.match_indices('$').map(|(at, _)| {
            let mut letters =
                how[..at].rsplit(|letter: char| !letter.is_alphanumeric() && letter != '_');
            letters.next().unwrap_or_default().to_owned()
        });
        words.extend(named);
    }
    words
}

impl<'ast> Visit<'ast> for Findings {
    fn visit_expr_path(&mut self, expr: &'ast ExprPath) {
        if let Some(name) = expr.path.get_ident().filter(|_| expr.qself.is_none()) {
            self.mention(name, How::Value);
        }
        // A path's generic arguments are types, and constants, which capture nothing.
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        let called = match &*call.func {
            Expr::Path(path) if path.qself.is_none() => path.path.get_ident(),
            _ => None,
        };
        let Some(called) = called else {
            return visit::visit_expr_call(self, call);
        };
        if called == "late" && !self.bound(called) {
            let args: Vec<_> = call.args.iter().collect();
            match &*args {
                [Expr::Path(path)] if path.path.get_ident().is_some() => {
                    if let Some(name) = path.path.get_ident() {
                        self.mention(name, How::Late);
                    }
                }
                _ => self.misuses.push(call.to_token_stream()),
            }
            return;
        }
        self.mention(called, How::Call);
        for arg in &call.args {
            self.visit_expr(arg);
        }
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let Some(name) = call.path.segments.last() else {
            return;
        };
        let delimiter = match call.delimiter {
            MacroDelimiter::Paren(_) => Delimiter::Parenthesis,
            MacroDelimiter::Brace(_) => Delimiter::Brace,
            MacroDelimiter::Bracket(_) => Delimiter::Bracket,
        };
        self.call(&name.ident, delimiter, call.tokens.clone());
    }

    fn visit_pat_ident(&mut self, pattern: &'ast PatIdent) {
        self.bind(&pattern.ident);
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_expr_closure(&mut self, closure: &'ast ExprClosure) {
        self.scoped(|this| {
            closure
                .inputs
                .iter()
                .for_each(|input| this.visit_pat(input));
            this.inside(|this| this.visit_expr(&closure.body));
        });
    }

    fn visit_expr_async(&mut self, expr: &'ast ExprAsync) {
        self.inside(|this| this.visit_block(&expr.block));
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.scoped(|this| {
            // Items are known in the whole block, and see nothing of what is around it.
            for statement in &block.stmts {
                if let Stmt::Item(item) = statement {
                    match item {
                        Item::Fn(item) => this.bind(&item.sig.ident),
                        Item::Const(item) => this.bind(&item.ident),
                        Item::Static(item) => this.bind(&item.ident),
                        _ => {}
                    }
                }
            }
            visit::visit_block(this, block);
        });
    }

    fn visit_item(&mut self, _: &'ast Item) {}

    fn visit_expr_const(&mut self, _: &'ast ExprConst) {}

    fn visit_local(&mut self, local: &'ast Local) {
        // The name is bound after its value: `let config = config.parse();`.
        if let Some(init) = &local.init {
            self.visit_expr(&init.expr);
            if let Some((_, otherwise)) = &init.diverge {
                self.visit_expr(otherwise);
            }
        }
        self.visit_pat(&local.pat);
    }

    fn visit_expr_let(&mut self, expr: &'ast ExprLet) {
        self.visit_expr(&expr.expr);
        self.visit_pat(&expr.pat);
    }

    fn visit_expr_if(&mut self, expr: &'ast ExprIf) {
        self.scoped(|this| {
            this.visit_expr(&expr.cond);
            this.visit_block(&expr.then_branch);
        });
        if let Some((_, otherwise)) = &expr.else_branch {
            self.visit_expr(otherwise);
        }
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        self.scoped(|this| {
            this.visit_pat(&arm.pat);
            this.visit_expr(&arm.body);
        });
    }

    fn visit_pat(&mut self, pattern: &'ast Pat) {
        visit::visit_pat(self, pattern);
    }

    fn visit_expr_while(&mut self, expr: &'ast ExprWhile) {
        self.scoped(|this| {
            this.visit_expr(&expr.cond);
            this.looped(|this| this.visit_block(&expr.body));
        });
    }

    fn visit_expr_for_loop(&mut self, expr: &'ast ExprForLoop) {
        self.visit_expr(&expr.expr);
        self.scoped(|this| {
            this.visit_pat(&expr.pat);
            this.looped(|this| this.visit_block(&expr.body));
        });
    }

    fn visit_expr_loop(&mut self, expr: &'ast ExprLoop) {
        self.looped(|this| this.visit_block(&expr.body));
    }

    fn visit_expr_try(&mut self, expr: &'ast ExprTry) {
        self.escape(expr.question_token.span(), "?");
        visit::visit_expr_try(self, expr);
    }

    fn visit_expr_await(&mut self, expr: &'ast ExprAwait) {
        self.escape(expr.await_token.span(), ".await");
        visit::visit_expr_await(self, expr);
    }

    fn visit_expr_return(&mut self, expr: &'ast ExprReturn) {
        self.escape(expr.return_token.span(), "return");
        visit::visit_expr_return(self, expr);
    }

    fn visit_expr_break(&mut self, expr: &'ast ExprBreak) {
        // A label is one of the expression itself, or rustc says that there is none.
        if expr.label.is_none() && self.loops == 0 {
            self.escape(expr.break_token.span(), "break");
        }
        visit::visit_expr_break(self, expr);
    }

    fn visit_expr_continue(&mut self, expr: &'ast ExprContinue) {
        if expr.label.is_none() && self.loops == 0 {
            self.escape(expr.continue_token.span(), "continue");
        }
    }
}
