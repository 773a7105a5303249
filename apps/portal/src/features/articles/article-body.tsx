import { getTranslations } from "next-intl/server";
import { TEXT } from "@/controls/text-styles.ts";
import { type ArticleBlock, parseArticleBody, parseArticleInline } from "./parse-article-body.ts";
import { sourceId } from "./source-id.ts";

interface ArticleBodyProps {
  readonly body: string;
  readonly sourceCount: number;
}

/** An article's text as elements: nothing in it is ever read as markup of the page. */
export function ArticleBody({ body, sourceCount }: ArticleBodyProps) {
  return parseArticleBody(body).map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, the order never changes
    <Block key={index} block={block} sourceCount={sourceCount} />
  ));
}

function Block({ block, sourceCount }: { readonly block: ArticleBlock; readonly sourceCount: number }) {
  if (block.kind === "heading") return <h2 className={`mt-9 break-after-avoid ${TEXT.h2}`}>{block.text}</h2>;
  if (block.kind === "paragraph") {
    return (
      <p className="mt-4 break-words whitespace-pre-line [h2+&]:mt-2">
        <Inline text={block.text} sourceCount={sourceCount} />
      </p>
    );
  }
  return (
    <ul className="mt-4 list-disc space-y-1 pl-5 marker:text-ink-3 [h2+&]:mt-2">
      {block.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, the order never changes
        <li key={index}>
          <Inline text={line} sourceCount={sourceCount} />
        </li>
      ))}
    </ul>
  );
}

async function Inline({ text, sourceCount }: { readonly text: string; readonly sourceCount: number }) {
  const t = await getTranslations("articles");
  return parseArticleInline(text, sourceCount).map((part, index) =>
    typeof part === "string" ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, the order never changes
      <sup key={index} className="text-[.8125rem] leading-none">
        <a href={`#${sourceId(part.sourcePlace)}`} aria-label={t("source", { place: part.sourcePlace })} className="px-0.5 py-2">
          {part.sourcePlace}
        </a>
      </sup>
    ),
  );
}
