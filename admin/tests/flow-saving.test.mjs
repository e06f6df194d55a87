// A flow that saves itself: once for what is typed in one go, never over somebody else's unasked, and nothing is lost on the way.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { load } from "./bundle.mjs";

let answer;
const asked = [];
const listeners = {};
Object.assign(globalThis, {
  window: globalThis, addEventListener: (name, act) => { listeners[name] = act; }, setInterval: () => 0, location: new URL("https://desk.example/settings/flows/f"),
  history: { replaceState: () => undefined }, localStorage: { getItem: () => null, setItem: () => undefined },
  matchMedia: () => ({ matches: false, addEventListener: () => undefined }),
  document: { documentElement: { dataset: {}, lang: "" }, cookie: "", addEventListener: () => undefined },
  fetch: async (_path, { method, body }) => { asked.push(body ? JSON.parse(body) : method); return answer(method, body && JSON.parse(body)); },
});
const { act, definition, deciding, flow, keepMine, openFlow, redo, rename, save, saving, takeTheirs, takeUpAgain, undo } = await load(`export * from "./settings/flows/session";`);
mock.timers.enable({ apis: ["setTimeout", "Date"] });

const json = (body, status = 200) => new Response(JSON.stringify(body), { status });
const settled = () => new Promise((resolve) => { setImmediate(() => setImmediate(resolve)); });
const nodes = (...ids) => ({ start: null, triggers: [], edges: [], nodes: ids.map((id) => ({ id, kind: "message", x: 0, y: 0, data: { text: {} } })) });
const server = (revision, of = nodes(), name = "Returns") => ({ id: "f", inbox_id: "shop", name, status: "draft", revision, version: null, changed: true, definition: of, problems: [], running: 0 });
const stores = (_method, body) => json({ flow: server(body.expected_revision + 1, body.definition, body.name) });
const conflict = () => json({ error: { code: "conflict", message: "Somebody else saved this meanwhile." } }, 409);

beforeEach(async () => {
  answer = stores;
  openFlow(server(1));
  await settled();
  asked.length = 0;
});

test("what is typed in one go is saved once, on the revision it began from", async () => {
  act(nodes("a"), "typing");
  act(nodes("a", "b"), "typing");
  assert.equal(saving.value, "waiting");
  mock.timers.tick(700);
  await settled();
  assert.deepEqual(asked.map((one) => [one.expected_revision, one.definition.nodes.length, "name" in one]), [[1, 2, false]]);
  assert.deepEqual([saving.value, flow.value.revision], ["saved", 2]);
  undo();
  assert.equal(definition.value.nodes.length, 0);
  redo();
  assert.equal(definition.value.nodes.length, 2);
});

test("what changes while a save is on its way is saved after it, on the new revision", async () => {
  let finish;
  answer = () => new Promise((resolve) => { finish = resolve; });
  rename("Returns and more");
  const first = save();
  await settled();
  act(nodes("late"));
  answer = stores;
  finish(json({ flow: server(2, nodes(), "Returns and more") }));
  await first;
  assert.equal(saving.value, "waiting");
  mock.timers.tick(700);
  await settled();
  assert.deepEqual(asked.map((one) => one.expected_revision), [1, 2]);
  assert.deepEqual(asked[1].definition.nodes.map((one) => one.id), ["late"]);
  assert.equal(saving.value, "saved");
});

test("after somebody else's save nothing goes out until it is decided, then mine over theirs", async () => {
  answer = conflict;
  act(nodes("mine"));
  assert.equal(await save(), false);
  assert.deepEqual([saving.value, deciding.value], ["conflict", true]);
  act(nodes("mine", "more"));
  mock.timers.tick(5_000);
  await settled();
  assert.equal(await save(), false);
  assert.equal(asked.length, 1);
  answer = (method, body) => (method === "GET" ? json({ flow: server(7, nodes("theirs")) }) : stores(method, body));
  await keepMine();
  assert.deepEqual([asked[2].expected_revision, asked[2].definition.nodes.length, saving.value], [7, 2, "saved"]);
});

test("or theirs, from the beginning", async () => {
  answer = conflict;
  act(nodes("mine"));
  await save();
  answer = () => json({ flow: server(7, nodes("theirs")) });
  const back = await takeTheirs();
  assert.deepEqual([definition.value.nodes[0].id, saving.value, flow.value.revision], ["theirs", "saved", 7]);
  back();
  assert.deepEqual([definition.value.nodes[0].id, saving.value], ["mine", "waiting"]);
  undo();
  assert.equal(definition.value.nodes[0].id, "theirs");
});

test("what could not be saved stays, and is saved with the next change", async () => {
  answer = () => { throw new TypeError("no line"); };
  act(nodes("kept"));
  assert.equal(await save(), false);
  assert.deepEqual([saving.value, definition.value.nodes[0].id], ["failed", "kept"]);
  answer = stores;
  act(nodes("kept", "next"));
  mock.timers.tick(700);
  await settled();
  assert.deepEqual([saving.value, asked.at(-1).definition.nodes.length], ["saved", 2]);
});

test("two who ask for a save at once (the pause is over, Publish is pressed) send one", async () => {
  act(nodes("a"));
  assert.deepEqual(await Promise.all([save(), save()]), [true, true]);
  assert.equal(asked.length, 1);
});

test("what could not be saved is there again after another flow was open, and asks again", async () => {
  answer = conflict;
  act(nodes("mine"));
  await save();
  openFlow({ ...server(1), id: "other" });
  assert.deepEqual([definition.value.nodes.length, saving.value], [0, "saved"]);
  deciding.value = false;
  assert.equal(await takeUpAgain("f"), true);
  assert.deepEqual([flow.value.id, definition.value.nodes[0].id, saving.value, deciding.value], ["f", "mine", "conflict", true]);
  answer = stores;
  assert.equal(await takeUpAgain("other"), false);
});

test("what never reached the server goes out by itself once it can", async () => {
  answer = () => { throw new TypeError("Failed to fetch"); };
  rename("Offline");
  await save();
  assert.equal(saving.value, "failed");
  answer = stores;
  mock.timers.tick(5000);
  await settled();
  assert.deepEqual([saving.value, flow.value.name], ["saved", "Offline"]);
  answer = () => { throw new TypeError("Failed to fetch"); };
  rename("Again");
  await save();
  answer = stores;
  listeners.online();
  await settled();
  assert.deepEqual([saving.value, flow.value.name], ["saved", "Again"]);
});
