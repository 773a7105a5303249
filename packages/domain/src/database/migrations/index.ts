import { Foundation0001 } from "./0001-foundation.ts";
import { Access0002 } from "./0002-access.ts";
import { Events0003 } from "./0003-events.ts";
import { Opinions0004 } from "./0004-opinions.ts";
import { Articles0005 } from "./0005-articles.ts";
import { Claims0007 } from "./0007-claims.ts";

/** In the order in which they run. */
export const MIGRATIONS = [Foundation0001, Access0002, Events0003, Opinions0004, Articles0005, Claims0007];
