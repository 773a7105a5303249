import { DomainError } from "../foundation/domain-error.ts";

export class UnknownChannel extends DomainError {
  readonly code = "UNKNOWN_CHANNEL";

  constructor(
    readonly channel: string,
    readonly known: readonly string[],
  ) {
    super({
      vi: `Không có kênh “${channel}”. Các kênh đang có: ${known.join(", ")}.`,
      en: `There is no channel “${channel}”. The channels are: ${known.join(", ")}.`,
    });
  }
}

export class UnknownUnitCode extends DomainError {
  readonly code = "UNKNOWN_UNIT";

  constructor(readonly unitCode: string) {
    super({ vi: `Không có đơn vị mang mã “${unitCode}”.`, en: `There is no unit with the code “${unitCode}”.` });
  }
}
