// The unpublished changes: what was discarded comes back under what was changed since, and nothing is taken for it.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load } from "./bundle.mjs";

Object.assign(globalThis, {
  window: globalThis, addEventListener: () => undefined, setInterval: () => 0, location: new URL("https://desk.example/settings/brand"),
  localStorage: { getItem: () => null, setItem: () => undefined },
  matchMedia: () => ({ matches: false, addEventListener: () => undefined }),
  document: { documentElement: { dataset: {}, lang: "" }, cookie: "", addEventListener: () => undefined },
  fetch: async (_path, { body }) => new Response(JSON.stringify({ inbox: { ...saved("shop"), ...JSON.parse(body) } })),
});
const { inboxes, inboxId, changed, chosenLogo, chooseLogo, discard, draft, edit, faultOf, heldAt, hold, keepWork, publish } = await load(
  `export * from "./settings/draft"; export { inboxes, inboxId } from "./settings/store";`);

const week = Object.fromEntries(["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, []]));
const saved = (id) => ({
  id, name: id, locales: ["en"], brand: { color: "#1f5a4a", position: "right", launcher_text: {}, logo_url: null }, greetings: {},
  business_hours: { always_open: true, time_zone: "UTC", week }, routing: { assignment: "manual", bot_enabled: true, bot_threshold: 0.8 },
});

beforeEach(() => {
  discard();
  inboxes.value = [saved("shop"), saved("studio")];
  inboxId.value = "shop";
});

test("what Ada changed after discarding stays when she undoes that", () => {
  edit("name", "Lantern");
  edit("brand", { color: "#000000", position: "left" });
  const { putBack } = keepWork();
  discard();
  edit("brand", { color: "#ffffff" });
  putBack();
  assert.deepEqual([draft.value.name, draft.value.brand.color, draft.value.brand.position], ["Lantern", "#ffffff", "left"]);
  assert.deepEqual(changed.value.toSorted(), ["brand.color", "brand.position", "name"]);
});

test("what could not be read comes back as typed, but not over a readable one", () => {
  for (const field of ["brand.offset_x", "business_hours.week.mon"]) hold(field, { typed: "soon", fault: "unreadable" });
  chooseLogo("remove");
  const { putBack } = keepWork();
  discard();
  edit("business_hours", { week: { ...week, mon: [["09:00", "18:00"]] } });
  putBack();
  assert.equal(heldAt("brand.offset_x").typed, "soon");
  assert.equal(heldAt("business_hours.week.mon"), null);
  assert.equal(faultOf("business_hours.week.mon"), null);
  assert.equal(chosenLogo.value, "remove");
});

test("what was published since is no change to publish again", async () => {
  edit("name", "Lantern");
  const { putBack } = keepWork();
  discard();
  edit("routing", { bot_threshold: 0.5 });
  assert.ok(await publish());
  putBack();
  assert.deepEqual(changed.value, ["name"]);
  assert.equal(draft.value.routing.bot_threshold, 0.5);
});

test("the undo belongs to its inbox and touches no other", () => {
  edit("name", "Lantern");
  const { putBack, fits } = keepWork();
  discard();
  inboxId.value = "studio";
  edit("name", "Atelier");
  assert.equal(fits(), false);
  putBack();
  assert.equal(draft.value.name, "Atelier");
});

test("what is unpublished names the pages it is of, also seen from another page", async () => {
  const { editedPages } = await load(`export * from "./settings/pages";`);
  assert.deepEqual(editedPages(["routing.bot.misses", "routing.assignment", "greetings.en"]), ["brand", "routing", "bot"]);
  assert.deepEqual(editedPages(["routing.bot_threshold"]), ["bot"]);
});
