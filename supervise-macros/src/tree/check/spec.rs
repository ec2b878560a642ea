//! The rules that the builder knows too, applied to what is written down as a literal.

use std::time::Duration;

use proc_macro2::Span;
use quote::ToTokens;
use supervise_model::{
    AtLimit, AutoShutdown, Backoff, ChildKind, ChildSpec, Limit, Problem, ProblemKind, Reinit,
    Restart, RestartOrder, Shutdown, ShutdownOrder, Strategy, SupervisorSpec,
};
use syn::ext::IdentExt;

use crate::diag::Errors;
use crate::tree::model::{
    Amount, AtLimitValue, BackoffValue, Child, Group, Kind, LimitValue, Options, OrderValue,
    RestartValue, Said, ShutdownValue, Time, Tree,
};

pub(super) fn check(tree: &mut Tree, errors: &Errors) {
    for problem in supervise_model::check(&spec(tree)) {
        report(&problem, &mut tree.root, errors);
    }
    sizes(&mut tree.root, errors);
    intrinsic(&tree.root, errors);
}

/// What is declared, as far as it is known here.
pub(crate) fn spec(tree: &Tree) -> SupervisorSpec {
    let mut root = SupervisorSpec::new(tree.name.unraw().to_string());
    supervisor(&tree.root, &mut root);
    root
}

fn supervisor(group: &Group, spec: &mut SupervisorSpec) {
    let options = &group.options;
    if let Some(said) = &options.limit {
        spec.limit = limit(&said.value);
    }
    spec.at_limit = at_limit(options);
    if let Some(said) = &options.strategy {
        spec.strategy = match said.value.to_string().as_str() {
            "one_for_all" => Strategy::OneForAll,
            "rest_for_one" => Strategy::RestForOne,
            "left_for_one" => Strategy::LeftForOne,
            "dependents" => Strategy::Dependents,
            "none" => Strategy::None,
            _ => Strategy::OneForOne,
        };
    }
    if let Some(said) = &options.auto_shutdown {
        spec.auto_shutdown = match said.value.to_string().as_str() {
            "any_significant" => AutoShutdown::AnySignificant,
            "all_significant" => AutoShutdown::AllSignificant,
            _ => AutoShutdown::Never,
        };
    }
    if let Some(said) = &options.restart_order
        && said.value != OrderValue::Sequential
    {
        spec.restart_order = RestartOrder::Parallel;
    }
    if options.stops_in_parallel() {
        spec.shutdown_order = ShutdownOrder::Parallel;
    }
    spec.children = group.children.iter().map(child).collect();
}

