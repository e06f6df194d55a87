// Routing's rules without a screen: typed and read back, moved, what could never be served; the head starts as a sentence;
// a fault stays until its own part is touched.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { load } from "./bundle.mjs";

Object.assign(globalThis, {
  window: globalThis, addEventListener: () => undefined, setInterval: () => 0, location: new URL("https://desk.example/settings/routing"),
  localStorage: { getItem: () => null, setItem: () => undefined },
  matchMedia: () => ({ matches: false, addEventListener: () => undefined }),
  document: { documentElement: { dataset: {}, lang: "" }, cookie: "", addEventListener: () => undefined },
});
const { faultsOf, formOf, hopeless, moved, ruleOf, wordsOf, addStrings, setLocale, conditionText, effectText, hopelessText, ruleInWords, teams, skills, inboxes, edit, faultOf, publish } = await load(
  ["./settings/routing/rule", "./i18n", "./settings/routing/rule-words", "./settings/routing/priority", "./settings/groups"].map((name) => `export * from "${name}";`).join("")
  + `export { inboxes } from "./settings/store"; export { edit, faultOf, publish } from "./settings/draft";`);

const words = (locale) => async () => ({ default: JSON.parse(await readFile(new URL(`../src/settings/locales/${locale}.json`, import.meta.url), "utf8")) });
await addStrings({ "en": words("en"), "zh-CN": words("zh-CN"), "zh-TW": words("zh-TW") });

const blank = { name: "", words: "", page: "", tag: "", language: "", team_id: "", needs: [], priority: "" };
const rule = (part) => ({ name: "One", words: [], page: null, tag: null, language: null, team_id: null, needs: [], priority: null, ...part });
const team = (id, ...members) => ({ id, name: "Billing", members: members.map((agent_id) => ({ agent_id, share: 100 })), used_in: [], warning: null });
const agent = (id, levels = {}, part = {}) => ({ id, active: true, inbox_ids: ["shop"], skills: Object.entries(levels).map(([skill_id, level]) => ({ skill_id, level })), ...part });
const zh = { id: "zh", name: "中文", language: "zh", agents: [], used_in: [], warning: null };

test("words are read the way people list them, each once", () => {
  assert.deepEqual(wordsOf(" invoice, 发票、退货；refund\ninvoice ,, "), ["invoice", "发票", "退货", "refund"]);
  assert.deepEqual(wordsOf("gift card"), ["gift card"]);
});

test("a rule comes out of its form as it went in", () => {
  const whole = rule({ words: ["invoice", "发票"], page: "/pay", tag: "vip", language: "zh", team_id: "t", needs: [{ skill_id: "zh", level: 3 }], priority: "complaint" });
  assert.deepEqual(ruleOf(formOf(whole)), whole);
  assert.deepEqual(ruleOf({ ...blank, name: " One ", page: " ", needs: [{ skill_id: "", level: 2 }] }), rule({}));
});

test("what a rule lacks is named", () => {
  assert.deepEqual(faultsOf(ruleOf(blank)), { name: "name_missing", effect: "no_effect" });
  assert.deepEqual(faultsOf(rule({ words: ["x".repeat(61)], priority: "vip" })), { words: "word_too_long" });
  assert.deepEqual(faultsOf(rule({ words: Array.from({ length: 51 }, (_, at) => `w${at}`), team_id: "t" })), { words: "too_many_words" });
  assert.deepEqual(faultsOf(rule({ needs: [{ skill_id: "zh", level: 1 }] })), {});
});

test("a rule is moved up and down, and stays at the ends", () => {
  assert.deepEqual(moved(["a", "b", "c"], 2, 0), ["c", "a", "b"]);
  assert.deepEqual(moved(["a", "b", "c"], 0, 1), ["b", "a", "c"]);
  assert.deepEqual(moved(["a"], 0, 0), ["a"]);
});

