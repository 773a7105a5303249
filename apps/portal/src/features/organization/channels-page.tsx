import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { TEXT } from "@/controls/text-styles.ts";
import { fetchApi } from "@/graphql/fetch-api.ts";
import { graphql } from "@/graphql/generated";
import type { OfficialChannelsQuery } from "@/graphql/generated/graphql";
import { whenAvailable } from "@/graphql/when-available.ts";
import { PATHS, pathIn } from "@/i18n/paths.ts";
import { Away } from "@/shell/away.tsx";
import { PageFrame } from "@/shell/page-frame.tsx";
import { pageMetadata } from "@/shell/page-metadata.ts";

const OFFICIAL_CHANNELS = graphql(`
  query OfficialChannels {
    channels {
      code
      kind
      name
      isOfficial
    }
  }
`);

/** The channels through which the union speaks, so that anybody can check an account. */
export function ChannelsPage() {
  return (
    <PageFrame path={PATHS.channels}>
      <ChannelsOrAway />
    </PageFrame>
  );
}

export async function channelsPageMetadata(): Promise<Metadata> {
  const t = await getTranslations("channels");
  return pageMetadata({ title: t("title") });
}

async function ChannelsOrAway() {
  const answer = await whenAvailable(fetchApi(OFFICIAL_CHANNELS));
  return answer ? <ChannelList channels={answer.channels.filter((channel) => channel.isOfficial)} /> : <Away />;
}

async function ChannelList({ channels }: { readonly channels: OfficialChannelsQuery["channels"] }) {
  const [t, locale] = await Promise.all([getTranslations("channels"), getLocale()]);
  return (
    <div className="max-w-[40rem]">
      <h1 className={TEXT.h1}>{t("title")}</h1>
      <p className={`mt-3 ${TEXT.lead}`}>{t("lead")}</p>
      {channels.length > 0 ? (
        <ul className="mt-8">
          {channels.map((channel) => (
            <li key={channel.code} className="border-t border-line py-3 last:border-b">
              <span lang="vi" className="block font-semibold">
                {channel.name}
              </span>
              <span className="text-md text-ink-2">{t(`kind.${channel.kind}`)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="mt-8">{t("none")}</p>
      )}
      <p className="mt-6 text-md text-ink-2">{t.rich("doubt", { link: (chunks) => <a href={pathIn(locale, PATHS.submit)}>{chunks}</a> })}</p>
    </div>
  );
}
