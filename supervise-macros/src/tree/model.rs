//! A declared tree between parsing and expansion.

use std::time::Duration;

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Attribute, Expr, Generics, Path, Type, Visibility};

use crate::names::Krate;

/// One call of the macro.
#[derive(Default)]
pub(crate) struct Call {
    pub(crate) krate: Krate,
    pub(crate) trees: Vec<Tree>,
}

/// `pub Shop<S>(config: Config) { … }`.
pub(crate) struct Tree {
    pub(crate) attrs: Attrs,
    pub(crate) vis: Visibility,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) params: Vec<Param>,
    /// Names that an error left without a parameter; what mentions them is left out.
    pub(crate) unusable: Vec<String>,
    pub(crate) root: Group,
}

/// The attributes of a tree or child, by what becomes of them.
#[derive(Default)]
pub(crate) struct Attrs {
    /// On everything that is generated for it.
    pub(crate) cfgs: Vec<Attribute>,
    /// On the one item that stands for it.
    pub(crate) docs: Vec<Attribute>,
}

pub(crate) struct Param {
    pub(crate) name: Ident,
    pub(crate) ty: Type,
    /// Whether the type was refused: then callers may give what they have.
    pub(crate) refused: bool,
    /// False after an error: the parameter is still there, but what mentions it is left out.
    pub(crate) usable: bool,
}

/// A supervisor's own options and its children.
pub(crate) struct Group {
    /// The name of the generated handle type.
    pub(crate) handle: Ident,
    pub(crate) options: Options,
    pub(crate) children: Vec<Child>,
}

pub(crate) struct Child {
    pub(crate) attrs: Attrs,
    pub(crate) name: Ident,
    pub(crate) kind: Kind,
    /// Empty for a nested supervisor: see [`Child::options`].
    pub(crate) options: Options,
    /// False after an error about its name: what mentions it is left out.
    pub(crate) usable: bool,
    /// Whether some sibling asked for its handle before it starts.
    pub(crate) late: bool,
    /// The earlier children that its arguments mention.
    pub(crate) depends_on: Vec<String>,
}

pub(crate) enum Kind {
    Worker {
        path: Path,
        make: Make,
    },
    Dynamic {
        path: Path,
    },
    Pool {
        path: Path,
        make: Make,
    },
    /// A supervisor of tasks.
    Tasks,
    Supervisor(Box<Group>),
    Tree {
        path: Path,
        args: Code,
    },
    /// What it is could not be understood, which was reported.
    Broken,
}

/// How the first state of a process comes about.
pub(crate) enum Make {
    /// `Path(args)`: by its init.
    Args(Code),
    /// `Path { … }`: it is a value. The code is what follows the path.
    Value(Code),
}

impl Make {
    pub(crate) fn code(&self) -> &Code {
        match self {
            Self::Args(code) | Self::Value(code) => code,
        }
    }

    pub(crate) fn code_mut(&mut self) -> &mut Code {
        match self {
            Self::Args(code) | Self::Value(code) => code,
        }
    }
}

/// The user's code, evaluated in a scope of its own.
pub(crate) struct Code {
    /// One expression, or several between parentheses.
    pub(crate) tokens: TokenStream,
    /// The same, taken apart, to be looked through.
    pub(crate) exprs: Vec<Expr>,
    /// What it mentions of the tree.
    pub(crate) uses: Vec<Use>,
    /// False after an error: the code is not emitted.
    pub(crate) sound: bool,
}

impl Code {
    pub(crate) fn new(tokens: TokenStream, exprs: Vec<Expr>) -> Self {
        Self {
            tokens,
            exprs,
            uses: Vec::new(),
            sound: true,
        }
    }

    /// Code that could not be understood, which was reported.
    pub(crate) fn broken() -> Self {
        Self {
            sound: false,
            ..Self::new(TokenStream::new(), Vec::new())
        }
    }
}

/// A parameter or handle that code mentions.
pub(crate) struct Use {
    /// As it is called inside the code; `None` for the handle of a later child, which is cloned
    /// right where the code mentions it.
    pub(crate) inner: Option<Ident>,
    /// As it is called where the code stands.
    pub(crate) outer: Ident,
    /// Whether it is only known from the tokens of a macro call, so that it may be something else.
    pub(crate) guessed: bool,
}

/// Everything that can be said about a child; what fits which kind is in `Key`.
#[derive(Default)]
pub(crate) struct Options {
    /// The keys that were given, also those whose value could not be understood.
    pub(crate) given: Vec<&'static str>,
    pub(crate) strategy: Option<Said<Ident>>,
    pub(crate) limit: Option<Said<LimitValue>>,
    pub(crate) child_limit: Option<Said<LimitValue>>,
    pub(crate) at_limit: Option<Said<AtLimitValue>>,
    pub(crate) auto_shutdown: Option<Said<Ident>>,
    pub(crate) restart_order: Option<Said<OrderValue>>,
    pub(crate) shutdown_order: Option<Said<Ident>>,
    pub(crate) start_order: Option<Said<Ident>>,
    pub(crate) start: Option<Said<Ident>>,
    pub(crate) significant: Option<Said<bool>>,
    pub(crate) backoff: Option<Said<BackoffValue>>,
    pub(crate) drain: Option<Said<Time>>,
    pub(crate) restart: Option<Said<RestartValue>>,
    pub(crate) reinit: Option<Said<ReinitValue>>,
    pub(crate) mailbox: Option<Said<Ident>>,
    pub(crate) shutdown: Option<Said<ShutdownValue>>,
    pub(crate) start_timeout: Option<Said<TimeoutValue>>,
    pub(crate) max_children: Option<Said<Amount>>,
    pub(crate) size: Option<Said<Amount>>,
    pub(crate) max_size: Option<Said<Amount>>,
    pub(crate) route: Option<Said<Ident>>,
    pub(crate) register: Option<Said<Code>>,
}

