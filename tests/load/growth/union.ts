import { Channel, type ChannelKind, Organization, Topic, Unit } from "@langnghe/domain/organization";
import type { DataSource } from "typeorm";

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

interface PlacedUnit {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly parentId: string | null;
}

/** A union as large as the one it is made for: 12 companies with 8 plants each, and 3 workshops in each of those; 397 units. */
export const GROWN_UNITS: readonly PlacedUnit[] = makeUnits();
export const ROOT_UNIT = { id: id(1) };
/** A company with the 32 units below it, and the workshop from which hardly anybody speaks. */
export const A_COMPANY = { id: id(3) };
export const QUIETEST_UNIT = { id: GROWN_UNITS.at(-1)?.id ?? "" };

const KINDS: readonly ChannelKind[] = ["PORTAL", "IMPORT", "FANPAGE", "FIELD_REPORT", "API"];
export const CHANNEL_IDS = KINDS.map((_, place) => id(9_001 + place));
export const TOPIC_IDS = Array.from({ length: 18 }, (_, place) => id(9_101 + place));

function makeUnits(): PlacedUnit[] {
  const units: PlacedUnit[] = [{ id: id(1), code: "U1", name: "Công đoàn Tập đoàn", parentId: null }];
  const add = (parentId: string, name: string) => {
    const unit = { id: id(units.length + 1), code: `U${units.length + 1}`, name: `${name} ${units.length + 1}`, parentId };
    units.push(unit);
    return unit;
  };
  const below = (parents: readonly PlacedUnit[], count: number, name: string) =>
    parents.flatMap((parent) => Array.from({ length: count }, () => add(parent.id, name)));
  below(below(below([...units], 12, "Công ty"), 8, "Nhà máy"), 3, "Phân xưởng");
  return units;
}

export async function insertGrownUnion({ manager }: DataSource): Promise<void> {
  await manager.insert(Organization, { isOnly: true, name: "Công đoàn", shortName: "CĐ", timeZone: "Asia/Ho_Chi_Minh", retentionMonths: 24 });
  await manager.insert(
    Unit,
    GROWN_UNITS.map((unit, position) => ({ ...unit, position, isChoosable: true })),
  );
  await manager.insert(
    Topic,
    TOPIC_IDS.map((topicId, position) => ({
      id: topicId,
      code: `T${position}`,
      nameVi: `Chủ đề ${position}`,
      nameEn: `Topic ${position}`,
      position,
    })),
  );
  await manager.insert(
    Channel,
    KINDS.map((kind, place) => ({ id: CHANNEL_IDS[place] ?? "", code: kind, kind, name: kind, isOfficial: kind === "PORTAL", url: null })),
  );
}
