/// The supervision tree `Shop`.
#[cfg_attr(
    doc,
    doc = "\n\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 465 214\" width=\"465\" height=\"214\" role=\"img\" class=\"supervision-tree\">\n<title>The supervision tree Shop</title>\n<style>\n.supervision-tree { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 12px; max-width: 100%; height: auto; }\n.supervision-tree .name { font-weight: 600; }\n.supervision-tree .detail { font-size: 9.5px; }\n.supervision-tree rect.group { stroke-width: 1.5px; }\n.supervision-tree .transient { stroke-dasharray: 7 3; }\n.supervision-tree .temporary { stroke-dasharray: 2 3; }\n.supervision-tree text { fill: #1f2328; }\n.supervision-tree .detail { fill: #59636e; }\n.supervision-tree rect { fill: #ffffff; stroke: #818b98; }\n.supervision-tree rect.group { stroke: #0969da; }\n.supervision-tree .group-name { fill: #0969da; }\n.supervision-tree path { fill: none; stroke: #59636e; }\n.supervision-tree path.head { fill: #59636e; stroke: none; }\n@media (prefers-color-scheme: dark) {\n.supervision-tree text { fill: #f0f6fc; }\n.supervision-tree .detail { fill: #9198a1; }\n.supervision-tree rect { fill: #0d1117; stroke: #656c76; }\n.supervision-tree rect.group { stroke: #4493f8; }\n.supervision-tree .group-name { fill: #4493f8; }\n.supervision-tree path { fill: none; stroke: #9198a1; }\n.supervision-tree path.head { fill: #9198a1; stroke: none; }\n}\n[data-theme=\"light\"] .supervision-tree text { fill: #1f2328; }\n[data-theme=\"light\"] .supervision-tree .detail { fill: #59636e; }\n[data-theme=\"light\"] .supervision-tree rect { fill: #ffffff; stroke: #818b98; }\n[data-theme=\"light\"] .supervision-tree rect.group { stroke: #0969da; }\n[data-theme=\"light\"] .supervision-tree .group-name { fill: #0969da; }\n[data-theme=\"light\"] .supervision-tree path { fill: none; stroke: #59636e; }\n[data-theme=\"light\"] .supervision-tree path.head { fill: #59636e; stroke: none; }\n[data-theme=\"dark\"] .supervision-tree text { fill: #f0f6fc; }\n[data-theme=\"dark\"] .supervision-tree .detail { fill: #9198a1; }\n[data-theme=\"dark\"] .supervision-tree rect { fill: #0d1117; stroke: #656c76; }\n[data-theme=\"dark\"] .supervision-tree rect.group { stroke: #4493f8; }\n[data-theme=\"dark\"] .supervision-tree .group-name { fill: #4493f8; }\n[data-theme=\"dark\"] .supervision-tree path { fill: none; stroke: #9198a1; }\n[data-theme=\"dark\"] .supervision-tree path.head { fill: #9198a1; stroke: none; }\n[data-theme=\"ayu\"] .supervision-tree text { fill: #f0f6fc; }\n[data-theme=\"ayu\"] .supervision-tree .detail { fill: #9198a1; }\n[data-theme=\"ayu\"] .supervision-tree rect { fill: #0d1117; stroke: #656c76; }\n[data-theme=\"ayu\"] .supervision-tree rect.group { stroke: #4493f8; }\n[data-theme=\"ayu\"] .supervision-tree .group-name { fill: #4493f8; }\n[data-theme=\"ayu\"] .supervision-tree path { fill: none; stroke: #9198a1; }\n[data-theme=\"ayu\"] .supervision-tree path.head { fill: #9198a1; stroke: none; }\n</style>\n<rect x=\"10\" y=\"10\" width=\"409\" height=\"170\" rx=\"8\" class=\"group \"/>\n<text x=\"20\" y=\"27\"><tspan class=\"name group-name\">Shop</tspan></text>\n<text x=\"409\" y=\"27\" text-anchor=\"end\" class=\"detail\">one_for_one · 3 per 5s</text>\n<rect x=\"24\" y=\"44\" width=\"389\" height=\"26\" rx=\"5\" class=\"temporary\"/>\n<text x=\"34\" y=\"61\"><tspan class=\"name\">sessions</tspan><tspan>: dynamic Session, at most 10000</tspan></text>\n<text x=\"403\" y=\"61\" text-anchor=\"end\" class=\"detail\">temporary</text>\n<rect x=\"24\" y=\"78\" width=\"389\" height=\"26\" rx=\"5\" class=\"\"/>\n<text x=\"34\" y=\"95\"><tspan class=\"name\">hashers</tspan><tspan>: pool Hasher</tspan></text>\n<text x=\"403\" y=\"95\" text-anchor=\"end\" class=\"detail\">permanent</text>\n<rect x=\"24\" y=\"112\" width=\"389\" height=\"26\" rx=\"5\" class=\"\"/>\n<text x=\"34\" y=\"129\"><tspan class=\"name\">metrics</tspan><tspan>: tree MetricsTree</tspan></text>\n<text x=\"403\" y=\"129\" text-anchor=\"end\" class=\"detail\">permanent</text>\n<rect x=\"24\" y=\"146\" width=\"389\" height=\"26\" rx=\"5\" class=\"\"/>\n<text x=\"34\" y=\"163\"><tspan class=\"name\">last</tspan><tspan>: Last</tspan></text>\n<text x=\"403\" y=\"163\" text-anchor=\"end\" class=\"detail\">permanent</text>\n<path d=\"M413 129 H424 Q429 129 429 124 V93 Q429 88 424 88 H419\"/>\n<path class=\"head\" d=\"M414 88 l7 -3.5 v7 z\"/>\n<path d=\"M413 163 H433 Q438 163 438 158 V127 Q438 122 433 122 H419\"/>\n<path class=\"head\" d=\"M414 122 l7 -3.5 v7 z\"/>\n<path d=\"M413 163 H442 Q447 163 447 158 V93 Q447 88 442 88 H419\"/>\n<path class=\"head\" d=\"M414 88 l7 -3.5 v7 z\"/>\n<rect x=\"10\" y=\"194\" width=\"18\" height=\"10\" rx=\"3\" class=\"permanent\"/>\n<text x=\"33\" y=\"202\" class=\"detail\">permanent</text>\n<rect x=\"100\" y=\"194\" width=\"18\" height=\"10\" rx=\"3\" class=\"transient\"/>\n<text x=\"123\" y=\"202\" class=\"detail\">transient</text>\n<rect x=\"190\" y=\"194\" width=\"18\" height=\"10\" rx=\"3\" class=\"temporary\"/>\n<text x=\"213\" y=\"202\" class=\"detail\">temporary</text>\n<path d=\"M280 199 H292\"/>\n<path class=\"head\" d=\"M298 199 l-7 -3.5 v7 z\"/>\n<text x=\"303\" y=\"202\" class=\"detail\">uses</text>\n</svg>\n\n\n| when this fails | this is restarted with it | and when it fails too often |\n|---|---|---|\n| `sessions` | nothing else | after 3 restarts in 5s `Shop` ends |\n| `hashers` | nothing else | after 3 restarts in 5s `Shop` ends |\n| `metrics` | nothing else | after 3 restarts in 5s `Shop` ends |\n| `last` | nothing else | after 3 restarts in 5s `Shop` ends |\n\nSub-trees: [`MetricsTree`]\n"
)]
#[must_use = "dropping it asks the tree to stop"]
struct Shop {
    root: ::supervise::__private::Root,
    handle: ShopRef,
}
#[allow(
    dead_code,
    private_interfaces,
    reason = "a declaration says more than a program may use"
)]
impl Shop {
    /// Starts the processes of the tree one after another, each when the one before it is up.
    ///
    /// # Errors
    ///
    /// One of them did not start. The error names it; those before it were stopped again.
    fn start(
        config: ShopConfig,
        budget: Duration,
    ) -> ::supervise::__private::Start<Self> {
        let (supervisor, handle) = <Self as ::supervise::__private::Declared>::build(
            "Shop",
            (config, budget),
        );
        ::supervise::__private::Start::new(supervisor, move |root| Self { root, handle })
    }
    /// Runs the tree as the whole program, until it ends or a signal asks it to.
    async fn run(config: ShopConfig, budget: Duration) -> ::std::process::ExitCode {
        ::supervise::__private::run::<Self>((config, budget)).await
    }
    /// As `run`, for a program that has no runtime yet.
    fn main(config: ShopConfig, budget: Duration) -> ::std::process::ExitCode {
        ::supervise::__private::main::<Self>((config, budget))
    }
    /// The declaration as plain data: it can be printed, compared and checked.
    fn spec(
        config: ShopConfig,
        budget: Duration,
    ) -> ::supervise::__private::SupervisorSpec {
        let (supervisor, _) = <Self as ::supervise::__private::Declared>::build(
            "Shop",
            (config, budget),
        );
        ::supervise::__private::Supervisor::spec(&supervisor)
    }
    /// `sessions`, under which `Session` processes are started.
    fn sessions(&self) -> &::supervise::__private::DynamicRef<__ShopRef_sessions> {
        &self.handle.sessions
    }
    /// The pool `hashers` of `Hasher` processes.
    fn hashers(
        &self,
    ) -> &::supervise::__private::PoolRef<
        __ShopRef_hashers,
        ::supervise::__private::ByKey,
    > {
        &self.handle.hashers
    }
    /// The `MetricsTree` tree `metrics`.
    fn metrics(
        &self,
    ) -> &<__ShopRef_metrics as ::supervise::__private::Declared>::Handle {
        &self.handle.metrics
    }
    /// The `Last` process `last`.
    fn last(&self) -> &<__ShopRef_last as ::supervise::__private::Process>::Handle {
        &self.handle.last
    }
}
#[automatically_derived]
impl ::core::ops::Deref for Shop {
    type Target = ShopRef;
    fn deref(&self) -> &Self::Target {
        &self.handle
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for Shop {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = f.debug_struct("Shop");
        ::core::fmt::DebugStruct::field(&mut debug, "handle", &self.handle);
        ::core::fmt::DebugStruct::finish_non_exhaustive(&mut debug)
    }
}
#[automatically_derived]
impl ::supervise::__private::Tree for Shop {
    fn root(&self) -> &::supervise::__private::Root {
        &self.root
    }
    fn into_root(self) -> ::supervise::__private::Root {
        self.root
    }
}
impl ::supervise::__private::Declared for Shop {
    type Handle = ShopRef;
    type Params = (ShopConfig, Duration);
    const BUDGET_MS: ::core::option::Option<u64> = ::core::option::Option::Some(
        20000u64,
    );
    fn build(
        __name: &str,
        __params: Self::Params,
    ) -> (::supervise::__private::Supervisor, Self::Handle) {
        let (config, budget) = __params;
        let config = ::supervise::__private::Parameter(config).must_be_clone_send_sync();
        let budget = ::supervise::__private::Parameter(budget).must_be_clone_send_sync();
        let mut __supervisor = ::supervise::__private::Supervisor::new(__name);
        let sessions = ::supervise::__private::Supervisor::add(
            &mut __supervisor,
            ::supervise::__private::Dynamic::<__ShopRef_sessions>::new("sessions")
                .temporary()
                .max_children(10000)
                .limit(::supervise::__private::Limit::NONE),
        );
        let hashers = ::supervise::__private::Supervisor::add(
            &mut __supervisor,
            {
                let config = ::core::clone::Clone::clone(&config);
                ::supervise::__private::Pool::<
                    __ShopRef_hashers,
                >::new(
                    "hashers",
                    {
                        let config = ::core::clone::Clone::clone(&config);
                        config.workers
                    },
                    move || {
                        let config = ::core::clone::Clone::clone(&config);
                        config.salt.clone()
                    },
                )
            }
                .reinit_last_known()
                .keep_mailbox()
                .by_key(),
        );
        let metrics = {
            let (__nested, __handle) = <__ShopRef_metrics as ::supervise::__private::Declared>::build(
                "metrics",
                {
                    let config = ::core::clone::Clone::clone(&config);
                    let hashers = ::core::clone::Clone::clone(&hashers);
                    (config.metrics.clone(), hashers)
                },
            );
            ::supervise::__private::Supervisor::add(
                &mut __supervisor,
                __nested
                    .shutdown(
                        ::supervise::__private::Shutdown::After(
                            ::core::time::Duration::from_secs(10u64),
                        ),
                    )
                    .depends_on(&["hashers"]),
            );
            __handle
        };
        let last = ::supervise::__private::Supervisor::add(
            &mut __supervisor,
            {
                let metrics = ::core::clone::Clone::clone(&metrics);
                let hashers = ::core::clone::Clone::clone(&hashers);
                ::supervise::__private::Child::<
                    __ShopRef_last,
                >::new(
                    "last",
                    move || {
                        #[allow(
                            unused_variables,
                            reason = "what a macro does with a name is not known"
                        )]
                        let metrics = ::core::clone::Clone::clone(&metrics);
                        #[allow(
                            unused_variables,
                            reason = "what a macro does with a name is not known"
                        )]
                        let hashers = ::core::clone::Clone::clone(&hashers);
                        vec![metrics.store(), hashers]
                    },
                )
            }
                .shutdown(
                    ::supervise::__private::Shutdown::After({
                        let budget = ::core::clone::Clone::clone(&budget);
                        budget
                    }),
                )
                .depends_on(&["metrics", "hashers"]),
        );
        let __handle = ShopRef {
            __supervisor: ::supervise::__private::Supervisor::handle(&__supervisor),
            sessions: sessions,
            hashers: hashers,
            metrics: metrics,
            last: last,
        };
        (__supervisor, __handle)
    }
}
#[cfg(doc)]
type __ShopRef_sessions = Session;
#[cfg(not(doc))]
type __ShopRef_sessions = <Session as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<Session>() },
>>::Process;
#[cfg(doc)]
type __ShopRef_hashers = Hasher;
#[cfg(not(doc))]
type __ShopRef_hashers = <Hasher as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<Hasher>() },
>>::Process;
#[cfg(doc)]
type __ShopRef_metrics = MetricsTree;
#[cfg(not(doc))]
type __ShopRef_metrics = <MetricsTree as ::supervise::__private::TreeIf<
    { ::supervise::__private::must_be_a_declared_tree::<MetricsTree>() },
