/** Why a step with an article is not possible at the moment, and what to do. */
export const STEP_HINDRANCES = {
  brokenNote: {
    vi: "Lý do có ký tự hỏng không lưu được. Xóa ký tự lạ hoặc gõ lại.",
    en: "The reason holds broken characters that cannot be kept. Delete them or type it again.",
  },
  notEditable: {
    vi: "Bài đang chờ duyệt hoặc đã duyệt nên không sửa được. Đưa bài về nháp trước.",
    en: "The article is in review or approved and cannot be edited. Take it back to draft first.",
  },
  notApproved: {
    vi: "Bản này chưa được người khác duyệt nên chưa đăng được.",
    en: "This revision has not been approved by another person, so it cannot be published.",
  },
  notFromHere: { vi: "Bước này không làm được từ trạng thái hiện tại của bài.", en: "This step is not possible from the article's present state." },
  past: { vi: "Giờ đăng đã qua. Chọn một giờ sắp tới, hoặc đăng ngay.", en: "That time has passed. Choose one to come, or publish now." },
  note: { vi: "Cần ghi lý do, để người khác hiểu và để công khai.", en: "A reason is needed, for others to understand and for the public record." },
} as const;
