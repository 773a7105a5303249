import { foldText } from "@langnghe/text";
import type { EntityManager } from "typeorm";
import { Article } from "./article.entity.ts";
import { ArticleRevision } from "./article-revision.entity.ts";

const LONGEST = 80;

/** The part of an article's address that is made of its title: letters a–z, digits and hyphens. */
export function slugOf(title: string): string {
  const words = foldText(title)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  let slug = "";
  for (const word of words) {
    if (slug.length + word.length >= LONGEST) break;
    slug = slug === "" ? word : `${slug}-${word}`;
  }
  return slug === "" ? "bai-viet" : slug;
}

/** An address for the article's first publication. One at a time: namesakes published at the same moment get different ones. */
export async function freeSlug(manager: EntityManager, article: Article): Promise<string> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtext('langnghe article slug'))");
  const { title } = await manager.findOneByOrFail(ArticleRevision, { id: article.workingRevisionId });
  const slug = slugOf(title);
  const isTaken = await manager.existsBy(Article, { slug });
  return isTaken ? `${slug}-${article.id.slice(0, 8)}` : slug;
}