>>::Tree;
#[cfg(doc)]
type __ShopRef_last = Last;
#[cfg(not(doc))]
type __ShopRef_last = <Last as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<Last>() },
>>::Process;
/// Handle of the tree [`Shop`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
struct ShopRef {
    __supervisor: ::supervise::__private::SupervisorRef,
    sessions: ::supervise::__private::DynamicRef<__ShopRef_sessions>,
    hashers: ::supervise::__private::PoolRef<
        __ShopRef_hashers,
        ::supervise::__private::ByKey,
    >,
    metrics: <__ShopRef_metrics as ::supervise::__private::Declared>::Handle,
    last: <__ShopRef_last as ::supervise::__private::Process>::Handle,
}
#[allow(
    dead_code,
    private_interfaces,
    reason = "a declaration says more than a program may use"
)]
impl ShopRef {
    /// `sessions`, under which `Session` processes are started.
    fn sessions(&self) -> &::supervise::__private::DynamicRef<__ShopRef_sessions> {
        &self.sessions
    }
    /// The pool `hashers` of `Hasher` processes.
    fn hashers(
        &self,
    ) -> &::supervise::__private::PoolRef<
        __ShopRef_hashers,
        ::supervise::__private::ByKey,
    > {
        &self.hashers
    }
    /// The `MetricsTree` tree `metrics`.
    fn metrics(
        &self,
    ) -> &<__ShopRef_metrics as ::supervise::__private::Declared>::Handle {
        &self.metrics
    }
    /// The `Last` process `last`.
    fn last(&self) -> &<__ShopRef_last as ::supervise::__private::Process>::Handle {
        &self.last
    }
}
#[automatically_derived]
impl ::supervise::__private::TreeHandle for ShopRef {
    fn supervisor(&self) -> &::supervise::__private::SupervisorRef {
        &self.__supervisor
    }
}
const _: () = ::core::assert!(
    ::supervise::__private::budget_fits(10000u64, ::supervise::__private::total_budget(&
    [::core::option::Option::Some(0u64), < __ShopRef_metrics as
    ::supervise::__private::Declared > ::BUDGET_MS])),
    "the processes of the sub-tree `metrics` may need more time to stop than its `shutdown: 10s`; give it more, or less to what is below"
);
