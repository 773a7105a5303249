/** The api gave no usable answer: away, too slow, or it refused the request for a reason the schema does not name. */
export class ApiUnavailable extends Error {
  constructor(readonly reason: "away" | "busy") {
    super(`The api is ${reason}.`);
    this.name = "ApiUnavailable";
  }
}

/** The api is there and refuses what was asked. Whoever knows nothing better to say treats it as an absence. */
export class ApiRefused extends ApiUnavailable {
  constructor(readonly code: string) {
    super("away");
    this.name = "ApiRefused";
  }
}
