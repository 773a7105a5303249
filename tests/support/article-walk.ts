import type { Article } from "@langnghe/domain/articles";
import type { TestStaff, World } from "./world.ts";

/** The people of one desk. */
export interface Desk {
  readonly editor: TestStaff;
  readonly approver: TestStaff;
}

export async function aDesk(world: World, unit: "union" | "plantA" | "plantB" = "union"): Promise<Desk> {
  const editor = await world.aStaffMember({ role: "EDITOR", unit, name: "Thu Hằng" });
  const approver = await world.aStaffMember({ role: "APPROVER", unit, name: "Đức Thắng" });
  return { editor, approver };
}

export const inHand = ({ id, version }: Article) => ({ articleId: id, expectedVersion: version });

/** From a draft to the approved revision. */
export async function approved({ domain: { articles } }: World, draft: Article, { editor, approver }: Desk): Promise<Article> {
  const inReview = await articles.sendForReview(inHand(draft), editor);
  return articles.approve(inHand(inReview), approver);
}

/** A published article, with the whole walk behind it. */
export async function aPublished(world: World, desk: Desk, options: Parameters<World["aDraft"]>[1] = {}): Promise<Article> {
  const article = await approved(world, await world.aDraft(desk.editor, options), desk);
  return world.domain.articles.publish(inHand(article), desk.approver);
}
