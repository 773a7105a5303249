import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLine, LONGEST_CATCH_UP_MS, QUIET_MS } from "./line.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function connected() {
  const line = createLine();
  line.connect();
  return line;
}

describe("the line", () => {
  test("is live when what was missed has come", () => {
    const line = connected();
    expect(line.snapshot().state).toBe("connecting");
    vi.advanceTimersByTime(QUIET_MS - 1);
    line.heardNews();
    vi.advanceTimersByTime(QUIET_MS - 1);
    expect(line.snapshot().state).toBe("connecting");
    vi.advanceTimersByTime(1);
    expect(line.snapshot().state).toBe("live");
  });

  test("is live after a while though something comes all the time, as counts do on a busy day", () => {
    const line = connected();
    for (let ms = 0; ms <= LONGEST_CATCH_UP_MS; ms += QUIET_MS / 2) {
      line.heardNews();
      vi.advanceTimersByTime(QUIET_MS / 2);
    }
    expect(line.snapshot().state).toBe("live");
  });

  test("is not live while the feed is refused, whatever else is heard on it", () => {
    const line = connected();
    vi.advanceTimersByTime(QUIET_MS);
    line.hold("connecting");
    expect(line.snapshot().state).toBe("connecting");
    line.heardNews();
    vi.advanceTimersByTime(10 * QUIET_MS);
    expect(line.snapshot().state).toBe("connecting");
  });

  test("says that the right is gone, and is live again only when the feed was taken up", () => {
    const line = connected();
    line.hold("forbidden");
    vi.advanceTimersByTime(10 * QUIET_MS);
    expect(line.snapshot().state).toBe("forbidden");
    line.release();
    expect(line.snapshot().state).toBe("live");
  });

  test("that is cut is offline, and no late word of the feed makes it live", () => {
    const line = connected();
    line.hold("connecting");
    line.disconnect("offline");
    line.release();
    vi.advanceTimersByTime(10 * QUIET_MS);
    expect(line.snapshot().state).toBe("offline");
  });

  test("begins anew with each connection", () => {
    const line = connected();
    line.hold("forbidden");
    line.disconnect("offline");
    line.connect();
    vi.advanceTimersByTime(QUIET_MS);
    expect(line.snapshot().state).toBe("live");
  });
});
