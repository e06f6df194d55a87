// What opens over the composer, and what is put there.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./bundle.mjs";

const { asked, filled, linkify, matching, readable } = await load(`export { asked, filled, matching, readable } from "./desk/insert"; export { linkify } from "../../widget/src/features/talk/links";`);
const at = (text) => asked(text, text.length);

test("a slash at the start of a line asks for a canned reply, a question mark with words for an article", () => {
  assert.deepEqual(at("/ret"), { kind: "reply", words: "ret", from: 0, to: 4 });
  assert.deepEqual(at("Hello,\n/"), { kind: "reply", words: "", from: 7, to: 8 });
  assert.deepEqual(at("?opened tin"), { kind: "article", words: "opened tin", from: 0, to: 11 });
  assert.deepEqual(at("？退货"), { kind: "article", words: "退货", from: 0, to: 3 });
});

test("within a line both ask where a word begins, and only what follows is replaced", () => {
  assert.deepEqual(at("Hello, /ret"), { kind: "reply", words: "ret", from: 7, to: 11 });
  assert.deepEqual(at("Hello, ?opened tin"), { kind: "article", words: "opened tin", from: 7, to: 18 });
  assert.deepEqual(at("您好，？退货"), { kind: "article", words: "退货", from: 3, to: 6 });
  assert.deepEqual(at("您好，/退"), { kind: "reply", words: "退", from: 3, to: 5 });
});

test("a lone question mark asks for an article without saying which", () => {
  assert.deepEqual(at("?"), { kind: "article", words: "", from: 0, to: 1 });
});

test("an address and a question ask for nothing", () => {
  for (const text of ["https://shop.example/", "and/or", "Is it here?", "/two words", "3 / 4", "Why?\nBecause", "Un reçu ?", "Un reçu ? Oui", "What ?!", "可以退吗？", "可以退吗？可以"]) assert.equal(at(text), null, text);
});

test("only what stands before the cursor counts", () => {
  assert.equal(asked("/ret and more", 4).words, "ret");
});

test("names are filled in, and a missing one leaves no gap", () => {
  const names = { visitor: "Vic", agent: "Ann" };
  assert.equal(filled("Hello {{visitor}}, {{ agent }} here. {{else}}", names), "Hello Vic, Ann here. {{else}}");
  const nameless = { visitor: "", agent: "Ben" };
  assert.equal(filled("Hello {{visitor}}, welcome", nameless), "Hello, welcome");
  assert.equal(filled("Hello {{visitor}}, this is {{agent}}. How are you, {{visitor}}?", nameless), "Hello, this is Ben. How are you?");
  assert.equal(filled("{{visitor}}: thank you.\n{{visitor}}，您好！祝好，{{visitor}}", nameless), "thank you.\n您好！祝好");
  assert.equal(filled("We wrote to {{visitor}} today, {{visitor}}, twice", nameless), "We wrote to today, twice");
});

test("names that begin with the words come first", () => {
  const all = [{ shortcut: "later", text: "We return it." }, { shortcut: "returns", text: "30 days." }, { shortcut: "tea", text: "Green." }];
  assert.deepEqual(matching(all, "RET").map((one) => one.shortcut), ["returns", "later"]);
});

test("an article's address is put in as it is read, and both sides take it whole as the link that it was", () => {
  for (const slug of ["怎么退货-b59833c6", "拆開的茶葉能退嗎-1", "où-est-ma-commande-2", "どこ-3", "where-4", "佐々木-5", "〇〇七-6", "한국-7"]) {
    const sent = `https://shop.example/help/KEY/zh-TW/a/${encodeURIComponent(slug)}`;
    const [, { href }, rest] = linkify(`30 天内。\n${readable(sent)}\n谢谢`);
    assert.equal(href, readable(sent), slug);
    assert.deepEqual([new URL(href).href, rest], [sent, "\n谢谢"], slug);
  }
  assert.equal(readable("https://shop.example/a/%E6%80%8E%E9%BA%BC-1"), "https://shop.example/a/怎麼-1");
});

test("what is no letter stays encoded: a space, a sign of the address, half a letter, what turns the writing round", () => {
  for (const piece of ["a%20b", "a%2Fb%3Fc%23d", "%E6%80", "%E2%80%AE", "%EF%BC%8C", "%E3%80%82", "%FF", "100%"]) assert.equal(readable(`https://a.example/${piece}`), `https://a.example/${piece}`);
});
