import { DomainError } from "../foundation/domain-error.ts";

/** Wrong e-mail, password, code or passkey, or an account that is switched off: which of them is not told. */
export class SignInRefused extends DomainError {
  readonly code = "SIGN_IN_REFUSED";

  constructor() {
    super({
      vi: "Chưa đăng nhập được: thư điện tử, mật khẩu, mã hoặc khóa chưa đúng. Kiểm tra lại rồi thử lần nữa.",
      en: "Not signed in: the e-mail address, the password, the code or the passkey is not right. Check them and try again.",
    });
  }
}

/** A session that has ended, or a key that is unknown, revoked or malformed. */
export class Unauthenticated extends DomainError {
  readonly code = "UNAUTHENTICATED";

  constructor(words = { vi: "Cần đăng nhập lại, hoặc dùng một khóa còn hiệu lực.", en: "Sign in again, or use a key that is valid." }) {
    super(words);
  }
}

/** Names the field of the new account that has to change. */
export class StaffAccountRefused extends DomainError {
  readonly code = "STAFF_ACCOUNT_REFUSED";
  readonly field: "email" | "name" | "password";

  constructor(field: "email" | "name" | "password") {
    super(REFUSALS[field]);
    this.field = field;
  }
}

const REFUSALS = {
  email: { vi: "Địa chỉ thư này chưa đúng hoặc đã có tài khoản.", en: "This e-mail address is not valid or already has an account." },
  name: { vi: "Cần họ tên của cán bộ.", en: "The staff member's name is needed." },
  password: { vi: "Mật khẩu cần ít nhất 12 ký tự.", en: "The password needs at least 12 characters." },
} as const;

export class AccessTargetNotFound extends DomainError {
  readonly code = "NOT_FOUND";

  constructor() {
    super({ vi: "Không tìm thấy tài khoản, quyền hoặc hệ thống này.", en: "There is no such account, grant or client." });
  }
}
