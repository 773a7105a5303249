const WORDS = {
  format: "Tệp này không phải bản sao lưu của Lắng Nghe.",
  newer: "Bản sao lưu do một phiên bản Lắng Nghe mới hơn tạo ra: hãy nâng cấp rồi khôi phục lại.",
  "not empty": "Chỉ khôi phục vào cơ sở dữ liệu trống: nơi này đã có dữ liệu và không có gì bị thay đổi.",
  "cut off": "Tệp sao lưu bị cụt: hãy lấy lại tệp đầy đủ.",
  unreadable: "Không mở được tệp sao lưu: sai khóa, hoặc tệp đã bị thay đổi.",
  "no key": "Chưa có khóa sao lưu: hãy chạy npm run backup -- --new-key TỆP-KHÓA trước.",
  damaged: "Dữ liệu khôi phục không khớp với bản sao lưu",
} as const;

/** Why a backup is not restored, in words for the operator. Nothing was changed. */
export class BackupRefused extends Error {
  constructor(
    readonly reason: keyof typeof WORDS,
    subject?: string,
    options?: ErrorOptions,
  ) {
    super(subject === undefined ? WORDS[reason] : `${WORDS[reason]} (${subject})`, options);
    this.name = "BackupRefused";
  }
}