test("who could never be served is found before it is published", () => {
  const people = (...agents) => ({ teams: [team("t", "ann", "ben")], skills: [zh], agents });
  const need = (level, skill_id = "zh") => ({ skill_id, level });
  assert.equal(hopeless(rule({ team_id: "t" }), "shop", people(agent("ann"))), null);
  assert.deepEqual(hopeless(rule({ team_id: "t" }), "shop", people(agent("ann", {}, { active: false }), agent("ben", {}, { inbox_ids: ["studio"] }), agent("lee"))), { why: "team", name: "Billing" });
  assert.equal(hopeless(rule({ needs: [need(3)] }), "shop", people(agent("ann", { zh: 3 }))), null);
  assert.deepEqual(hopeless(rule({ needs: [need(4)] }), "shop", people(agent("ann", { zh: 3 }))), { why: "skill", name: "中文", level: 4 });
  assert.deepEqual(hopeless(rule({ team_id: "t", needs: [need(1)] }), "shop", people(agent("ann"), agent("lee", { zh: 5 }))), { why: "skill", name: "中文", level: 1 });
  const apart = people(agent("ann", { zh: 5 }), agent("ben", { pay: 5 }));
  assert.deepEqual(hopeless(rule({ needs: [need(1), need(1, "pay")] }), "shop", apart), { why: "together" });
});

test("a rule and the head starts are sentences", async () => {
  [teams.value, skills.value] = [[team("t")], [zh]];
  const whole = rule({ words: ["invoice"], page: "/pay", team_id: "t", needs: [{ skill_id: "zh", level: 3 }, { skill_id: "old", level: 1 }], priority: "vip" });
  await setLocale("en", false);
  assert.equal(conditionText(whole), "Says “invoice”, and is on a page with /pay");
  assert.equal(effectText(whole), "team Billing · needs 中文 from level 3, (deleted) · VIP");
  assert.equal(conditionText(rule({})), "Everybody");
  assert.equal(hopelessText({ why: "skill", name: "中文", level: 4 }), "Nobody who could take it has 中文 at level 4. It is not asked for then.");
  assert.equal(ruleInWords({ vip: 600, complaint: 60 }), "A VIP counts as having waited 10 minutes longer, a complaint 1 minute longer. Whoever has waited 10 minutes is passed by nobody who comes later.");
  assert.match(ruleInWords({ vip: 0, complaint: 0 }), /^Nobody has a head start/);
  await setLocale("zh-CN", false);
  assert.equal(conditionText(whole), "说到“invoice”，并且所在页面含 /pay");
  assert.equal(ruleInWords({ vip: 600, complaint: 90 }), "VIP 视为多等了 10 分钟，投诉视为多等了 1.5 分钟。已经等了 10 分钟的人，后来的人谁也不能排到前面。");
});

test("a fault stays beside its field until its own part of the page is touched", async () => {
  const fields = { "routing.overflow.team_id": { code: "missing", message: "Say which team." }, "routing.rules.0.needs.0.level": { code: "out_of_range", message: "From 1 to 5." } };
  globalThis.fetch = async () => new Response(JSON.stringify({ ok: false, error: { code: "invalid_fields", message: "", fields } }), { status: 400 });
  const week = Object.fromEntries(["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, []]));
  inboxes.value = [{ id: "shop", name: "Shop", locales: ["en"], brand: {}, greetings: {}, business_hours: { week }, routing: { rules: [], overflow: {}, return_hours: 24 } }];
  edit("routing", { return_hours: 48 });
  assert.equal(await publish(), false);
  edit("routing", { return_hours: 72 });
  assert.ok(faultOf("routing.overflow.team_id") && faultOf("routing.rules.0"));
  edit("routing", { rules: [rule({ priority: "vip" })] });
  assert.deepEqual([faultOf("routing.rules.0"), Boolean(faultOf("routing.overflow.team_id"))], [null, true]);
});

test('a rule of the bot says at least whom or what it hands over', async () => {
  const { faultsOf, formOf, ruleOf } = await load(`export * from './settings/bot/rule'`)
  const rule = ruleOf({ ...formOf(null), name: ' Big orders ', words: 'bulk, wholesale，批发', page: ' ' })
  assert.deepEqual([rule.name, rule.words, rule.page, faultsOf(rule)], ['Big orders', ['bulk', 'wholesale', '批发'], null, {}])
  assert.deepEqual(faultsOf(ruleOf(formOf(null))), { name: 'name_missing', conditions: 'no_condition' })
  assert.deepEqual(faultsOf(ruleOf({ ...formOf(rule), words: 'x'.repeat(61) })), { words: 'word_too_long' })
  assert.deepEqual(ruleOf(formOf(rule)), rule)
})
