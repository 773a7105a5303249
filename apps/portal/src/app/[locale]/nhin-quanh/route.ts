export const dynamic = "force-dynamic";

export { answerCover as GET, answerCover as POST } from "@/wire/answer-cover.ts";
