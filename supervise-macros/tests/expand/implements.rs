#[automatically_derived]
impl<
    V: Clone + ::core::marker::Send + 'static,
> ::supervise::__private::Handles<15339932239713171959u64> for Memory<V> {
    type Shape = ::supervise::__private::CallOf<(String, u64), Option<V>>;
    const MAKE: <Self::Shape as ::supervise::__private::Shape>::Make<Self> = __MemoryMessage::get;
}
#[cfg(unix)]
#[automatically_derived]
impl<
    V: Clone + ::core::marker::Send + 'static,
> ::supervise::__private::Handles<678458154258103336u64> for Memory<V> {
    type Shape = ::supervise::__private::CallOf<
        (),
        <io::Result<()> as ::supervise::__private::ResultParts>::Ok,
        <io::Result<()> as ::supervise::__private::ResultParts>::Err,
    >;
    const MAKE: <Self::Shape as ::supervise::__private::Shape>::Make<Self> = __MemoryMessage::save;
}
#[automatically_derived]
impl<
    V: Clone + ::core::marker::Send + 'static,
> ::supervise::__private::Handles<8643375363983527406u64> for Memory<V> {
    type Shape = ::supervise::__private::CastOf<V>;
    const MAKE: <Self::Shape as ::supervise::__private::Shape>::Make<Self> = __MemoryMessage::put;
}
#[automatically_derived]
impl<
    V: Clone + ::core::marker::Send + 'static,
> ::supervise::__private::Implements<
    <dyn store::Store<V> as ::supervise::__private::Protocol>::Object,
> for MemoryRef<V> {
    fn erased(
        &self,
    ) -> ::std::sync::Arc<
        <dyn store::Store<V> as ::supervise::__private::Protocol>::Object,
    > {
        ::std::sync::Arc::new(::core::clone::Clone::clone(&self.inner))
    }
}
#[automatically_derived]
impl<
    V: Clone + ::core::marker::Send + 'static,
> ::supervise::__private::Implements<
    <dyn Other as ::supervise::__private::Protocol>::Object,
> for MemoryRef<V> {
    fn erased(
        &self,
    ) -> ::std::sync::Arc<<dyn Other as ::supervise::__private::Protocol>::Object> {
        ::std::sync::Arc::new(::core::clone::Clone::clone(&self.inner))
    }
}
