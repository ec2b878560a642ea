/// The supervision tree `Shop`.
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
        supervisor.spec()
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
        f.debug_struct("Shop").field("handle", &self.handle).finish_non_exhaustive()
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
                let prices = __supervisor
                    .add(
                        ::supervise::__private::Child::<
                            __ShopFeedsRef_prices,
                        >::new("prices", || ()),
                    );
                #[cfg(feature = "rates")]
                let rates = __supervisor
                    .add(
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
                    __supervisor: __supervisor.handle(),
                    prices: prices,
                    #[cfg(feature = "rates")]
                    rates: rates,
                };
                (__supervisor, __handle)
            };
            __supervisor
                .add(
                    __nested
                        .shutdown(
                            ::supervise::__private::Shutdown::After(
                                ::core::time::Duration::from_secs(20u64),
                            ),
                        ),
                );
            __handle
        };
        let shown = __supervisor
            .add(
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
            __supervisor: __supervisor.handle(),
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
