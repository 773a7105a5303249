import { DomainError } from "../../foundation/domain-error.ts";

/** The password was right, and does not suffice for this account. */
export class SecondFactorNeeded extends DomainError {
  readonly code = "SECOND_FACTOR_NEEDED";

  constructor(readonly takesCode: boolean) {
    super(
      takesCode
        ? {
            vi: "Nhập thêm mã 6 số trong ứng dụng xác thực, hoặc một mã khôi phục.",
            en: "Now type the six digits of your authenticator app, or a recovery code.",
          }
        : {
            vi: "Tài khoản này đăng nhập bằng khóa của máy. Bấm “Đăng nhập bằng khóa của máy”.",
            en: "This account signs in with a passkey. Choose “Sign in with a passkey”.",
          },
    );
  }
}

/** Too many wrong tries at one address from browsers nobody knows. Says the same for addresses without an account. */
export class SignInThrottled extends DomainError {
  readonly code = "TOO_MANY_TRIES";

  constructor() {
    super({
      vi: "Sai quá nhiều lần. Chờ ít phút rồi thử lại, hoặc đăng nhập bằng khóa của máy.",
      en: "Too many wrong tries. Wait some minutes and try again, or sign in with a passkey.",
    });
  }
}

/** A sensitive act by somebody who has not shown for a while that it is still them. */
export class StepUpRequired extends DomainError {
  readonly code = "STEP_UP_REQUIRED";

  constructor() {
    super({ vi: "Việc này cần anh chị xác nhận lại là mình.", en: "Confirm first that it is still you." });
  }
}

/** Somebody who is signed in could not show it again. */
export class ProofRefused extends DomainError {
  readonly code = "PROOF_REFUSED";

  constructor() {
    super({
      vi: "Khóa, mật khẩu hoặc mã chưa đúng, hoặc mã đã dùng rồi. Thử lại.",
      en: "The passkey, the password or the code is not right, or the code has been used. Try again.",
    });
  }
}

/** Without it nobody could sign in to this account any more. */
export class LastFactor extends DomainError {
  readonly code = "LAST_FACTOR";

  constructor() {
    super({
      vi: "Đây là cách xác nhận cuối cùng của tài khoản. Thêm cách khác rồi hãy gỡ.",
      en: "This is the account's last way to confirm who you are. Add another before you remove it.",
    });
  }
}