fn child(child: &Child) -> ChildSpec {
    let name = child.name.unraw().to_string();
    let mut spec = match &child.kind {
        Kind::Worker { path, .. } => ChildSpec::worker(name, process(path)),
        Kind::Dynamic { path } => ChildSpec::dynamic(name, process(path)),
        Kind::Tasks => ChildSpec::dynamic(name, "task"),
        Kind::Pool { path, .. } => {
            let size = child.options.size.as_ref().and_then(literal).unwrap_or(1);
            ChildSpec::pool(name, process(path), size)
        }
        Kind::Supervisor(group) => {
            let mut spec = SupervisorSpec::new(name);
            supervisor(group, &mut spec);
            ChildSpec::supervisor(spec)
        }
        // What is in the tree is not known here; a constant assertion sums that up.
        Kind::Tree { .. } => ChildSpec::supervisor(SupervisorSpec::new(name)),
        Kind::Broken => {
            let mut spec = ChildSpec::worker(name, String::new());
            spec.shutdown = Shutdown::BrutalKill;
            return spec;
        }
    };
    spec.depends_on.clone_from(&child.depends_on);
    let options = child.options();
    if let ChildKind::Dynamic {
        max_children,
        limit: own,
        ..
    } = &mut spec.kind
    {
        *max_children = options.max_children.as_ref().and_then(literal);
        own_limit(options, own);
    }
    if let ChildKind::Pool {
        limit: own,
        max_size,
        size,
        ..
    } = &mut spec.kind
    {
        let known = options.size.as_ref().and_then(literal);
        *max_size = options.max_size.as_ref().and_then(literal);
        *max_size = max_size.filter(|_| known == Some(*size));
        own_limit(options, own);
    }
    if let Some(said) = &options.restart {
        spec.restart = match said.value {
            RestartValue::Permanent => Restart::Permanent,
            RestartValue::Transient | RestartValue::Intrinsic => Restart::Transient,
            RestartValue::Temporary => Restart::Temporary,
        };
    }
    if let Some(said) = &options.reinit {
        spec.reinit = match (said.value.last_known, &said.value.with) {
            (false, None) => Reinit::Fresh,
            (true, None) => Reinit::LastKnown,
            (false, Some(_)) => Reinit::With,
            (true, Some(_)) => Reinit::LastKnownWith,
        };
    }
    spec.keeps_mailbox = options.keeps_mailbox();
    let alone = !matches!(
        child.kind,
        Kind::Dynamic { .. } | Kind::Pool { .. } | Kind::Tasks
    );
    spec.significant = alone && options.significance().is_some();
    spec.backoff = options
        .backoff
        .as_ref()
        .and_then(|said| backoff(&said.value));
    if let Some(said) = &options.drain {
        spec.drain = Some(known(&said.value).unwrap_or_default());
    }
    match &child.kind {
        Kind::Worker { .. } => {
            spec.limit = options.limit.as_ref().map(|said| limit(&said.value));
            spec.at_limit = at_limit(options);
        }
        Kind::Dynamic { .. } | Kind::Pool { .. } => {
            spec.limit = options.child_limit.as_ref().map(|said| limit(&said.value));
            spec.at_limit = at_limit(options);
        }
        _ => {}
    }
    if let Some(said) = &options.shutdown {
        spec.shutdown = match &said.value {
            ShutdownValue::After(Time::Literal(time, _)) => Shutdown::After(*time),
            ShutdownValue::Infinity => Shutdown::Infinity,
            // What is computed is for the builder to see: here it counts as no time at all.
            ShutdownValue::BrutalKill | ShutdownValue::After(Time::Code(_)) => Shutdown::BrutalKill,
        };
    }
    if !child.attrs.cfgs.is_empty() {
        // It may not be there, which the builder sees too.
        spec.shutdown = Shutdown::BrutalKill;
    }
    spec
}

const UNKNOWN: Duration = Duration::from_secs(1);

fn known(time: &Time) -> Option<Duration> {
    match time {
        Time::Literal(time, _) => Some(*time),
        Time::Code(_) => None,
    }
}

fn at_limit(options: &Options) -> AtLimit {
    let Some(said) = &options.at_limit else {
        return AtLimit::Escalate;
    };
    match &said.value {
        AtLimitValue::Escalate => AtLimit::Escalate,
        AtLimitValue::Pause(time) => AtLimit::Pause(known(time).unwrap_or(UNKNOWN)),
        AtLimitValue::Open(time) => AtLimit::Open(known(time).unwrap_or(UNKNOWN)),
        AtLimitValue::Disable => AtLimit::Disable,
    }
}

/// What is computed is for the builder to see: here it counts as if nothing was said.
fn backoff(value: &BackoffValue) -> Option<Backoff> {
    let first = known(&value.first)?;
    let mut backoff = match &value.max {
        None => Backoff::constant(first),
        Some(max) => Backoff::exponential(first, known(max)?),
    };
    if let Some(factor) = value.factor {
        backoff = backoff.factor(factor);
    }
    if let Some(percent) = value.jitter {
        backoff = backoff.jitter(f64::from(percent) / 100.0);
    }
    if let Some(reset) = &value.reset {
        backoff = backoff.reset_after(known(reset)?);
    }
    Some(backoff)
}

fn own_limit(options: &Options, own: &mut Limit) {
    if let Some(said) = &options.limit {
        *own = limit(&said.value);
    }
}

