import { Channel, type ChannelKind, Organization, Topic, Unit } from "@langnghe/domain/organization";
import type { DataSource } from "typeorm";

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** A union small enough to keep in mind: a company with two plants, one of them with two workshops. */
export const UNITS = {
  union: { id: id(1), code: "CD", name: "Công đoàn Công ty", parentId: null },
  plantA: { id: id(2), code: "NM-A", name: "Nhà máy A", parentId: id(1) },
  plantB: { id: id(3), code: "NM-B", name: "Nhà máy B", parentId: id(1) },
  boilers: { id: id(4), code: "PX-LO", name: "Phân xưởng Lò hơi", parentId: id(2) },
  turbines: { id: id(5), code: "PX-TB", name: "Phân xưởng Tua bin", parentId: id(2) },
  tiny: { id: id(6), code: "TO-3", name: "Tổ ba người", parentId: id(3) },
} as const;
export type UnitName = keyof typeof UNITS;

export const TOPICS = { wages: id(11), safety: id(12) } as const;

const KINDS: readonly ChannelKind[] = ["PORTAL", "FIELD_REPORT", "IMPORT", "FANPAGE", "API"];

export async function insertSmallUnion({ manager }: DataSource): Promise<void> {
  await manager.insert(Organization, { isOnly: true, name: UNITS.union.name, shortName: "CĐ", timeZone: "Asia/Ho_Chi_Minh", retentionMonths: 24 });
  for (const [position, unit] of Object.values(UNITS).entries())
    await manager.insert(Unit, { ...unit, position, isChoosable: unit.code !== UNITS.tiny.code });
  await manager.insert(Topic, { id: TOPICS.wages, code: "WAGES", nameVi: "Tiền lương", nameEn: "Wages", position: 0 });
  await manager.insert(Topic, { id: TOPICS.safety, code: "SAFETY", nameVi: "An toàn lao động", nameEn: "Safety", position: 1 });
  for (const [place, kind] of KINDS.entries())
    await manager.insert(Channel, { id: id(21 + place), code: kind, kind, name: kind, isOfficial: kind === "PORTAL", url: null });
}
