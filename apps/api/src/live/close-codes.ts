// After 4400, 4401, 4409, 4429, 4500 and most of 1002 to 1011 clients of graphql-ws do not come back by themselves: only what is the
// client's own fault may be closed with one of these.

/** The node is being stopped: clients come back, and another node is there. */
export const GOING_AWAY = 1001;
export const MESSAGE_TOO_BIG = 1009;
/** What is wrong is ours, or passes: a database that is away, too many sockets while half-open ones are still counted. */
export const TRY_AGAIN_LATER = 1013;
/** Rights have ended or changed: everything on the socket has to be asked anew. */
export const FORBIDDEN = 4403;
/** The reader did not keep up; the reason is the cursor with which it comes back. */
export const TOO_SLOW = 4413;