/// The path as a person would write it: with spaces only where two words meet.
fn process(path: &syn::Path) -> String {
    let text = path.to_token_stream().to_string();
    let words: Vec<&str> = text.split(' ').collect();
    let mut tidy = String::with_capacity(text.len());
    for word in words {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        if tidy.ends_with(is_word) && word.starts_with(is_word) {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    tidy.replace("::<", "<")
}

fn literal(said: &Said<Amount>) -> Option<usize> {
    match said.value {
        Amount::Literal(number, _) => usize::try_from(number).ok(),
        Amount::Code(_) => None,
    }
}

/// A limit of which something is computed is taken for one that can be reached.
fn limit(value: &LimitValue) -> Limit {
    match value {
        LimitValue::None => Limit::NONE,
        LimitValue::Per { count, period } => {
            let count = match count {
                Amount::Literal(count, _) => u32::try_from(*count).unwrap_or(u32::MAX),
                Amount::Code(_) => 1,
            };
            let period = match period {
                Time::Literal(period, _) => *period,
                Time::Code(_) => UNKNOWN,
            };
            Limit::new(count, period)
        }
    }
}

fn report(problem: &Problem, root: &mut Group, errors: &Errors) {
    let Some((position, above)) = problem.path.split_last() else {
        return of_rules(problem, &root.options, errors);
    };
    let Some(group) = descend(root, above) else {
        return;
    };
    if let ProblemKind::DuplicateName { first } = problem.kind {
        return duplicate(group, first, *position, errors);
    }
    let Some(child) = group.children.get(*position) else {
        return;
    };
    let options = child.options();
    let shutdown = options
        .shutdown
        .as_ref()
        .map_or(child.name.span(), |said| said.span);
    let help = match &problem.kind {
        ProblemKind::InfinityBelowBudget { supervisor, .. } => format!(
            "give `{}` a duration, or let `{supervisor}` have `shutdown: infinity`",
            child.name
        ),
        ProblemKind::BudgetExceeded { needed, .. } => format!(
            "say `shutdown: {}` or more, or less for its children",
            written(*needed)
        ),
        ProblemKind::LastKnownOfTemporary => {
            return errors_at(
                options.reinit.as_ref(),
                problem,
                "say `restart: permanent` or `restart: transient` too, or leave `reinit` out",
                errors,
            );
        }
        ProblemKind::MailboxOfTemporary => {
            return errors_at(
                options.mailbox.as_ref(),
                problem,
                "say `restart: permanent` or `restart: transient` too, or leave `mailbox` out",
                errors,
            );
        }
        ProblemKind::ZeroPoolSize => {
            return errors_at(
                options.size.as_ref(),
                problem,
                "a pool has at least one process",
                errors,
            );
        }
        ProblemKind::MaxBelowSize => {
            return errors_at(
                options.max_size.as_ref(),
                problem,
                "a pool has `size` processes at first, and can be resized up to `max_size`",
                errors,
            );
        }
        ProblemKind::ZeroMaxChildren => {
            return errors_at(
                options.max_children.as_ref(),
                problem,
                "without `max_children` there may be any number",
                errors,
            );
        }
        ProblemKind::RestartsOfTemporary => {
            let backoff = options.backoff.as_ref().map(|said| said.span);
            let limits = [&options.child_limit, &options.limit];
            let mut limits = limits.into_iter().flatten().map(|said| said.span);
            let at = backoff.or_else(|| limits.next()).unwrap_or(shutdown);
            let help = "say `restart: permanent` or `restart: transient` too, or leave it out";
            errors.report_help_at(at, &problem.kind, help);
            return;
        }
        ProblemKind::SignificantPermanent => {
            return errors_at(
                options.significant.as_ref(),
                problem,
                "say `restart: transient` or `restart: temporary` too",
                errors,
            );
        }
        ProblemKind::SignificantForNothing => {
            let at = options.significance().unwrap_or(shutdown);
            let help = "say `auto_shutdown: any_significant` or `auto_shutdown: all_significant` in the braces of its supervisor";
            errors.report_help_at(at, &problem.kind, help);
            return;
        }
        ProblemKind::BackoffBounds => {
            return errors_at(
                options.backoff.as_ref(),
                problem,
                "the first delay comes first: `exponential(50ms..10s)`",
                errors,
            );
        }
        _ => return of_rules(problem, options, errors),
    };
    errors.report_help_at(shutdown, &problem.kind, help);
}

fn errors_at<T>(said: Option<&Said<T>>, problem: &Problem, help: &str, errors: &Errors) {
    let span = said.map_or_else(Span::call_site, |said| said.span);
    errors.report_help_at(span, &problem.kind, help);
}

/// What is wrong with what is said of a supervisor, or of a limit.
fn of_rules(problem: &Problem, options: &Options, errors: &Errors) {
    match problem.kind {
        ProblemKind::NoSignificantChild => errors_at(
            options.auto_shutdown.as_ref(),
            problem,
            "say `significant: true` of a child that is transient or temporary",
            errors,
        ),
        ProblemKind::RestartOrderOfOne => errors_at(
            options.restart_order.as_ref(),
            problem,
            "it goes with `one_for_all`, `rest_for_one`, `left_for_one`, and `dependents`",
            errors,
        ),
        ProblemKind::AtNoLimit => errors_at(
            options.at_limit.as_ref(),
            problem,
            "say how many restarts are too many: `limit: 3 per 5s`",
            errors,
        ),
        ProblemKind::ZeroPause => errors_at(
            options.at_limit.as_ref(),
            problem,
            "say for how long the child is left down, as in `pause(10s)`",
            errors,
        ),
        ProblemKind::LimitNeverReached { .. } => {
            let limit = options
                .child_limit
                .as_ref()
                .filter(|_| options.limit.is_none());
            errors_at(
                options.limit.as_ref().or(limit),
                problem,
                "allow fewer restarts, or within a longer time; `limit: none` if there is to be none",
                errors,
            );
        }
        _ => of_numbers(problem, options, errors),
    }
}

fn of_numbers(problem: &Problem, options: &Options, errors: &Errors) {
    let Some(Said {
        value: LimitValue::Per { count, period },
        ..
    }) = &options.limit
    else {
        return;
    };
    let (span, help) = match (&problem.kind, count, period) {
        (ProblemKind::ZeroLimitCount, Amount::Literal(_, span), _) => (
            *span,
            "`limit: 1 per ..` gives up at the second failure; a child that must not be restarted is `restart: temporary`",
        ),
        (ProblemKind::ZeroLimitPeriod, _, Time::Literal(_, span)) => {
            (*span, "`limit: none` switches the limit off")
        }
        _ => return,
    };
    errors.report_help_at(span, &problem.kind, help);
}

/// Two children of one name are fine where `cfg` keeps only one of them.
fn duplicate(group: &mut Group, first: usize, second: usize, errors: &Errors) {
    let [first, second] = match group.children.get_disjoint_mut([first, second]) {
        Ok(children) => children,
        Err(_) => return,
    };
    if !first.attrs.cfgs.is_empty() && !second.attrs.cfgs.is_empty() {
        return;
    }
    errors.report_help(
        &second.name,
        format!("two children are called `{}`", second.name),
        "rename one of the two",
    );
    second.kind = Kind::Broken;
    second.usable = false;
}

fn descend<'a>(root: &'a mut Group, path: &[usize]) -> Option<&'a mut Group> {
    let Some((position, below)) = path.split_first() else {
        return Some(root);
    };
    match &mut root.children.get_mut(*position)?.kind {
        Kind::Supervisor(group) => descend(group, below),
        _ => None,
    }
}

