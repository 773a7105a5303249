import { foldText } from "@langnghe/text";

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
