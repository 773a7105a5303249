import { randomUUID } from "node:crypto";
import { createDomain, type Domain } from "@langnghe/domain";
import { type ApiClient, CLIENT_SCOPES, type Role } from "@langnghe/domain/access";
import type { Article, ArticleContent } from "@langnghe/domain/articles";
import { createDataSource } from "@langnghe/domain/database";
import type { Clock, Locale, StaffActor, SystemActor } from "@langnghe/domain/foundation";
import { Opinion } from "@langnghe/domain/opinions";
import { afterAll } from "vitest";
import { ownDatabase } from "./database.ts";
import { UNITS, type UnitName } from "./small-union.ts";

export const TEST: SystemActor = { kind: "system", name: "test" };
export const PASSWORD = "mật khẩu đủ dài 1";

/** A clock that stands still until it is moved. */
export class TestClock implements Clock {
  #now = new Date("2026-11-22T02:17:31.456Z");

  /** For worlds that an api looks at too: it lives in the real present. */
  static atPresent(): TestClock {
    const clock = new TestClock();
    clock.moveTo(new Date());
    return clock;
  }

  now(): Date {
    return this.#now;
  }

  moveBy(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }

  moveTo(moment: Date): void {
    this.#now = moment;
  }
}

/** A member of staff who has signed in: as the domain knows them, and as a browser does. */
export type TestStaff = StaffActor & { readonly email: string; readonly cookie: string };

export interface World {
  readonly databaseUrl: string;
  readonly domain: Domain;
  readonly clock: TestClock;
  aStaffMember(options?: { role?: Role; unit?: UnitName; name?: string; locale?: Locale }): Promise<TestStaff>;
  /** One who has signed in and may read and triage in a plant, or wherever it is said. */
  aModerator(unit?: UnitName): Promise<TestStaff>;
  aClient(options?: { scopes?: ApiClient["scopes"]; unit?: UnitName }): Promise<{ id: string; key: string }>;
  anOpinion(options?: { text?: string; unit?: UnitName; channel?: string }): Promise<Opinion>;
  aDraft(writer: StaffActor, options?: { content?: Partial<ArticleContent>; opinionIds?: readonly string[]; unit?: UnitName }): Promise<Article>;
}

/** The domain on a database of its own, with builders that speak of the union's people and papers. */
export async function aWorld({ clock = new TestClock() }: { clock?: TestClock } = {}): Promise<World> {
  const databaseUrl = await ownDatabase();
  const dataSource = await createDataSource({ url: databaseUrl, applicationName: "test" }).initialize();
  const domain = await createDomain({ dataSource, databaseUrl, clock });
  afterAll(async () => {
    await domain.close();
    await dataSource.destroy();
  });
  return { databaseUrl, domain, clock, ...buildersOf(domain) };
}

function buildersOf({
  access,
  apiClients,
  intake,
  articles,
  dataSource,
}: Domain): Pick<World, "aStaffMember" | "aModerator" | "aClient" | "anOpinion" | "aDraft"> {
  return {
    async aStaffMember({ role, unit = "union", name = "Mai Hạnh", locale = "VI" } = {}) {
      const email = `${randomUUID()}@example.org`;
      const account = await access.createStaffAccount({ name, email, password: PASSWORD, locale }, TEST);
      if (role) await access.grantRole({ staffId: account.id, role, unitId: UNITS[unit].id }, TEST);
      const { actor, token } = await access.signIn({ email, password: PASSWORD });
      return { ...actor, email, cookie: `__Host-langnghe_session=${token}` };
    },
    aModerator(unit = "plantA") {
      return this.aStaffMember({ role: "MODERATOR", unit });
    },
    async aClient({ scopes = [...CLIENT_SCOPES], unit = "union" } = {}) {
      const { client, key } = await apiClients.install({ name: "Hệ thống thử", scopes, unitIds: [UNITS[unit].id] }, TEST);
      return { id: client.id, key };
    },
    async anOpinion({ text = `Bữa ăn ca nguội và ít thịt ${randomUUID()}`, unit = "union", channel = "PORTAL" } = {}) {
      const [outcome] = await intake.submitBatch({ channel, opinions: [{ text, unitCode: UNITS[unit].code }] }, TEST);
      if (outcome?.kind !== "ACCEPTED") throw new Error(`The opinion was not accepted: ${JSON.stringify(outcome)}`);
      return dataSource.manager.findOneByOrFail(Opinion, { id: outcome.opinionId });
    },
    async aDraft(writer, { content = {}, opinionIds = [], unit = "union" } = {}) {
      return articles.start({ unitId: UNITS[unit].id, content: { ...A_CONTENT, ...content }, opinionIds }, writer);
    },
  };
}

/** A whole article, fit for review. */
export const A_CONTENT: ArticleContent = {
  kind: "FACT_CHECK",
  title: "Phụ cấp ca đêm vẫn giữ nguyên",
  summary: "Không. Phụ cấp ca đêm vẫn là 30 % theo thỏa ước đang có hiệu lực.",
  body: "Phụ cấp ca đêm vẫn là 30 % [1].\n\n## Anh chị nên làm gì\n\n- So phiếu lương với bảng chấm công.",
  byline: "Ban Chính sách",
  sources: [{ title: "Thỏa ước lao động tập thể 2025, điều 14", url: "https://example.org/thoa-uoc", quote: null, accessedOn: "2026-11-18" }],
};
