/**
 * An async generator that ends at once when it is returned. A plain one waits for its pending `next()`, which on a quiet
 * feed may be hours away; here `return()` gives the signal first, so that the wait inside ends.
 */
export function cancellable<Value>(make: (signal: AbortSignal) => AsyncGenerator<Value>): AsyncIterableIterator<Value> {
  const controller = new AbortController();
  const source = make(controller.signal);
  return {
    next: () => source.next(),
    return() {
      controller.abort();
      return source.return(undefined);
    },
    throw(error) {
      controller.abort();
      return source.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
