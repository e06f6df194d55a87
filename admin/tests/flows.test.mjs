// A flow in the editor without a browser: what each act makes of it, undo, auto-layout, what comes from a clipboard.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { load } from "./bundle.mjs";

const flows = await load(`
  export * from "./settings/flows/model/change"; export * from "./settings/flows/model/history"; export * from "./settings/flows/model/kinds";
  export * from "./settings/flows/model/difference"; export * from "./settings/flows/model/frame"; export * from "./settings/flows/model/layout"; export * from "./settings/flows/model/reading"; export * from "./settings/flows/model/names";
  export * from "./settings/flows/model/lanes"; export * from "./settings/flows/model/near"; export * from "./settings/flows/model/definition";`);
const { addNode, begin, complete, connect, differenceOf, EMPTY, freeOf, heightOf, insertPart, laneOf, layout, lookingAt, missingIn, moveNodes, nearestTo, outsOf, partOf, readingOrder, readPart, record, redo, removeNodes, reorder, setData, textsOf, undo, WIDTH, writePart } = flows;

/** Buttons, a question and an end; the buttons lead to both. */
function returns() {
  let of = EMPTY;
  for (const [kind, x] of [["buttons", 0], ["question", 400], ["end", 800]]) of = addNode(of, kind, x, 13).definition;
  of = connect(of, "n1", "a", "n2");
  of = connect(of, "n1", "b", "n3");
  return connect(of, "n2", "next", "n3");
}
const deepFreeze = (of) => { Object.values(of).forEach((one) => { if (one && typeof one === "object") deepFreeze(one); }); return Object.freeze(of); };

test("the first node is where the flow begins, on the grid, and nothing given is changed", () => {
  const before = deepFreeze(structuredClone(EMPTY));
  const { definition, id } = addNode(before, "message", 101, -7);
  assert.deepEqual([definition.start, definition.nodes[0].x, definition.nodes[0].y], [id, 100, -0]);
  assert.equal(addNode(definition, "end", 0, 0).definition.start, id);
  assert.deepEqual(before.nodes, []);
});

test("a way out leads to one node only, and not to one that is gone", () => {
  const of = connect(returns(), "n1", "a", "n3");
  assert.deepEqual(of.edges.filter((one) => one.from === "n1" && one.out === "a"), [{ from: "n1", out: "a", to: "n3" }]);
  assert.equal(connect(of, "n1", "a", "n9").edges.length, 2);
  assert.equal(connect(of, "n1", "a", null).edges.length, 2);
});

test("a choice that is deleted takes its line along, a node all of its lines and the start", () => {
  const of = returns();
  const option = of.nodes[0].data.options[1];
  assert.deepEqual(setData(of, "n1", { options: [option] }).edges.map((one) => one.out), ["b", "next"]);
  const without = removeNodes(of, ["n1"]);
  assert.equal(without.start, null);
  assert.deepEqual(without.edges, [{ from: "n2", out: "next", to: "n3" }]);
});

test("what is copied keeps its inner lines under names of its own, and shares nothing with the original", () => {
  const of = deepFreeze(returns());
  const part = readPart(writePart(partOf(of, ["n1", "n2"])));
  const { definition, ids } = insertPart(of, part);
  assert.deepEqual(ids, ["n4", "n5"]);
  assert.deepEqual(definition.edges.slice(3), [{ from: "n4", out: "a", to: "n5" }]);
  insertPart(of, partOf(of, ["n1"])).definition.nodes[3].data.options[0].label.en = "Shoes"; // raises where it is the frozen one
  assert.deepEqual(of.nodes[0].data.options[0].label, {});
});

test("a clipboard may hold anything", () => {
  for (const text of ["", "null", "Hello", "{}", '{"deskbell_flow_part":{"nodes":[{"id":"x","kind":"constructor"}],"edges":[]}}']) assert.equal(readPart(text), null, text);
  const { nodes, edges } = readPart('{"deskbell_flow_part":{"nodes":[{"id":"x","kind":"buttons","x":"far","data":{"text":7,"options":"none"}}],"edges":[{"from":"x","out":"next","to":"gone"}]}}');
  assert.deepEqual(nodes, [{ id: "x", kind: "buttons", x: 0, y: 0, data: { text: {}, options: [] } }]);
  assert.deepEqual(edges, []);
});

