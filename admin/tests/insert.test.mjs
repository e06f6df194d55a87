// What opens over the composer, and what is put there.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./bundle.mjs";

const { asked, filled, matching } = await load(`export { asked, filled, matching } from "./desk/insert"`);
const at = (text) => asked(text, text.length);

test("a slash at the start of a line asks for a canned reply, a question mark with words for an article", () => {
  assert.deepEqual(at("/ret"), { kind: "reply", words: "ret", from: 0, to: 4 });
  assert.deepEqual(at("Hello,\n/"), { kind: "reply", words: "", from: 7, to: 8 });
  assert.deepEqual(at("?opened tin"), { kind: "article", words: "opened tin", from: 0, to: 11 });
  assert.deepEqual(at("？退货"), { kind: "article", words: "退货", from: 0, to: 3 });
});

test("a lone question mark asks for an article without saying which", () => {
  assert.deepEqual(at("?"), { kind: "article", words: "", from: 0, to: 1 });
});

test("an address and a question ask for nothing", () => {
  for (const text of ["https://shop.example/", "and/or", "Is it here?", "/two words", "Why?\nBecause"]) assert.equal(at(text), null, text);
});

test("only what stands before the cursor counts", () => {
  assert.equal(asked("/ret and more", 4).words, "ret");
});

test("names are filled in, and a missing one leaves no gap", () => {
  const names = { visitor: "Vic", agent: "Ann" };
  assert.equal(filled("Hello {{visitor}}, {{ agent }} here. {{else}}", names), "Hello Vic, Ann here. {{else}}");
  assert.equal(filled("Hello {{visitor}}, welcome", { visitor: "", agent: "" }), "Hello, welcome");
});

test("names that begin with the words come first", () => {
  const all = [{ shortcut: "later", text: "We return it." }, { shortcut: "returns", text: "30 days." }, { shortcut: "tea", text: "Green." }];
  assert.deepEqual(matching(all, "RET").map((one) => one.shortcut), ["returns", "later"]);
});
