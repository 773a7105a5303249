import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shinglesOf, signatureOf, similarityOf } from "./near-duplicates.ts";

const aSentence = fc.array(fc.constantFrom(..."lương tháng này chưa thấy tiền tăng ca hỏi phòng nhân sự bao giờ trả 12 62 giờ".split(" ")), {
  maxLength: 40,
});
const similarity = (one: string, other: string) => similarityOf(shinglesOf(one), shinglesOf(other));
const sharedBands = (one: string, other: string) => {
  const bands = new Set(signatureOf(shinglesOf(other)).bands);
  return signatureOf(shinglesOf(one)).bands.filter((band) => bands.has(band)).length;
};

describe("two texts", () => {
  test.each([
    ["Lương tháng 10 trả chậm!!", "luong thang 10 tra cham"],
    ["Đèn cầu thang hỏng", "  ĐÈN CẦU THANG — hỏng... "],
  ])("%j and %j are the same but for marks, case and signs", (one, other) => {
    expect(similarity(one, other)).toBe(1);
    expect(sharedBands(one, other)).toBe(16);
  });

  test("with another number are near, and not the same", () => {
    const score = similarity("Tổ tôi tăng ca 62 giờ mà tháng này chưa thấy tiền", "Tổ tôi tăng ca 16 giờ mà tháng này chưa thấy tiền");
    expect(score).toBeGreaterThan(0.7);
    expect(score).toBeLessThan(1);
  });

  test("about other matters are far from each other", () => {
    expect(similarity("Bếp ăn ca đêm nguội và ít thịt", "Đề nghị cấp lại găng tay cách điện")).toBeLessThan(0.1);
  });

  test("are as near one way as the other, and every text is nearest to itself", () => {
    fc.assert(
      fc.property(aSentence, aSentence, (one, other) => {
        const [a, b] = [one.join(" "), other.join(" ")];
        expect(similarity(a, b)).toBe(similarity(b, a));
        expect(similarity(a, b)).toBeGreaterThanOrEqual(0);
        expect(similarity(a, b)).toBeLessThanOrEqual(1);
        expect(similarity(a, a)).toBe(1);
      }),
    );
  });
});

describe("the signature", () => {
  test("of a text never changes: stored bands would not be found again", () => {
    const { bands, sketch } = signatureOf(shinglesOf("Lương tháng 10 trả chậm"));
    expect({ bands, sketch: sketch.toString() }).toMatchInlineSnapshot(`
      {
        "bands": [
          2112740556,
          1778581746,
          -431884890,
          289043117,
          -1844874267,
          966120890,
          -2099410135,
          1095270156,
          -1680896207,
          -1325540908,
          1555005906,
          -1569358733,
          -841780980,
          1255584474,
          -681623398,
          79849958,
        ],
        "sketch": "-4113423293159345801",
      }
    `);
  });

  test("fits into the database's numbers, also of a text without letters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const { bands, sketch } = signatureOf(shinglesOf(text));
        expect(bands.every((band) => Number.isInteger(band) && Math.abs(band) <= 2 ** 31)).toBe(true);
        expect(BigInt.asIntN(64, sketch)).toBe(sketch);
      }),
    );
  });
});
