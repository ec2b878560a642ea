/// The supervision tree `Shop`.
#[cfg_attr(
    doc,
    doc = "\n\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 370 222\" width=\"370\" height=\"222\" role=\"img\" class=\"supervision-tree\">\n<title>The supervision tree Shop</title>\n<style>\n.supervision-tree { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 12px; max-width: 100%; height: auto; }\n.supervision-tree .name { font-weight: 600; }\n.supervision-tree .detail { font-size: 9.5px; }\n.supervision-tree rect.group { stroke-width: 1.5px; }\n.supervision-tree .transient { stroke-dasharray: 7 3; }\n.supervision-tree .temporary { stroke-dasharray: 2 3; }\n.supervision-tree text { fill: #1f2328; }\n.supervision-tree .detail { fill: #59636e; }\n.supervision-tree rect { fill: #ffffff; stroke: #818b98; }\n.supervision-tree rect.group { stroke: #0969da; }\n.supervision-tree .group-name { fill: #0969da; }\n.supervision-tree path { fill: none; stroke: #59636e; }\n.supervision-tree path.head { fill: #59636e; stroke: none; }\n@media (prefers-color-scheme: dark) {\n.supervision-tree text { fill: #f0f6fc; }\n.supervision-tree .detail { fill: #9198a1; }\n.supervision-tree rect { fill: #0d1117; stroke: #656c76; }\n.supervision-tree rect.group { stroke: #4493f8; }\n.supervision-tree .group-name { fill: #4493f8; }\n.supervision-tree path { fill: none; stroke: #9198a1; }\n.supervision-tree path.head { fill: #9198a1; stroke: none; }\n}\n[data-theme=\"light\"] .supervision-tree text { fill: #1f2328; }\n[data-theme=\"light\"] .supervision-tree .detail { fill: #59636e; }\n[data-theme=\"light\"] .supervision-tree rect { fill: #ffffff; stroke: #818b98; }\n[data-theme=\"light\"] .supervision-tree rect.group { stroke: #0969da; }\n[data-theme=\"light\"] .supervision-tree .group-name { fill: #0969da; }\n[data-theme=\"light\"] .supervision-tree path { fill: none; stroke: #59636e; }\n[data-theme=\"light\"] .supervision-tree path.head { fill: #59636e; stroke: none; }\n[data-theme=\"dark\"] .supervision-tree text { fill: #f0f6fc; }\n[data-theme=\"dark\"] .supervision-tree .detail { fill: #9198a1; }\n[data-theme=\"dark\"] .supervision-tree rect { fill: #0d1117; stroke: #656c76; }\n[data-theme=\"dark\"] .supervision-tree rect.group { stroke: #4493f8; }\n[data-theme=\"dark\"] .supervision-tree .group-name { fill: #4493f8; }\n[data-theme=\"dark\"] .supervision-tree path { fill: none; stroke: #9198a1; }\n[data-theme=\"dark\"] .supervision-tree path.head { fill: #9198a1; stroke: none; }\n[data-theme=\"ayu\"] .supervision-tree text { fill: #f0f6fc; }\n[data-theme=\"ayu\"] .supervision-tree .detail { fill: #9198a1; }\n[data-theme=\"ayu\"] .supervision-tree rect { fill: #0d1117; stroke: #656c76; }\n[data-theme=\"ayu\"] .supervision-tree rect.group { stroke: #4493f8; }\n[data-theme=\"ayu\"] .supervision-tree .group-name { fill: #4493f8; }\n[data-theme=\"ayu\"] .supervision-tree path { fill: none; stroke: #9198a1; }\n[data-theme=\"ayu\"] .supervision-tree path.head { fill: #9198a1; stroke: none; }\n</style>\n<rect x=\"10\" y=\"10\" width=\"305\" height=\"178\" rx=\"8\" class=\"group \"/>\n<text x=\"20\" y=\"27\"><tspan class=\"name group-name\">Shop</tspan></text>\n<text x=\"305\" y=\"27\" text-anchor=\"end\" class=\"detail\">one_for_one · 3 per 5s</text>\n<rect x=\"24\" y=\"44\" width=\"285\" height=\"102\" rx=\"8\" class=\"group \"/>\n<text x=\"34\" y=\"61\"><tspan class=\"name group-name\">feeds</tspan></text>\n<text x=\"299\" y=\"61\" text-anchor=\"end\" class=\"detail\">one_for_all · 3 per 5s · permanent</text>\n<rect x=\"38\" y=\"78\" width=\"265\" height=\"26\" rx=\"5\" class=\"\"/>\n<text x=\"48\" y=\"95\"><tspan class=\"name\">prices</tspan><tspan>: PriceFeed</tspan></text>\n<text x=\"293\" y=\"95\" text-anchor=\"end\" class=\"detail\">permanent</text>\n<rect x=\"38\" y=\"112\" width=\"265\" height=\"26\" rx=\"5\" class=\"\"/>\n<text x=\"48\" y=\"129\"><tspan class=\"name\">rates</tspan><tspan>: RateFeed</tspan></text>\n<text x=\"293\" y=\"129\" text-anchor=\"end\" class=\"detail\">permanent</text>\n<rect x=\"24\" y=\"154\" width=\"285\" height=\"26\" rx=\"5\" class=\"\"/>\n<text x=\"34\" y=\"171\"><tspan class=\"name\">shown</tspan><tspan>: Shown</tspan></text>\n<text x=\"299\" y=\"171\" text-anchor=\"end\" class=\"detail\">permanent</text>\n<path d=\"M303 129 H320 Q325 129 325 124 V93 Q325 88 320 88 H309\"/>\n<path class=\"head\" d=\"M304 88 l7 -3.5 v7 z\"/>\n<path d=\"M309 171 H329 Q334 171 334 166 V59 Q334 54 329 54 H315\"/>\n<path class=\"head\" d=\"M310 54 l7 -3.5 v7 z\"/>\n<rect x=\"10\" y=\"202\" width=\"18\" height=\"10\" rx=\"3\" class=\"permanent\"/>\n<text x=\"33\" y=\"210\" class=\"detail\">permanent</text>\n<rect x=\"100\" y=\"202\" width=\"18\" height=\"10\" rx=\"3\" class=\"transient\"/>\n<text x=\"123\" y=\"210\" class=\"detail\">transient</text>\n<rect x=\"190\" y=\"202\" width=\"18\" height=\"10\" rx=\"3\" class=\"temporary\"/>\n<text x=\"213\" y=\"210\" class=\"detail\">temporary</text>\n<path d=\"M280 207 H292\"/>\n<path class=\"head\" d=\"M298 207 l-7 -3.5 v7 z\"/>\n<text x=\"303\" y=\"210\" class=\"detail\">uses</text>\n</svg>\n\n\n| when this fails | this is restarted with it | and when it fails too often |\n|---|---|---|\n| `feeds` | nothing else | after 3 restarts in 5s `Shop` ends |\n| `feeds.prices` | `feeds.rates` | after 3 restarts in 5s `feeds` ends; `feeds` is restarted; after 3 restarts in 5s `Shop` ends |\n| `feeds.rates` | `feeds.prices` | after 3 restarts in 5s `feeds` ends; `feeds` is restarted; after 3 restarts in 5s `Shop` ends |\n| `shown` | nothing else | after 3 restarts in 5s `Shop` ends |\n"
)]
#[must_use = "dropping it asks the tree to stop"]
pub(crate) struct Shop {
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
    pub(crate) fn start() -> ::supervise::__private::Start<Self> {
        let (supervisor, handle) = <Self as ::supervise::__private::Declared>::build(
            "Shop",
            (),
        );
        ::supervise::__private::Start::new(supervisor, move |root| Self { root, handle })
    }
    /// Runs the tree as the whole program, until it ends or a signal asks it to.
    pub(crate) async fn run() -> ::std::process::ExitCode {
        ::supervise::__private::run::<Self>(()).await
    }
    /// As `run`, for a program that has no runtime yet.
    pub(crate) fn main() -> ::std::process::ExitCode {
        ::supervise::__private::main::<Self>(())
    }
    /// The declaration as plain data: it can be printed, compared and checked.
    pub(crate) fn spec() -> ::supervise::__private::SupervisorSpec {
        let (supervisor, _) = <Self as ::supervise::__private::Declared>::build(
            "Shop",
            (),
        );
        ::supervise::__private::Supervisor::spec(&supervisor)
    }
    /// Prices from outside.
    pub(crate) fn feeds(&self) -> &ShopFeedsRef {
        &self.handle.feeds
    }
    /// The `Shown` process `shown`.
    pub(crate) fn shown(
        &self,
    ) -> &<__ShopRef_shown as ::supervise::__private::Process>::Handle {
        &self.handle.shown
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
    type Params = ();
    const BUDGET_MS: ::core::option::Option<u64> = ::core::option::Option::Some(
        25000u64,
    );
    fn build(
        __name: &str,
        __params: Self::Params,
    ) -> (::supervise::__private::Supervisor, Self::Handle) {
        let () = __params;
        let mut __supervisor = ::supervise::__private::Supervisor::new(__name);
        let feeds = {
            let (__nested, __handle) = {
                let mut __supervisor = ::supervise::__private::Supervisor::new("feeds")
                    .strategy(::supervise::__private::Strategy::OneForAll);
                let prices = ::supervise::__private::Supervisor::add(
                    &mut __supervisor,
                    ::supervise::__private::Child::<
                        __ShopFeedsRef_prices,
                    >::new("prices", || ()),
                );
                #[cfg(feature = "rates")]
                let rates = ::supervise::__private::Supervisor::add(
                    &mut __supervisor,
                    {
                        let prices = ::core::clone::Clone::clone(&prices);
                        ::supervise::__private::Child::<
                            __ShopFeedsRef_rates,
                        >::new(
                            "rates",
                            move || {
                                let prices = ::core::clone::Clone::clone(&prices);
                                prices
                            },
                        )
                    }
                        .depends_on(&["prices"]),
                );
                let __handle = ShopFeedsRef {
                    __supervisor: ::supervise::__private::Supervisor::handle(
                        &__supervisor,
                    ),
                    prices: prices,
                    #[cfg(feature = "rates")]
                    rates: rates,
                };
                (__supervisor, __handle)
            };
            ::supervise::__private::Supervisor::add(
                &mut __supervisor,
                __nested
                    .shutdown(
                        ::supervise::__private::Shutdown::After(
                            ::core::time::Duration::from_secs(20u64),
                        ),
                    ),
            );
            __handle
        };
        let shown = ::supervise::__private::Supervisor::add(
            &mut __supervisor,
            {
                let feeds = ::core::clone::Clone::clone(&feeds);
                ::supervise::__private::Child::<
                    __ShopRef_shown,
                >::new(
                    "shown",
                    move || {
                        let feeds = ::core::clone::Clone::clone(&feeds);
                        feeds.prices()
                    },
                )
            }
                .depends_on(&["feeds"]),
        );
        let __handle = ShopRef {
            __supervisor: ::supervise::__private::Supervisor::handle(&__supervisor),
            feeds: feeds,
            shown: shown,
        };
        (__supervisor, __handle)
    }
}
#[cfg(doc)]
type __ShopRef_shown = Shown;
#[cfg(not(doc))]
type __ShopRef_shown = <Shown as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<Shown>() },
>>::Process;
/// Handle of the tree [`Shop`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub(crate) struct ShopRef {
    __supervisor: ::supervise::__private::SupervisorRef,
    feeds: ShopFeedsRef,
    shown: <__ShopRef_shown as ::supervise::__private::Process>::Handle,
}
#[allow(
    dead_code,
    private_interfaces,
    reason = "a declaration says more than a program may use"
)]
impl ShopRef {
    /// Prices from outside.
    pub(crate) fn feeds(&self) -> &ShopFeedsRef {
        &self.feeds
    }
    /// The `Shown` process `shown`.
    pub(crate) fn shown(
        &self,
    ) -> &<__ShopRef_shown as ::supervise::__private::Process>::Handle {
        &self.shown
    }
}
#[automatically_derived]
impl ::supervise::__private::TreeHandle for ShopRef {
    fn supervisor(&self) -> &::supervise::__private::SupervisorRef {
        &self.__supervisor
    }
}
#[cfg(doc)]
type __ShopFeedsRef_prices = PriceFeed;
#[cfg(not(doc))]
type __ShopFeedsRef_prices = <PriceFeed as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<PriceFeed>() },
>>::Process;
#[cfg(feature = "rates")]
#[cfg(doc)]
type __ShopFeedsRef_rates = RateFeed;
#[cfg(feature = "rates")]
#[cfg(not(doc))]
type __ShopFeedsRef_rates = <RateFeed as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<RateFeed>() },
>>::Process;
/// Prices from outside.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub(crate) struct ShopFeedsRef {
    __supervisor: ::supervise::__private::SupervisorRef,
    prices: <__ShopFeedsRef_prices as ::supervise::__private::Process>::Handle,
    #[cfg(feature = "rates")]
    rates: <__ShopFeedsRef_rates as ::supervise::__private::Process>::Handle,
}
#[allow(
    dead_code,
    private_interfaces,
    reason = "a declaration says more than a program may use"
)]
impl ShopFeedsRef {
    /// The `PriceFeed` process `prices`.
    pub(crate) fn prices(
        &self,
    ) -> &<__ShopFeedsRef_prices as ::supervise::__private::Process>::Handle {
        &self.prices
    }
    #[cfg(feature = "rates")]
    /// The `RateFeed` process `rates`.
    pub(crate) fn rates(
        &self,
    ) -> &<__ShopFeedsRef_rates as ::supervise::__private::Process>::Handle {
        &self.rates
    }
}
#[automatically_derived]
impl ::supervise::__private::TreeHandle for ShopFeedsRef {
    fn supervisor(&self) -> &::supervise::__private::SupervisorRef {
        &self.__supervisor
    }
}
const _: () = ::core::assert!(
    ::supervise::__private::budget_fits(20000u64, ::supervise::__private::total_budget(&
    [::core::option::Option::Some(5000u64), #[cfg(feature = "rates")]
    ::core::option::Option::Some(5000u64)])),
    "the children of `feeds` may need more time to stop than its `shutdown: 20s`; give it more, or less to what is below"
);