impl Options {
    /// Whether the next incarnation goes on from the last state; else it starts anew.
    pub(crate) fn is_last_known(&self) -> bool {
        self.reinit
            .as_ref()
            .is_some_and(|said| said.value.last_known)
    }

    /// Whether what waits in the mailbox waits for the next incarnation.
    pub(crate) fn keeps_mailbox(&self) -> bool {
        self.mailbox
            .as_ref()
            .is_some_and(|said| said.value == "keep")
    }

    /// Whether its supervisor can start without it.
    pub(crate) fn is_optional(&self) -> bool {
        self.start
            .as_ref()
            .is_some_and(|said| said.value == "optional")
    }

    /// Whether its end may be that of its supervisor, and where that is said.
    pub(crate) fn significance(&self) -> Option<Span> {
        let intrinsic = self.restart.as_ref();
        let intrinsic = intrinsic.filter(|said| said.value == RestartValue::Intrinsic);
        let significant = self.significant.as_ref().filter(|said| said.value);
        let significant = significant.map(|said| said.span);
        significant.or(intrinsic.map(|said| said.span))
    }

    /// Whether a supervisor's children are stopped at once.
    pub(crate) fn stops_in_parallel(&self) -> bool {
        self.shutdown_order
            .as_ref()
            .is_some_and(|said| said.value == "parallel")
    }

    /// How a pool's work is given out, as a type, and as the builder's method if it needs one.
    pub(crate) fn routing(&self) -> (&'static str, Option<&'static str>) {
        let route = self.route.as_ref().map(|said| said.value.to_string());
        match route.as_deref() {
            Some("by_key") => ("ByKey", Some("by_key")),
            Some("least_loaded") => ("LeastLoaded", Some("least_loaded")),
            _ => ("RoundRobin", None),
        }
    }
}

/// The value of an option and where it stands.
pub(crate) struct Said<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

pub(crate) enum LimitValue {
    None,
    Per { count: Amount, period: Time },
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum RestartValue {
    Permanent,
    Transient,
    Temporary,
    /// Transient, and its end is that of its supervisor.
    Intrinsic,
}

pub(crate) struct ReinitValue {
    pub(crate) last_known: bool,
    /// The function that makes the state.
    pub(crate) with: Option<Path>,
}

pub(crate) enum AtLimitValue {
    Escalate,
    Pause(Time),
    Open(Time),
    Disable,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrderValue {
    Sequential,
    SequentialReverse,
    Rolling,
    RollingReverse,
    Parallel,
}

pub(crate) struct BackoffValue {
    pub(crate) first: Time,
    /// `None` where all delays are the same.
    pub(crate) max: Option<Time>,
    pub(crate) factor: Option<f64>,
    /// In percent.
    pub(crate) jitter: Option<u32>,
    pub(crate) reset: Option<Time>,
}

pub(crate) enum ShutdownValue {
    BrutalKill,
    After(Time),
    Infinity,
}

pub(crate) enum TimeoutValue {
    After(Time),
    Infinity,
}

/// A number that was written down, or code for one.
pub(crate) enum Amount {
    Literal(u64, Span),
    Code(Code),
}

/// A duration that was written down, or code for one.
pub(crate) enum Time {
    Literal(Duration, Span),
    Code(Code),
}

impl Child {
    /// The options, which a nested supervisor has among its children.
    pub(crate) fn options(&self) -> &Options {
        match &self.kind {
            Kind::Supervisor(group) => &group.options,
            _ => &self.options,
        }
    }
}

impl Options {
    /// The code in the values.
    pub(crate) fn codes_mut(&mut self) -> Vec<&mut Code> {
        let mut codes = Vec::new();
        for limit in [&mut self.limit, &mut self.child_limit] {
            if let Some(Said {
                value: LimitValue::Per { count, period },
                ..
            }) = limit
            {
                codes.extend(count.code_mut());
                codes.extend(period.code_mut());
            }
        }
        if let Some(Said {
            value: AtLimitValue::Pause(time) | AtLimitValue::Open(time),
            ..
        }) = &mut self.at_limit
        {
            codes.extend(time.code_mut());
        }
        if let Some(Said { value, .. }) = &mut self.backoff {
            let times = [
                Some(&mut value.first),
                value.max.as_mut(),
                value.reset.as_mut(),
            ];
            codes.extend(times.into_iter().flatten().filter_map(Time::code_mut));
        }
        if let Some(Said { value: time, .. }) = &mut self.drain {
            codes.extend(time.code_mut());
        }
        if let Some(Said {
            value: ShutdownValue::After(time),
            ..
        }) = &mut self.shutdown
        {
            codes.extend(time.code_mut());
        }
        if let Some(Said {
            value: TimeoutValue::After(time),
            ..
        }) = &mut self.start_timeout
        {
            codes.extend(time.code_mut());
        }
        let amounts = [&mut self.max_children, &mut self.size, &mut self.max_size];
        for amount in amounts {
            codes.extend(amount.as_mut().and_then(|said| said.value.code_mut()));
        }
        codes.extend(self.register.as_mut().map(|said| &mut said.value));
        codes
    }
}

impl Amount {
    fn code_mut(&mut self) -> Option<&mut Code> {
        match self {
            Self::Literal(..) => None,
            Self::Code(code) => Some(code),
        }
    }
}

impl Time {
    fn code_mut(&mut self) -> Option<&mut Code> {
        match self {
            Self::Literal(..) => None,
            Self::Code(code) => Some(code),
        }
    }
}
