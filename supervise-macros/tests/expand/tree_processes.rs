/// Everything the shop needs.
#[cfg_attr(
    doc,
    doc = "\n\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 370 214\" width=\"370\" height=\"214\" role=\"img\" class=\"supervision-tree\">\n<title>The supervision tree Shop</title>\n<style>\n.supervision-tree { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 12px; max-width: 100%; height: auto; }\n.supervision-tree .name { font-weight: 600; }\n.supervision-tree .detail { font-size: 9.5px; }\n.supervision-tree rect.group { stroke-width: 1.5px; }\n.supervision-tree .transient { stroke-dasharray: 7 3; }\n.supervision-tree .temporary { stroke-dasharray: 2 3; }\n.supervision-tree text { fill: #1f2328; }\n.supervision-tree .detail { fill: #59636e; }\n.supervision-tree rect { fill: #ffffff; stroke: #818b98; }\n.supervision-tree rect.group { stroke: #0969da; }\n.supervision-tree .group-name { fill: #0969da; }\n.supervision-tree path { fill: none; stroke: #59636e; }\n.supervision-tree path.head { fill: #59636e; stroke: none; }\n@media (prefers-color-scheme: dark) {\n.supervision-tree text { fill: #f0f6fc; }\n.supervision-tree .detail { fill: #9198a1; }\n.supervision-tree rect { fill: #0d1117; stroke: #656c76; }\n.supervision-tree rect.group { stroke: #4493f8; }\n.supervision-tree .group-name { fill: #4493f8; }\n.supervision-tree path { fill: none; stroke: #9198a1; }\n.supervision-tree path.head { fill: #9198a1; stroke: none; }\n}\n[data-theme=\"light\"] .supervision-tree text { fill: #1f2328; }\n[data-theme=\"light\"] .supervision-tree .detail { fill: #59636e; }\n[data-theme=\"light\"] .supervision-tree rect { fill: #ffffff; stroke: #818b98; }\n[data-theme=\"light\"] .supervision-tree rect.group { stroke: #0969da; }\n[data-theme=\"light\"] .supervision-tree .group-name { fill: #0969da; }\n[data-theme=\"light\"] .supervision-tree path { fill: none; stroke: #59636e; }\n[data-theme=\"light\"] .supervision-tree path.head { fill: #59636e; stroke: none; }\n[data-theme=\"dark\"] .supervision-tree text { fill: #f0f6fc; }\n[data-theme=\"dark\"] .supervision-tree .detail { fill: #9198a1; }\n[data-theme=\"dark\"] .supervision-tree rect { fill: #0d1117; stroke: #656c76; }\n[data-theme=\"dark\"] .supervision-tree rect.group { stroke: #4493f8; }\n[data-theme=\"dark\"] .supervision-tree .group-name { fill: #4493f8; }\n[data-theme=\"dark\"] .supervision-tree path { fill: none; stroke: #9198a1; }\n[data-theme=\"dark\"] .supervision-tree path.head { fill: #9198a1; stroke: none; }\n[data-theme=\"ayu\"] .supervision-tree text { fill: #f0f6fc; }\n[data-theme=\"ayu\"] .supervision-tree .detail { fill: #9198a1; }\n[data-theme=\"ayu\"] .supervision-tree rect { fill: #0d1117; stroke: #656c76; }\n[data-theme=\"ayu\"] .supervision-tree rect.group { stroke: #4493f8; }\n[data-theme=\"ayu\"] .supervision-tree .group-name { fill: #4493f8; }\n[data-theme=\"ayu\"] .supervision-tree path { fill: none; stroke: #9198a1; }\n[data-theme=\"ayu\"] .supervision-tree path.head { fill: #9198a1; stroke: none; }\n</style>\n<rect x=\"10\" y=\"10\" width=\"234\" height=\"170\" rx=\"8\" class=\"group \"/>\n<text x=\"20\" y=\"27\"><tspan class=\"name group-name\">Shop</tspan></text>\n<text x=\"234\" y=\"27\" text-anchor=\"end\" class=\"detail\">rest_for_one · 3 per 5s</text>\n<rect x=\"24\" y=\"44\" width=\"214\" height=\"26\" rx=\"5\" class=\"transient\"/>\n<text x=\"34\" y=\"61\"><tspan class=\"name\">ledger</tspan><tspan>: Ledger</tspan></text>\n<text x=\"228\" y=\"61\" text-anchor=\"end\" class=\"detail\">transient</text>\n<rect x=\"24\" y=\"78\" width=\"214\" height=\"26\" rx=\"5\" class=\"\"/>\n<text x=\"34\" y=\"95\"><tspan class=\"name\">audit</tspan><tspan>: Audit</tspan></text>\n<text x=\"228\" y=\"95\" text-anchor=\"end\" class=\"detail\">permanent</text>\n<rect x=\"24\" y=\"112\" width=\"214\" height=\"26\" rx=\"5\" class=\"\"/>\n<text x=\"34\" y=\"129\"><tspan class=\"name\">metrics</tspan><tspan>: Metrics</tspan></text>\n<text x=\"228\" y=\"129\" text-anchor=\"end\" class=\"detail\">permanent</text>\n<rect x=\"24\" y=\"146\" width=\"214\" height=\"26\" rx=\"5\" class=\"\"/>\n<text x=\"34\" y=\"163\"><tspan class=\"name\">counter</tspan><tspan>: Counter</tspan></text>\n<text x=\"228\" y=\"163\" text-anchor=\"end\" class=\"detail\">permanent</text>\n<path d=\"M238 95 H249 Q254 95 254 90 V59 Q254 54 249 54 H244\"/>\n<path class=\"head\" d=\"M239 54 l7 -3.5 v7 z\"/>\n<rect x=\"10\" y=\"194\" width=\"18\" height=\"10\" rx=\"3\" class=\"permanent\"/>\n<text x=\"33\" y=\"202\" class=\"detail\">permanent</text>\n<rect x=\"100\" y=\"194\" width=\"18\" height=\"10\" rx=\"3\" class=\"transient\"/>\n<text x=\"123\" y=\"202\" class=\"detail\">transient</text>\n<rect x=\"190\" y=\"194\" width=\"18\" height=\"10\" rx=\"3\" class=\"temporary\"/>\n<text x=\"213\" y=\"202\" class=\"detail\">temporary</text>\n<path d=\"M280 199 H292\"/>\n<path class=\"head\" d=\"M298 199 l-7 -3.5 v7 z\"/>\n<text x=\"303\" y=\"202\" class=\"detail\">uses</text>\n</svg>\n\n\n| when this fails | this is restarted with it | and when it fails too often |\n|---|---|---|\n| `ledger` | `audit`, `metrics`, `counter` | after 3 restarts in 5s `Shop` ends |\n| `audit` | `metrics`, `counter` | after 3 restarts in 5s `Shop` ends |\n| `metrics` | `counter` | after 3 restarts in 5s `Shop` ends |\n| `counter` | nothing else | after 3 restarts in 5s `Shop` ends |\n"
)]
#[must_use = "dropping it asks the tree to stop"]
pub struct Shop {
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
    pub fn start(config: ShopConfig) -> ::supervise::__private::Start<Self> {
        let (supervisor, handle) = <Self as ::supervise::__private::Declared>::build(
            "Shop",
            config,
        );
        ::supervise::__private::Start::new(supervisor, move |root| Self { root, handle })
    }
    /// Runs the tree as the whole program, until it ends or a signal asks it to.
    pub async fn run(config: ShopConfig) -> ::std::process::ExitCode {
        ::supervise::__private::run::<Self>(config).await
    }
    /// As `run`, for a program that has no runtime yet.
    pub fn main(config: ShopConfig) -> ::std::process::ExitCode {
        ::supervise::__private::main::<Self>(config)
    }
    /// The declaration as plain data: it can be printed, compared and checked.
    pub fn spec(config: ShopConfig) -> ::supervise::__private::SupervisorSpec {
        let (supervisor, _) = <Self as ::supervise::__private::Declared>::build(
            "Shop",
            config,
        );
        ::supervise::__private::Supervisor::spec(&supervisor)
    }
    /// The books.
    pub fn ledger(
        &self,
    ) -> &<__ShopRef_ledger as ::supervise::__private::Process>::Handle {
        &self.handle.ledger
    }
    /// The `Audit` process `audit`.
    pub fn audit(
        &self,
    ) -> &<__ShopRef_audit as ::supervise::__private::Process>::Handle {
        &self.handle.audit
    }
    /// The `Metrics` process `metrics`.
    pub fn metrics(
        &self,
    ) -> &<__ShopRef_metrics as ::supervise::__private::Process>::Handle {
        &self.handle.metrics
    }
    /// The `Counter` process `counter`.
    pub fn counter(
        &self,
    ) -> &<__ShopRef_counter as ::supervise::__private::Process>::Handle {
        &self.handle.counter
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
    type Params = ShopConfig;
    const BUDGET_MS: ::core::option::Option<u64> = ::core::option::Option::Some(
        16500u64,
    );
    fn build(
        __name: &str,
        __params: Self::Params,
    ) -> (::supervise::__private::Supervisor, Self::Handle) {
        let config = __params;
        let config = ::supervise::__private::Parameter(config).must_be_clone_send_sync();
        let mut __supervisor = ::supervise::__private::Supervisor::new(__name)
            .strategy(::supervise::__private::Strategy::RestForOne)
            .limit(
                ::supervise::__private::Limit::new(
                    3,
                    ::core::time::Duration::from_secs(5u64),
                ),
            );
        let __place_metrics = ::supervise::__private::Later::<__ShopRef_metrics>::new();
        let __late_metrics = ::supervise::__private::Later::handle(&__place_metrics);
        let ledger = ::supervise::__private::Supervisor::add(
            &mut __supervisor,
            {
                let config = ::core::clone::Clone::clone(&config);
                ::supervise::__private::Child::<
                    __ShopRef_ledger,
                >::new(
                    "ledger",
                    move || {
                        let config = ::core::clone::Clone::clone(&config);
                        config.opening()
                    },
                )
            }
                .restart(::supervise::__private::Restart::Transient)
                .shutdown(
                    ::supervise::__private::Shutdown::After(
                        ::core::time::Duration::from_millis(1500u64),
                    ),
                )
                .start_timeout(::supervise::__private::Timeout::Infinity),
        );
        let audit = ::supervise::__private::Supervisor::add(
            &mut __supervisor,
            {
                let ledger = ::core::clone::Clone::clone(&ledger);
                let __late_metrics = ::core::clone::Clone::clone(&__late_metrics);
                ::supervise::__private::Child::<
                    __ShopRef_audit,
                >::new(
                    "audit",
                    move || {
                        let ledger = ::core::clone::Clone::clone(&ledger);
                        (ledger, ::core::clone::Clone::clone(&__late_metrics))
                    },
                )
            }
                .depends_on(&["ledger"]),
        );
        let metrics = ::supervise::__private::Supervisor::add(
            &mut __supervisor,
            ::supervise::__private::Child::<__ShopRef_metrics>::new("metrics", || ())
                .at(__place_metrics)
                .register(&METRICS),
        );
        let counter = ::supervise::__private::Supervisor::add(
            &mut __supervisor,
            ::supervise::__private::Child::<
                __ShopRef_counter,
            >::value("counter", || __ShopRef_counter { value: 5 }),
        );
        let __handle = ShopRef {
            __supervisor: ::supervise::__private::Supervisor::handle(&__supervisor),
            ledger: ledger,
            audit: audit,
            metrics: metrics,
            counter: counter,
        };
        (__supervisor, __handle)
    }
}
#[cfg(doc)]
type __ShopRef_ledger = Ledger;
#[cfg(not(doc))]
type __ShopRef_ledger = <Ledger as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<Ledger>() },
>>::Process;
#[cfg(doc)]
type __ShopRef_audit = Audit;
#[cfg(not(doc))]
type __ShopRef_audit = <Audit as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<Audit>() },
>>::Process;
#[cfg(doc)]
type __ShopRef_metrics = Metrics;
#[cfg(not(doc))]
type __ShopRef_metrics = <Metrics as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<Metrics>() },
>>::Process;
#[cfg(doc)]
type __ShopRef_counter = Counter;
#[cfg(not(doc))]
type __ShopRef_counter = <Counter as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<Counter>() },
>>::Process;
/// Handle of the tree [`Shop`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct ShopRef {
    __supervisor: ::supervise::__private::SupervisorRef,
    ledger: <__ShopRef_ledger as ::supervise::__private::Process>::Handle,
    audit: <__ShopRef_audit as ::supervise::__private::Process>::Handle,
    metrics: <__ShopRef_metrics as ::supervise::__private::Process>::Handle,
    counter: <__ShopRef_counter as ::supervise::__private::Process>::Handle,
}
#[allow(
    dead_code,
    private_interfaces,
    reason = "a declaration says more than a program may use"
)]
impl ShopRef {
    /// The books.
    pub fn ledger(
        &self,
    ) -> &<__ShopRef_ledger as ::supervise::__private::Process>::Handle {
        &self.ledger
    }
    /// The `Audit` process `audit`.
    pub fn audit(
        &self,
    ) -> &<__ShopRef_audit as ::supervise::__private::Process>::Handle {
        &self.audit
    }
    /// The `Metrics` process `metrics`.
    pub fn metrics(
        &self,
    ) -> &<__ShopRef_metrics as ::supervise::__private::Process>::Handle {
        &self.metrics
    }
    /// The `Counter` process `counter`.
    pub fn counter(
        &self,
    ) -> &<__ShopRef_counter as ::supervise::__private::Process>::Handle {
        &self.counter
    }
}
#[automatically_derived]
impl ::supervise::__private::TreeHandle for ShopRef {
    fn supervisor(&self) -> &::supervise::__private::SupervisorRef {
        &self.__supervisor
    }
}
