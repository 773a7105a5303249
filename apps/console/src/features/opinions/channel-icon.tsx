import {
  ClipboardList,
  FileSpreadsheet,
  Globe,
  type LucideIcon,
  Mail,
  MessageCircle,
  MessagesSquare,
  Plug,
  Rss,
  Smartphone,
  SquarePen,
} from "lucide-react";
import type { ChannelKind } from "@/graphql/generated/graphql";

const ICONS: Readonly<Record<ChannelKind, LucideIcon>> = {
  PORTAL: Smartphone,
  FIELD_REPORT: ClipboardList,
  IMPORT: FileSpreadsheet,
  FANPAGE: Globe,
  ZALO_OA: MessageCircle,
  RSS: Rss,
  EMAIL: Mail,
  DIALOGUE: MessagesSquare,
  SURVEY: SquarePen,
  API: Plug,
};

export function ChannelIcon({ kind, name }: { readonly kind: ChannelKind; readonly name: string }) {
  const Icon = ICONS[kind];
  return (
    <>
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      <span className="sr-only">{name}, </span>
    </>
  );
}
