import { type ArticleBlock, parseBody, parseInline } from "../article-content.ts";

interface ArticleTextProps {
  readonly body: string;
  readonly sources: readonly { readonly title: string }[];
}

/** An article's text as the public will read it: nothing in it is ever read as markup of the page. */
export function ArticleText({ body, sources }: ArticleTextProps) {
  return parseBody(body).map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a block has no name but its place
    <Block key={index} block={block} sources={sources} />
  ));
}

function Block({ block, sources }: { readonly block: ArticleBlock; readonly sources: ArticleTextProps["sources"] }) {
  if (block.kind === "heading") return <h3 className="mt-6 text-lg font-semibold">{block.text}</h3>;
  if (block.kind === "paragraph") {
    return (
      <p className="mt-3.5 break-words whitespace-pre-line [h3+&]:mt-1.5">
        <Inline text={block.text} sources={sources} />
      </p>
    );
  }
  return (
    <ul className="mt-3.5 list-disc space-y-1 pl-5 marker:text-ink-3 [h3+&]:mt-1.5">
      {block.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
        <li key={index}>
          <Inline text={line} sources={sources} />
        </li>
      ))}
    </ul>
  );
}

function Inline({ text, sources }: { readonly text: string; readonly sources: ArticleTextProps["sources"] }) {
  return parseInline(text, sources.length).map((part, index) =>
    typeof part === "string" ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part has no name but its place
      <sup key={index} className="px-0.5 text-[.75rem] leading-none font-medium text-accent-ink" title={sources[part.sourcePlace - 1]?.title}>
        {part.sourcePlace}
      </sup>
    ),
  );
}
