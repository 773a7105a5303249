import { expect, test } from "vitest";
import { readAddress } from "../queue-filter.ts";
import { QUEUES } from "../queues.ts";
import { questionsOf } from "./queue-questions.ts";

const CHOICES = {
  topics: [{ __typename: "Topic" as const, id: "t1", name: "Tiền lương" }],
  channels: [{ __typename: "Channel" as const, code: "PORTAL", name: "Cổng" }],
};
const ask = (params: Record<string, string>, choices = CHOICES) => {
  const questions = questionsOf(readAddress(params), choices);
  return new Map<string, unknown>(questions.map(({ place, filter }) => [place, filter]));
};

test("a choice is counted as if it were made, beside everything else that is chosen", () => {
  const asked = ask({ status: "TRIAGED", channel: "PORTAL", unit: "u1" });
  expect(asked.get("list")).toEqual({ status: ["TRIAGED"], channel: ["PORTAL"], unitId: "u1" });
  expect(asked.get("topic:t1")).toEqual({ status: ["TRIAGED"], channel: ["PORTAL"], unitId: "u1", topicId: "t1" });
  expect(asked.get("status:SET_ASIDE")).toEqual({ status: ["SET_ASIDE"], channel: ["PORTAL"], unitId: "u1" });
});

test("the queues of the rail are counted whole, whatever narrows the list", () => {
  expect(ask({ channel: "PORTAL", unit: "u1" }).get("queue:received")).toEqual({ status: ["RECEIVED"] });
});

test("with words or a period only the rail is counted", () => {
  for (const params of [{ text: "ca đêm" }, { period: "7" }]) expect([...ask(params).keys()]).toEqual(QUEUES.map(({ word }) => `queue:${word}`));
});

test("never asks for more than the api counts at once", () => {
  const topics = Array.from({ length: 80 }, (_, n) => ({ __typename: "Topic" as const, id: `t${n}`, name: `Chủ đề ${n}` }));
  expect(ask({}, { ...CHOICES, topics }).size).toBe(50);
});