test("a draft that lacks what was never filled in is complete here, and keeps what it has", () => {
  const [node] = complete({ ...EMPTY, nodes: [{ id: "q", kind: "question", x: 0, y: 0, data: { name: "order", pattern: "[0-9]+", min: 3 } }] }).nodes;
  assert.deepEqual([node.data.name, node.data.pattern, node.data.min, node.data.retries, node.data.text], ["order", "[0-9]+", 3, 2, {}]);
});

test("typing is one step of undo, a pause or another field begins the next", () => {
  let of = begin("");
  for (const [word, key, at] of [["h", "a", 0], ["he", "a", 900], ["he!", "a", 4000], ["he!?", "b", 4100]]) of = record(of, word, key, at);
  assert.deepEqual(of.past, ["", "he", "he!"]);
  of = undo(undo(of));
  assert.equal(of.now, "he");
  assert.equal(redo(of).now, "he!");
  assert.deepEqual(record(of, "ha", null, 5000).future, []);
  assert.equal(undo(undo(undo(of))).now, "");
});

test("auto-layout goes from left to right, nothing overlaps, a loop does no harm", () => {
  let of = connect(returns(), "n2", "invalid", "n1");
  for (let at = 0; at < 6; at += 1) of = addNode(of, "condition", 0, 0).definition;
  const places = layout(of);
  const x = (id) => places.get(id).x;
  assert.ok(x("n1") === 0 && x("n1") < x("n2") && x("n2") < x("n3"));
  const all = moveNodes(of, places).nodes;
  for (const a of all) for (const b of all) if (a !== b) assert.ok(a.x !== b.x || Math.abs(a.y - b.y) >= 120, `${a.id} on ${b.id}`);
});

test("a row that is too long to be read goes on below, and nothing overlaps", () => {
  const nodes = Array.from({ length: 10 }, (_, at) => ({ id: `n${at}`, kind: "message", x: 0, y: 0, data: { text: {} } }));
  const edges = nodes.slice(1).map((one, at) => ({ from: `n${at}`, out: "next", to: one.id }));
  const of = { ...EMPTY, start: "n0", nodes, edges };
  const places = layout(of, new Map(), { width: 700, height: 700 });
  const [first, fourth] = [places.get("n0"), places.get("n3")];
  assert.deepEqual([first.x, fourth.x], [0, 0]);
  assert.ok(fourth.y > first.y + 120 && places.get("n2").x > places.get("n1").x);
  const all = [...places.values()];
  for (const a of all) for (const b of all) if (a !== b) assert.ok(a.x !== b.x || Math.abs(a.y - b.y) >= 120);
  assert.deepEqual(layout(of, new Map(), { width: 4000, height: 700 }), layout(of), "where it can be read it stays one row");
});

test("no card of a shipped flow lies over another, nor so near that a line cannot pass", async () => {
  const folder = new URL("../../server/deskbell/features/flows/templates/", import.meta.url);
  const shipped = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  assert.equal(shipped.length, 5);
  for (const name of shipped) {
    const { nodes } = JSON.parse(await readFile(new URL(name, folder), "utf8")).definition;
    for (const a of nodes) for (const b of nodes) if (a !== b) assert.ok(Math.abs(a.x - b.x) >= WIDTH + 40 || (a.y <= b.y ? a.y + heightOf(a) + 30 <= b.y : b.y + heightOf(b) + 30 <= a.y), `${name}: ${a.id} and ${b.id}`);
  }
});

test("a card comes into sight right of the palette, with the whole flow where that can be read", () => {
  const free = freeOf({ width: 920, height: 660 });
  const card = (x) => ({ x, y: 0, width: 256, height: 120 });
  const now = { x: 200, y: 100, zoom: 1 };
  assert.equal(lookingAt(card(0), [card(0)], free, now), now);
  const both = lookingAt(card(340), [card(0), card(340)], free, now);
  assert.equal(lookingAt(card(0), [card(-200), card(0)], free, now), now);
  assert.ok(lookingAt(card(0), [card(-200), card(0)], free, now, true).x > now.x, "what was added brings all the others along");
  assert.ok(both.zoom >= 0.6 && both.x >= free.x && 596 * both.zoom + both.x <= free.x + free.width + 0.01);
  const alone = lookingAt(card(3000), [card(0), card(3000)], free, now);
  assert.deepEqual(alone, { x: free.x + free.width / 2 - 3128, y: free.y + free.height / 2 - 60, zoom: 1 });
});

