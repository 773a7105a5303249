import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from "typeorm";
import { describe, expect, test } from "vitest";
import { isDatabaseAway } from "./database-away.ts";

const saying = (code: string) => Object.assign(new Error("from PostgreSQL"), { code });

describe("the database is away for the moment", () => {
  test.each([
    ["nobody listens", saying("ECONNREFUSED")],
    ["it shuts down in the middle of a statement", new QueryFailedError("SELECT 1", [], saying("57P01"))],
    ["its disk is full", new QueryFailedError("INSERT …", [], saying("53100"))],
    ["the connection was lost between two statements of a transaction", new QueryRunnerAlreadyReleasedError()],
    ["… whose manager is asked", new QueryRunnerProviderAlreadyReleasedError()],
    ["the line is silent for too long", new Error("Connection terminated: PostgreSQL has not answered")],
    ["the error is wrapped", new Error("no", { cause: saying("08006") })],
  ])("when %s", (_when, error) => expect(isDatabaseAway(error)).toBe(true));

  test.each([
    ["a rule of the database is broken", new QueryFailedError("INSERT …", [], saying("23505"))],
    ["a statement took too long", new QueryFailedError("SELECT …", [], saying("57014"))],
    ["something else went wrong", new Error("no")],
    ["nothing was thrown that is an error", "away"],
  ])("but not when %s", (_when, error) => expect(isDatabaseAway(error)).toBe(false));
});
