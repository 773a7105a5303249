export const dynamic = "force-dynamic";

export { leave as GET } from "@/leaving/leave.ts";