/// A duration as the grammar writes it.
fn written(duration: Duration) -> String {
    let millis = duration.as_millis();
    if millis.is_multiple_of(1_000) {
        format!("{}s", millis / 1_000)
    } else {
        format!("{millis}ms")
    }
}

/// `restart: intrinsic` says more than that a child is significant: that its supervisor ends with it.
fn intrinsic(group: &Group, errors: &Errors) {
    let any = group.options.auto_shutdown.as_ref();
    let any = any.is_none_or(|said| said.value == "any_significant" || said.value == "never");
    for child in &group.children {
        if let Some(said) = &child.options().restart
            && said.value == RestartValue::Intrinsic
        {
            if let Kind::Dynamic { .. } | Kind::Pool { .. } = child.kind {
                errors.report_help_at(
                    said.span,
                    "`intrinsic` is for a single child",
                    "accepted here: `permanent`, `transient`, `temporary`",
                );
            } else if !any {
                errors.report_help_at(
                    said.span,
                    "`intrinsic` ends the supervisor with this child, whatever the others do",
                    "say `auto_shutdown: any_significant`, or `restart: transient, significant: true`",
                );
            }
        }
        if let Kind::Supervisor(nested) = &child.kind {
            intrinsic(nested, errors);
        }
    }
}

fn sizes(group: &mut Group, errors: &Errors) {
    for child in &mut group.children {
        match &mut child.kind {
            Kind::Supervisor(nested) => sizes(nested, errors),
            Kind::Pool { make, .. }
                if make.code().sound && !child.options.given.contains(&"size") =>
            {
                errors.report_help(
                    &child.name,
                    format!("the pool `{}` has no size", child.name),
                    "say how many processes it has: `{ size: 4 }`",
                );
            }
            _ => {}
        }
    }
}
