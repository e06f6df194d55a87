// What was deleted with ten seconds to undo: it does not come back with a list that the server sent before it heard.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { load } from "./bundle.mjs";

const variants = [{ locale: "en" }];
const kept = { parcel: { id: "parcel", position: 1, variants }, zebra: { id: "zebra", position: 2, variants }, yak: { id: "yak", position: 3, variants } };
const asked = [];
let answer = () => new Response("{}");

Object.assign(globalThis, {
  window: globalThis, addEventListener: () => undefined, setInterval: () => 0, location: new URL("https://desk.example/settings/answers"),
  history: { replaceState: () => undefined },
  localStorage: { getItem: () => null, setItem: () => undefined },
  matchMedia: () => ({ matches: false, addEventListener: () => undefined }),
  document: { documentElement: { dataset: {}, lang: "" }, cookie: "", addEventListener: () => undefined },
  fetch: async (path, { method }) => { asked.push(`${method} ${path}`); return answer(method, path); },
});
const { agent, signOut, listing, find, EVERYTHING, hide, more, leaveList, seenIn, loadTeam, team, deleteLater, pathOfVariant, pathOfInvitation } = await load(
  `export * from "./settings/store"; export * from "./settings/undo"; export * from "./session";
   export { listing, find, hide, more, leaveList, seenIn } from "./settings/answers/listing"; export { EVERYTHING } from "./settings/answers/filter";`);
mock.timers.enable({ apis: ["setTimeout"] });

const json = (body, status = 200) => Promise.resolve(new Response(JSON.stringify(body), { status }));
const listed = () => json({ articles: Object.values(kept), total: 2, complete: true });
const shown = () => listing.value.articles.map((one) => one.id);
const settled = () => new Promise((resolve) => { setImmediate(() => setImmediate(resolve)); });

function deletes(id) {
  deleteLater(pathOfVariant(id, "en"), "deleted", hide(id, "en"));
}

beforeEach(async () => {
  answer = () => json({});
  mock.timers.tick(10_000); // what an earlier test left waiting
  await settled();
  asked.length = 0;
  answer = listed;
  listing.value = null;
  await find("shop", EVERYTHING);
});

test("what waits for its DELETE is not in a list that is loaded again, and stays away after it", async () => {
  deletes("zebra");
  await find("shop", EVERYTHING);
  assert.deepEqual(shown(), ["parcel", "yak"]);
  let late;
  answer = () => new Promise((resolve) => { late = resolve; });
  const loading = find("shop", EVERYTHING);
  answer = () => json({});
  mock.timers.tick(10_000);
  await settled();
  assert.deepEqual(asked.slice(-1), ["DELETE /api/articles/zebra/variants/en"]);
  late(await listed()); // it left the server before the DELETE came
  await loading;
  assert.deepEqual(shown(), ["parcel", "yak"]);
});

test("what the server refuses to delete is shown again, and is in the lists after that", async () => {
  deletes("parcel");
  answer = () => json({ error: { code: "server_error", message: "No." } }, 500);
  mock.timers.tick(10_000);
  await settled();
  assert.ok(shown().includes("parcel"));
  answer = listed;
  await find("shop", EVERYTHING);
  assert.ok(shown().includes("parcel"));
});

test("what somebody else deleted meanwhile is gone, and no news", async () => {
  deletes("parcel");
  answer = () => json({ error: { code: "not_found", message: "Gone." } }, 404);
  mock.timers.tick(10_000);
  await settled();
  assert.ok(!shown().includes("parcel"));
});

test("a withdrawn invitation does not come back with the team", async () => {
  deleteLater(pathOfInvitation("dora"), "withdrawn", () => undefined);
  answer = () => json({ agents: [], invitations: [{ id: "dora" }, { id: "edda" }] });
  await loadTeam();
  assert.deepEqual(team.value.invitations.map((one) => one.id), ["edda"]);
});

test("what waits is carried out before Ada is signed out, and only once", async () => {
  agent.value = { id: "ada", name: "Ada", role: "admin" };
  deletes("zebra");
  let deleted;
  answer = (method) => (method === "DELETE" ? new Promise((resolve) => { deleted = resolve; }) : json({}));
  asked.length = 0;
  const out = signOut();
  await settled();
  assert.deepEqual(asked, ["DELETE /api/articles/zebra/variants/en"]);
  deleted(await json({}));
  await out;
  mock.timers.tick(10_000);
  await settled();
  assert.deepEqual(asked, ["DELETE /api/articles/zebra/variants/en", "POST /api/logout"]);
  assert.equal(agent.value, null);
});

test("what cannot be carried out does not keep Ada in", async () => {
  agent.value = { id: "ada", name: "Ada", role: "admin" };
  deletes("yak");
  answer = () => Promise.reject(new TypeError("no line"));
  await signOut();
  assert.equal(agent.value, null);
  assert.ok(shown().includes("yak"));
});

test("the list is read page by page, and only the latest question is shown", async () => {
  const page = (...ids) => json({ articles: ids.map((id) => ({ id, variants })), total: 3, complete: false });
  answer = () => page("c", "b");
  await find("shop", { ...EVERYTHING, language: "en" });
  answer = () => page("b", "a");
  await more();
  assert.ok(asked.at(-1).endsWith("&before=b"));
  assert.deepEqual(shown(), ["c", "b", "a"]);
  let slow;
  answer = () => new Promise((resolve) => { slow = resolve; });
  const first = find("shop", { ...EVERYTHING, language: "en", text: "te" });
  find("shop", { ...EVERYTHING, language: "en", text: "tea" });
  const second = find("shop", { ...EVERYTHING, language: "en", text: "teas" });
  answer = () => page("teas");
  slow(await page("te"));
  await Promise.all([first, second]);
  assert.deepEqual(shown(), ["teas"]);
  assert.deepEqual(asked.slice(-2).map((one) => new URL(one.slice(4), "https://x").searchParams.get("query")), ["te", "teas"]);
});

test("the list is there again as it was left, and looking in vain leaves the language as it was", async () => {
  const page = (ids, complete = false) => json({ articles: ids.map((id) => ({ id, variants })), total: ids.length && 3, complete });
  answer = (_method, path) => (path.includes("before=") ? page(["b", "a"], true) : page(["c"]));
  await find("shop", EVERYTHING, 2);
  assert.deepEqual(shown(), ["c", "b", "a"]);
  leaveList("shop", EVERYTHING, 120);
  assert.deepEqual([listing.value, seenIn("shop"), seenIn("studio")], [null, { inboxId: "shop", filter: EVERYTHING, count: 3, top: 120 }, null]);
  await find("shop", EVERYTHING);
  answer = () => page([]);
  await find("shop", { ...EVERYTHING, text: "teapot" });
  assert.equal(listing.value.language, "en");
});