test("versions are compared by what visitors meet, not by where the cards stand", () => {
  const before = returns();
  const moved = moveNodes(before, new Map([["n1", { x: 900, y: 900 }]]));
  assert.deepEqual(differenceOf(before, moved), { added: [], removed: [], changed: [], start: false });
  const { definition: grown, id } = addNode(connect(removeNodes(before, ["n3"]), "n2", "invalid", "n1"), "rate", 0, 0);
  const found = differenceOf(before, grown);
  assert.deepEqual([found.added, found.removed].map((all) => all.map((one) => one.id)), [[id], ["n3"]]);
  assert.ok(found.changed.some((one) => one.id === "n2") && !found.start);
});

test("three hundred nodes are laid out in less than a second", () => {
  const nodes = Array.from({ length: 300 }, (_, at) => ({ id: `n${at}`, kind: "buttons", x: 0, y: 0, data: { text: {}, options: [{ id: "a", label: {} }] } }));
  const edges = nodes.slice(1).map((one, at) => ({ from: `n${Math.floor(at / 2)}`, out: at % 2 ? "a" : "else", to: one.id }));
  const before = process.cpuUsage();
  assert.equal(layout({ ...EMPTY, start: "n0", nodes, edges }).size, 300);
  assert.ok(process.cpuUsage(before).user < 1_000_000);
});

test("the list can be sorted as visitors meet the steps, and each moved by one", () => {
  const of = reorder(returns(), "n3", -1);
  assert.deepEqual(of.nodes.map((one) => one.id), ["n1", "n3", "n2"]);
  assert.deepEqual(readingOrder(of).map((one) => one.id), ["n1", "n2", "n3"]);
  assert.equal(reorder(of, "n1", -1), of);
});

test("an arrow goes to what lies that way", () => {
  const all = [{ id: "a", x: 0, y: 0 }, { id: "right", x: 300, y: 40 }, { id: "far", x: 320, y: 900 }, { id: "below", x: 20, y: 300 }];
  assert.deepEqual([[1, 0], [0, 1], [-1, 0]].map(([x, y]) => nearestTo(all, "a", { x, y })), ["right", "below", null]);
});

test("a language lacks what another has, and what has to be said at all", () => {
  const node = returns().nodes[0];
  assert.deepEqual(missingIn(textsOf(node), ["en", "zh-CN"]), ["en", "zh-CN"]);
  const written = { ...node, data: { text: { en: "Which?" }, options: [{ id: "a", label: { en: "Shoes", "zh-CN": "鞋" } }] } };
  assert.deepEqual(missingIn(textsOf(written), ["en", "zh-CN"]), ["zh-CN"]);
  assert.deepEqual(missingIn([{ texts: {}, optional: true }], ["en"]), []);
  assert.deepEqual(outsOf(written), ["a", "else"]);
});

test("a line goes round what stands between its ends, on the nearer side, and back under what it leads back to", () => {
  const card = (x, y) => ({ x, y, width: 256, height: 150 });
  const all = [card(0, 0), card(320, 0), card(640, 0), card(320, -400)];
  assert.equal(laneOf({ x: 256, y: 100 }, { x: 320, y: 20 }, all), null);
  const lane = laneOf({ x: 256, y: 120 }, { x: 640, y: 120 }, all);
  assert.ok(lane > 150 && lane < 220, String(lane));
  const above = laneOf({ x: 256, y: 20 }, { x: 640, y: 20 }, all);
  assert.ok(above < 0 && above > -100, String(above));
  assert.notEqual(laneOf({ x: 896, y: 100 }, { x: 0, y: 20 }, all), null);
  const beside = [0, 1, 2, 3].map((nth) => laneOf({ x: 256, y: 120 }, { x: 640, y: 120 }, all, nth));
  assert.equal(new Set(beside).size, 4, "lines of one lane can be told apart");
});

test("everything that the server finds wrong has words in three languages", async () => {
  const source = await readFile(new URL("../../server/deskbell/domain/flows/checking.py", import.meta.url), "utf8");
  const codes = new Set([...source.matchAll(/(?:Problem|_unless_known)\("([a-z_]+)"/g)].map((found) => found[1]));
  assert.ok(codes.size >= 20, [...codes].join());
  for (const locale of ["en", "zh-CN", "zh-TW"]) {
    const words = JSON.parse(await readFile(new URL(`../src/settings/flows/locales/${locale}.json`, import.meta.url), "utf8")).settings.flows.problem;
    assert.deepEqual([...codes].filter((code) => !words[code]), [], locale);
  }
});
