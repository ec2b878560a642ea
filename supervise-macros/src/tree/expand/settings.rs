//! The builder's methods for what is said in options.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::build::{amount, duration, evaluated};
use super::{Context, ours};
use crate::tree::model::{
    AtLimitValue, BackoffValue, Child, Kind, LimitValue, Options, OrderValue, RestartValue,
    ShutdownValue, TimeoutValue,
};

impl Context<'_> {
    /// What is said of a child.
    pub(super) fn settings(&self, child: &Child) -> TokenStream {
        let p = &self.private;
        let options = child.options();
        let dynamic = matches!(child.kind, Kind::Dynamic { .. });
        let restart = options.restart.as_ref().map(|said| {
            let at = ours(said.span);
            let p = self.krate.private_at(at);
            let policy = match said.value {
                RestartValue::Permanent => quote_spanned!(at=> #p::Restart::Permanent),
                RestartValue::Transient | RestartValue::Intrinsic => {
                    quote_spanned!(at=> #p::Restart::Transient)
                }
                // It needs nothing of the arguments, `restart` would ask for `Clone`.
                RestartValue::Temporary if dynamic => return quote!(.temporary()),
                RestartValue::Temporary => quote_spanned!(at=> #p::Restart::Temporary),
            };
            // An error about arguments that can't be cloned belongs to the value.
            quote_spanned!(at=> .restart(#policy))
        });
        // An error about a process that can't give its last state belongs to the value.
        let reinit = options.reinit.as_ref().filter(|_| options.is_last_known());
        let reinit = reinit.map(|said| quote_spanned!(ours(said.span)=> .reinit_last_known()));
        let with = options
            .reinit
            .as_ref()
            .and_then(|said| said.value.with.as_ref());
        // An error about another type of function belongs to its name.
        let with = with.map(|path| quote_spanned!(ours(path.span())=> .reinit_with(#path)));
        let mailbox = options.keeps_mailbox().then(|| quote!(.keep_mailbox()));
        let shutdown = options.shutdown.as_ref().map(|said| {
            let value = match &said.value {
                ShutdownValue::BrutalKill => quote!(BrutalKill),
                ShutdownValue::Infinity => quote!(Infinity),
                ShutdownValue::After(time) => {
                    let time = duration(time);
                    quote!(After(#time))
                }
            };
            quote!(.shutdown(#p::Shutdown::#value))
        });
        let drain = options.drain.as_ref().map(|said| {
            let time = duration(&said.value);
            quote!(.drain(#time))
        });
        let start_timeout = options.start_timeout.as_ref().map(|said| {
            let value = match &said.value {
                TimeoutValue::Infinity => quote!(Infinity),
                TimeoutValue::After(time) => {
                    let time = duration(time);
                    quote!(After(#time))
                }
            };
            quote!(.start_timeout(#p::Timeout::#value))
        });
        let optional = options.is_optional().then(|| quote!(.optional()));
        let alone = !matches!(
            child.kind,
            Kind::Dynamic { .. } | Kind::Pool { .. } | Kind::Tasks
        );
        let significant = options
            .significance()
            .filter(|_| alone)
            .map(|_| quote!(.significant()));
        let backoff = options
            .backoff
            .as_ref()
            .map(|said| self.backoff(&said.value));
        let max_children = options.max_children.as_ref().map(|said| {
            let number = amount(&said.value);
            quote!(.max_children(#number))
        });
        let max_size = options.max_size.as_ref().map(|said| {
            let number = amount(&said.value);
            quote!(.max_size(#number))
        });
        let route = options.routing().1.map(|method| {
            let method = Ident::new(method, Span::call_site());
            quote!(.#method())
        });
        // What holds for the children of a nested supervisor stands where its builder is made.
        let nested = matches!(child.kind, Kind::Supervisor(_));
        let limits = (!nested).then(|| self.limits(options));
        // An error about what is no name belongs to it.
        let register = options.register.as_ref().map(|said| {
            let name = evaluated(&said.value);
            quote_spanned!(ours(said.span)=> .register(&#name))
        });
        let depends_on = (!child.depends_on.is_empty()).then(|| {
            let names = &child.depends_on;
            quote!(.depends_on(&[#(#names),*]))
        });
        quote! {
            #restart #reinit #with #mailbox #shutdown #drain #start_timeout #optional #significant #backoff
            #max_children #max_size #route #limits #register #depends_on
        }
    }

    /// What is said of a supervisor, and holds for all its children.
    pub(super) fn rules(&self, options: &Options) -> TokenStream {
        let p = &self.private;
        let strategy = options.strategy.as_ref().map(|said| {
            let variant = match said.value.to_string().as_str() {
                "one_for_all" => quote!(OneForAll),
                "rest_for_one" => quote!(RestForOne),
                "left_for_one" => quote!(LeftForOne),
                "dependents" => quote!(Dependents),
                "none" => quote!(None),
                _ => quote!(OneForOne),
            };
            quote!(.strategy(#p::Strategy::#variant))
        });
        let limits = self.limits(options);
        let auto_shutdown = options.auto_shutdown.as_ref().map(|said| {
            let variant = match said.value.to_string().as_str() {
                "any_significant" => quote!(AnySignificant),
                "all_significant" => quote!(AllSignificant),
                _ => quote!(Never),
            };
            quote!(.auto_shutdown(#p::AutoShutdown::#variant))
        });
        let start_order = options.start_order.as_ref().map(|said| {
            let variant = match said.value == "concurrent" {
                true => quote!(Concurrent),
                false => quote!(Sequential),
            };
            quote!(.start_order(#p::StartOrder::#variant))
        });
        let restart_order = options.restart_order.as_ref().map(|said| {
            let order = match said.value {
                OrderValue::Sequential => quote!(SEQUENTIAL),
                OrderValue::SequentialReverse => quote!(Sequential {
                    stop: #p::Direction::LeftToRight,
                    start: #p::Direction::RightToLeft,
                }),
                OrderValue::Rolling => quote!(Rolling(#p::Direction::LeftToRight)),
                OrderValue::RollingReverse => quote!(Rolling(#p::Direction::RightToLeft)),
                OrderValue::Parallel => quote!(Parallel),
            };
            quote!(.restart_order(#p::RestartOrder::#order))
        });
        let shutdown_order = options.shutdown_order.as_ref().map(|said| {
            let variant = match said.value.to_string().as_str() {
                "forward" => quote!(Forward),
                "parallel" => quote!(Parallel),
                _ => quote!(Reverse),
            };
            quote!(.shutdown_order(#p::ShutdownOrder::#variant))
        });
        quote! {
            #strategy #limits #auto_shutdown #start_order #restart_order #shutdown_order
        }
    }

    fn limits(&self, options: &Options) -> TokenStream {
        let p = &self.private;
        let limit = |value: &LimitValue| match value {
            LimitValue::None => quote!(#p::Limit::NONE),
            LimitValue::Per { count, period } => {
                let (count, period) = (amount(count), duration(period));
                quote!(#p::Limit::new(#count, #period))
            }
        };
        let all = options.limit.as_ref().map(|said| {
            let limit = limit(&said.value);
            quote!(.limit(#limit))
        });
        let each = options.child_limit.as_ref().map(|said| {
            let limit = limit(&said.value);
            quote!(.child_limit(#limit))
        });
        let at_limit = options.at_limit.as_ref().map(|said| {
            let value = match &said.value {
                AtLimitValue::Escalate => quote!(Escalate),
                AtLimitValue::Disable => quote!(Disable),
                AtLimitValue::Pause(time) => {
                    let time = duration(time);
                    quote!(Pause(#time))
                }
                AtLimitValue::Open(time) => {
                    let time = duration(time);
                    quote!(Open(#time))
                }
            };
            quote!(.at_limit(#p::AtLimit::#value))
        });
        quote!(#all #each #at_limit)
    }

    fn backoff(&self, value: &BackoffValue) -> TokenStream {
        let p = &self.private;
        let first = duration(&value.first);
        let new = match &value.max {
            None => quote!(constant(#first)),
            Some(max) => {
                let max = duration(max);
                quote!(exponential(#first, #max))
            }
        };
        let factor = value.factor.map(|factor| quote!(.factor(#factor)));
        let jitter = value.jitter.map(|percent| {
            let part = f64::from(percent) / 100.0;
            quote!(.jitter(#part))
        });
        let reset = value.reset.as_ref().map(|time| {
            let time = duration(time);
            quote!(.reset_after(#time))
        });
        quote!(.backoff(#p::Backoff::#new #factor #jitter #reset))
    }
}
