/** The whole file cannot be brought in; the sentence says why and what to do. */
export class ImportRefusal extends Error {}
