/** The api gave no usable answer: away, too slow, or it refused the request for a reason the schema does not name. */
export class ApiUnavailable extends Error {
  constructor(readonly reason: "away" | "busy") {
    super(`The api is ${reason}.`);
    this.name = "ApiUnavailable";
  }
}
