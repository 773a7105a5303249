import { parseArgs } from "node:util";

export interface ImportArguments {
  /** An absolute path, or one from the working directory. */
  readonly file: string;
  readonly channel: string;
  readonly unit: string | undefined;
  /** Name or 1-based number of the column that holds the text. */
  readonly text: string | undefined;
  readonly isDryRun: boolean;
}

export const USAGE = `Cách dùng: npm run import -- TỆP --channel TÊN [--unit MÃ] [--text CỘT] [--dry-run]

  TỆP            .csv, .tsv, .jsonl hoặc .xlsx
  --channel TÊN  kênh mà các ý kiến đến từ đó; tên mới thì kênh được tạo
  --unit MÃ      đơn vị của những dòng không nêu đơn vị
  --text CỘT     tên hoặc số thứ tự của cột chứa lời viết, khi không tự nhận ra
  --dry-run      chỉ xem sẽ nhận gì, không lưu gì`;

/** Undefined when the call cannot be understood: show USAGE then. */
export function readArguments(args: readonly string[]): ImportArguments | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { channel: { type: "string" }, unit: { type: "string" }, text: { type: "string" }, "dry-run": { type: "boolean", default: false } },
    });
    const [file, ...others] = positionals;
    if (!file || others.length > 0 || !values.channel?.trim()) return undefined;
    return { file, channel: values.channel.trim(), unit: values.unit, text: values.text, isDryRun: values["dry-run"] };
  } catch {
    return undefined;
  }
}
