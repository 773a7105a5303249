import { randomInt } from "node:crypto";
import type { AccessService, Role } from "../access/index.ts";
import type { SystemActor } from "../foundation/index.ts";

const INSTALLER: SystemActor = { kind: "system", name: "demo" };

/** One account for each role, over the whole union. */
const PEOPLE: readonly { readonly role: Role; readonly name: string }[] = [
  { role: "ADMINISTRATOR", name: "Lê Thu Quế" },
  { role: "MODERATOR", name: "Trần Mai Hạnh" },
  { role: "CASE_HANDLER", name: "Phạm Văn Toàn" },
  { role: "EDITOR", name: "Ngô Lan Phương" },
  { role: "APPROVER", name: "Đặng Quốc Bảo" },
  { role: "ANALYST", name: "Vũ Minh Châu" },
  { role: "LEADER", name: "Hoàng Đức Thịnh" },
  { role: "COLLABORATOR", name: "Bùi Thị Ngà" },
];

export interface DemoAccount {
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Makes the demo's accounts. The passwords are drawn anew and returned here only. */
export async function createDemoStaff(access: AccessService, rootUnitId: string): Promise<DemoAccount[]> {
  const accounts: DemoAccount[] = [];
  for (const { role, name } of PEOPLE) {
    const account = { role, name, email: `${role.toLowerCase().replace("_", "-")}@tanlach.example`, password: drawPassword() };
    const { id } = await access.createStaffAccount({ ...account, locale: "VI" }, INSTALLER);
    await access.grantRole({ staffId: id, role, unitId: rootUnitId }, INSTALLER);
    accounts.push(account);
  }
  return accounts;
}

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** Sixteen letters in groups of four: 80 bits, easy to type from paper. */
function drawPassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}
