import { describe, expect, it } from "vitest";
import {
  PASS_TAG_BYTES,
  passHoldersBy,
  raffleSecrets,
  SECRET_BYTES,
  TAG_BYTES,
  tagsBy,
} from "../../src/domain/secrets";

const secret = Uint8Array.from({ length: SECRET_BYTES }, (_, i) => i);
const other = secret.with(0, 1);
const key = "a key of sixteen";

describe("raffleSecrets", () => {
  it("derives the same values in every release, because stored raffles depend on them", async () => {
    const secrets = await raffleSecrets(secret);
    const tag = await secrets.tagOf("192.0.2.1");
    const derived = [secrets.orderKey, tag, await secrets.codeOf(tag, key)].map((bytes) => bytes.toHex());
    // Computed independently with the HMAC of OpenSSL.
    expect(derived).toEqual([
      "1fdf76142599ad883614c09a558dc7d0",
      "373d49261d2a9b7d2c4a40939bf82840",
      "27adba583172164157792f150c4512",
    ]);
  });

  it("derives different values for different raffles", async () => {
    const [a, b] = [await raffleSecrets(secret), await raffleSecrets(other)];
    const tag = new Uint8Array(16);
    expect(a.orderKey).not.toEqual(b.orderKey);
    expect(await a.tagOf("192.0.2.1")).not.toEqual(await b.tagOf("192.0.2.1"));
    expect(await a.codeOf(tag, key)).not.toEqual(await b.codeOf(tag, key));
  });

  it("derives different values for different players", async () => {
    const secrets = await raffleSecrets(secret);
    const [a, b] = [await secrets.tagOf("192.0.2.1"), await secrets.tagOf("192.0.2.2")];
    expect(a).not.toEqual(b);
    expect(await secrets.codeOf(a, key)).not.toEqual(await secrets.codeOf(b, key));
  });

  it("derives different codes for different keys", async () => {
    const secrets = await raffleSecrets(secret);
    const tag = await secrets.tagOf("192.0.2.1");
    expect(await secrets.codeOf(tag, key)).not.toEqual(await secrets.codeOf(tag, `${key}!`));
  });
});

describe("tagsBy", () => {
  it("derives the same tags in every release, because stored raffles depend on them", async () => {
    const tagOf = tagsBy(secret);
    const tags = [await tagOf("192.0.2.1"), await tagOf("2001:db8:1:2::/64")].map((bytes) => bytes.toHex());
    // Computed independently with Python's hmac.
    expect(tags).toEqual(["631880dc2584b7d223b00351ff53df", "eff9a80eae6b1c15f5a7e6c5ecd243"]);
  });

  it("derives different tags for different keys and different players", async () => {
    const [a, b] = [tagsBy(secret), await tagsBy(other)];
    const tags = [await a("192.0.2.1"), await b("192.0.2.1"), await a("192.0.2.2")];
    expect(new Set(tags.map((tag) => tag.toHex())).size).toBe(3);
  });

  it("derives tags of another length than raffleSecrets, so that a table can tell them apart", async () => {
    const keyed = tagsBy(secret)("192.0.2.1");
    const unkeyed = await (await raffleSecrets(secret)).tagOf("192.0.2.1");
    expect([keyed.length, unkeyed.length]).toEqual([15, 16]);
  });
});

describe("passHoldersBy", () => {
  it("derives the same tags and codes in every release, because stored raffles depend on them", () => {
    const { tag, code } = passHoldersBy(secret)(1);
    // Computed independently with Python's hmac.
    expect([tag.toHex(), code.toHex()]).toEqual([
      "de34c8d48449a0ea09f981546059",
      "a65bf1156b6a03621489c3b3c2634b",
    ]);
  });

  it("derives different values for different keys and different passes", () => {
    const [a, b] = [passHoldersBy(secret), passHoldersBy(other)];
    const players = [a(1), b(1), a(2)];
    expect(new Set(players.map(({ tag }) => tag.toHex())).size).toBe(3);
    expect(new Set(players.map(({ code }) => code.toHex())).size).toBe(3);
  });

  it("derives tags of another length than tagsBy, so that a table can tell them apart", () => {
    expect(passHoldersBy(secret)(1).tag.length).toBe(PASS_TAG_BYTES);
    expect(PASS_TAG_BYTES).not.toBe(TAG_BYTES);
  });
});
