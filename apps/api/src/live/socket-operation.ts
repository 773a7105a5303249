import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
} from "graphql";
import { createContext } from "../context.ts";
import { checkOperation } from "../guard/check-operation.ts";
import { OpinionWatch } from "../opinions/opinion.subscription.ts";
import type { KnownDocuments } from "./known-documents.ts";
import type { Seat } from "./seat.ts";
import { toSharedOperation } from "./shared-operation.ts";
import type { WatchHub } from "./watch-hub.ts";
import { iteratorOf, Watcher } from "./watcher.ts";

/** What the client sent, as the protocol's library hands it on. */
export interface SubscribePayload {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
}

/** An operation that may begin: graphql's arguments and where it runs. */
export interface SocketOperation extends ExecutionArgs {
  readonly seat: Seat;
  readonly id: string;
  /** Points, as over HTTP. */
  readonly cost: number;
}

interface Asked {
  readonly seat: Seat;
  /** What runs on the socket, by id. */
  readonly running: Readonly<Record<string, unknown>>;
  readonly id: string;
  readonly payload: SubscribePayload;
}

export type OperationParts = Parameters<typeof createContext>[0] & { readonly schema: GraphQLSchema; readonly hub: WatchHub };

/** Reads an operation by the same rules as over HTTP. @throws GraphQLError, one or several, with the codes of HTTP */
export function prepareOperation(
  { schema, documents, ...parts }: OperationParts & { documents: KnownDocuments },
  { seat, running, id, payload }: Asked,
) {
  if (!seat.mayBegin()) throw refused("Too many operations in a short time. Wait a second and send it again.", "RATE_LIMITED");
  const { query, operationName, variables } = payload;
  const document = documents.read(query);
  if (!("kind" in document)) return document;
  const cost = checkOperation({ schema, document, operationName, variables: variables ?? {}, actor: seat.caller.actor });
  const isSubscription = getOperationAST(document, operationName)?.operation === "subscription";
  if (isSubscription) takeSubscription(seat, { running, id });
  const operation: SocketOperation = {
    seat,
    id,
    cost,
    schema,
    document,
    ...(operationName != null && { operationName }),
    variableValues: variables ?? {},
    contextValue: createContext(parts, { caller: seat.caller, isLongLived: isSubscription }),
  };
  return operation;
}

function takeSubscription({ subscriptions, limits }: Seat, { running, id }: Pick<Asked, "running" | "id">): void {
  for (const known of subscriptions) if (!(known in running)) subscriptions.delete(known);
  const most = limits.subscriptionsPerSocket;
  if (subscriptions.size >= most) throw refused(`This socket has ${most} subscriptions already, the most it may have.`, "TOO_MANY_SUBSCRIPTIONS");
  subscriptions.add(id);
}

function refused(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/** Begins a subscription: one that many may share goes to the hub, any other is executed for its subscriber alone. */
export async function subscribeOperation(
  operation: SocketOperation,
  { hub }: OperationParts,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(operation);
  if (!(Symbol.asyncIterator in source)) return source;
  return source instanceof OpinionWatch ? watch(operation, { source, hub }) : mapped(source[Symbol.asyncIterator](), operation);
}

function watch(
  { schema, document, operationName, variableValues, seat, id }: SocketOperation,
  { source, hub }: { source: OpinionWatch; hub: WatchHub },
) {
  const watcher = new Watcher({
    id,
    operation: toSharedOperation(schema, { document, operationName, variables: variableValues ?? {} }),
    filter: source.filter,
    caller: seat.caller,
    outlet: seat.outlet,
    position: source.start,
  });
  seat.watchers.add(watcher);
  return iteratorOf(watcher, {
    begin: () => hub.enter(watcher),
    leave() {
      hub.leave(watcher);
      seat.watchers.delete(watcher);
    },
    toResult: asErrors,
  });
}

/** A source that fails ends its own operation with an error; without this the whole socket would be closed. */
function mapped(source: AsyncIterator<unknown>, operation: SocketOperation): AsyncIterableIterator<ExecutionResult> {
  const end = async (): Promise<IteratorResult<ExecutionResult>> => {
    await source.return?.();
    return { done: true, value: undefined };
  };
  let hasFailed = false;
  return {
    async next() {
      if (hasFailed) return end();
      try {
        const { done, value } = await source.next();
        return done ? { done: true, value: undefined } : { done: false, value: await execute({ ...operation, rootValue: value }) };
      } catch (error) {
        hasFailed = true;
        return { done: false, value: asErrors(error) };
      }
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function asErrors(error: unknown): ExecutionResult {
  const { message } = error instanceof Error ? error : new Error(String(error));
  return { errors: [error instanceof GraphQLError ? error : new GraphQLError(message, { originalError: error as Error })] };
}
