export { appendEvents } from "./append-events.ts";
export { consumeEvents, type EventConsumer } from "./consume-events.ts";
export { CursorForeign, type CursorSeal, CursorTooOld, openCursor, sealCursor } from "./event-cursor.ts";
export { EventLog } from "./event-log.ts";
export { comparePositions, type EventMap, type EventName, type EventPosition, type LoggedEvent, type NewEvent } from "./event-map.ts";
export { readEndOfLog, readEvents } from "./read-events.ts";
export { WakeUps } from "./wake-up.ts";
