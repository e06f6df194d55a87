// The settings' arithmetic without a screen: hours as typed, when an inbox is open, origins, embed findings, changes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.join(path.dirname(fileURLToPath(import.meta.url)), "../src/settings");

async function load(...names) {
  const contents = names.map((name) => `export * from "./${name}";`).join("\n");
  const built = await build({ stdin: { contents, resolveDir: here, loader: "ts" }, bundle: true, write: false, format: "esm" });
  return import("data:text/javascript;base64," + Buffer.from(built.outputFiles[0].text).toString("base64"));
}

const { parseRanges, spellRanges, stateAt, readOrigin, covers, findingsOf, isReport, pageToOpen, changedPaths, changedPart, withPart, readHex, nameColour } = await load(
  "hours/ranges", "hours/clock", "origins/normalise", "tag/findings", "changes", "brand/colour");

const NINE_TO_SIX = [["09:00", "18:00"]];
const week = (days) => ({ mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [], ...days });
const hours = (days, time_zone = "Asia/Shanghai") => ({ always_open: false, time_zone, week: week(days), exceptions: [] });
const iso = (date) => date?.toISOString() ?? null;

test("hours are read the way people write them", () => {
  for (const typed of ["9-12, 13-18", "0900–1200；13.00~18.00", "１３：００至１８：００、9:00到12:00", "13:00 to 18:00, 9 - 12"])
    assert.deepEqual(parseRanges(typed), { ranges: [["09:00", "12:00"], ["13:00", "18:00"]] }, typed);
  assert.deepEqual(parseRanges("9-12, 12-24"), { ranges: [["09:00", "24:00"]] });
  assert.deepEqual(parseRanges(" "), { ranges: [] });
  assert.equal(spellRanges([["09:00", "12:00"], ["13:00", "18:00"]]), "09:00–12:00, 13:00–18:00");
});

test("hours that cannot be are named by what is wrong", () => {
  const faults = { "22-2": "backwards", "9-9": "empty_range", "9-12, 11-13": "overlap", soon: "unreadable", "9-25": "unreadable", "9-12-18": "unreadable", "8:75-9": "unreadable" };
  for (const [typed, fault] of Object.entries(faults)) assert.equal(parseRanges(typed).fault, fault, typed);
});

test("open until the end of the range, then until the next one begins", () => {
  const plan = hours({ mon: NINE_TO_SIX, tue: NINE_TO_SIX });
  const open = stateAt(plan, new Date("2026-11-23T06:41:00Z")); // Monday, 14:41 in Shanghai
  assert.deepEqual([open.open, iso(open.closesAt)], [true, "2026-11-23T10:00:00.000Z"]);
  const closed = stateAt(plan, new Date("2026-11-24T10:00:00Z"));
  assert.deepEqual([closed.open, iso(closed.opensAt)], [false, "2026-11-30T01:00:00.000Z"]);
  assert.equal(stateAt(hours({}), new Date()).opensAt, null);
});

test("midnight between two days does not close, and round the clock never does", () => {
  const late = stateAt(hours({ mon: [["22:00", "24:00"]], tue: [["00:00", "02:00"]] }, "UTC"), new Date("2026-11-23T23:00:00Z"));
  assert.equal(iso(late.closesAt), "2026-11-24T02:00:00.000Z");
  const always = Object.fromEntries(["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, [["00:00", "24:00"]]]));
  assert.deepEqual(stateAt(hours(always), new Date()), { open: true, closesAt: null, opensAt: null });
});

test("the clock change is counted in the place where it happens", () => {
  const plan = hours({ sun: NINE_TO_SIX, mon: NINE_TO_SIX }, "Europe/Berlin");
  assert.equal(iso(stateAt(plan, new Date("2026-03-28T20:00:00Z")).opensAt), "2026-03-29T07:00:00.000Z"); // summer time begins at 02:00
  assert.equal(iso(stateAt(plan, new Date("2026-10-24T20:00:00Z")).opensAt), "2026-10-25T08:00:00.000Z"); // and ends
});

test("an origin is normalised, or its fault is named and a better one offered", () => {
  const cases = {
    "https://Shop.Example:443/": { origin: "https://shop.example" }, "http://localhost:3000": { origin: "http://localhost:3000" },
    "https://*.shop.example": { origin: "https://*.shop.example" },
    "shop.example/path": { fault: "no_scheme", suggestion: "https://shop.example" }, "https://shop.example/a": { fault: "has_path", suggestion: "https://shop.example" },
    "ftp://shop.example": { fault: "bad_scheme" }, "https://*": { fault: "bad_wildcard" }, "https://*.example": { fault: "bad_wildcard" }, "https://a.*.shop.example": { fault: "bad_wildcard" },
    "https://a b": { fault: "unreadable" }, "https://user@shop.example": { fault: "unreadable" }, "": { fault: "empty" }, "https://known.example": { fault: "already_there" },
  };
  for (const [typed, expected] of Object.entries(cases)) {
    assert.deepEqual(readOrigin(typed, ["https://known.example"]), expected, typed);
  }
  assert.match(readOrigin("https://商店.example", []).origin, /^https:\/\/xn--[a-z0-9]+\.example$/);
  assert.ok(covers("https://*.shop.tld", "https://a.b.shop.tld"));
  for (const other of ["https://shop.tld", "https://shop.tld.evil", "http://a.shop.tld", "https://evilshop.tld"]) assert.ok(!covers("https://*.shop.tld", other), other);
});

const DESK = "https://desk.example";
const known = { key: "k1", deskOrigin: DESK, allowed: ["https://shop.example"] };
const report = (part) => ({ deskbell: "check", run: 1, done: true, url: "https://shop.example/a", origin: "https://shop.example", inbox: "k1", frame: "answered", violations: [], storage: "works", tags: 1, secure: true, agent: "", ...part });
const names = (part) => findingsOf(report(part), known).map((one) => one.name);

test("each report leads to its findings", () => {
  assert.deepEqual(names({}), ["works"]);
  assert.deepEqual(names({ frame: "silent", violations: [{ directive: "frame-src", blocked: `${DESK}/widget/k1/frame` }] }), ["frame_blocked"]);
  assert.deepEqual(names({ frame: "silent", origin: "https://other.example" }), ["origin_not_allowed"]);
  assert.deepEqual(names({ frame: "silent" }), ["frame_silent"]);
  assert.deepEqual(names({ frame: "waiting", done: false }), ["waiting"]);
  assert.deepEqual(names({ storage: "blocked", tags: 2, secure: false }), ["works", "two_tags", "storage_blocked", "insecure"]);
  assert.deepEqual(names({ violations: [{ directive: "img-src", blocked: "https://elsewhere.example/x.png" }] }), ["works"]);
  assert.deepEqual(names({ inbox: "k2" }), ["other_inbox"]);
});

test("only a report in the agreed shape is one", () => {
  assert.ok(isReport(report({})));
  for (const bad of [null, "check", {}, report({ violations: "none" }), report({ violations: [null] }), report({ tags: "1" }), { ...report({}), deskbell: "preview" }]) assert.ok(!isReport(bad));
});

test("the page to open is a web address and gets the mark that wakes the check", () => {
  assert.equal(pageToOpen("shop.example/a#b"), "https://shop.example/a#deskbell-check");
  assert.equal(pageToOpen("http://localhost:3000"), "http://localhost:3000/#deskbell-check");
  for (const bad of ["", "my shop", "javascript:alert(1)", "shop"]) assert.equal(pageToOpen(bad), null, bad);
});

test("changes are counted by leaf, a list as one, and empty is the same as absent", () => {
  const saved = { brand: { color: "#1f5a4a", launcher_text: {} }, locales: ["en"], week: { mon: [["09:00", "18:00"]] } };
  assert.deepEqual(changedPaths(saved, structuredClone(saved)), []);
  assert.deepEqual(changedPaths(saved, { ...saved, brand: { color: "#000000", launcher_text: { en: "" } }, locales: ["en", "zh-CN"] }), ["brand.color", "locales"]);
});

test("only what was changed is sent, so that two admins do not undo each other", () => {
  const saved = { name: "Shop", brand: { color: "#1f5a4a", position: "right", launcher_text: {} }, week: { mon: [["09:00", "18:00"]], tue: [] } };
  const ada = { ...saved, brand: { ...saved.brand, color: "#000000", launcher_text: { en: "" } }, week: { mon: [["10:00", "18:00"]], tue: [] } };
  const part = changedPart(saved, ada);
  assert.deepEqual(part, { brand: { color: "#000000" }, week: { mon: [["10:00", "18:00"]] } });
  const meanwhile = { ...saved, name: "Lantern", brand: { ...saved.brand, position: "left" } };
  assert.deepEqual(withPart(meanwhile, part), { name: "Lantern", brand: { color: "#000000", position: "left", launcher_text: {} }, week: { mon: [["10:00", "18:00"]], tue: [] } });
  assert.deepEqual(changedPart({ greetings: {} }, { greetings: { en: { new: "Hello" } } }), { greetings: { en: { new: "Hello" } } });
});

test("a colour is read in its usual spellings and called what people call it", () => {
  assert.deepEqual(["1F5A4A", "#abc", " #ABCDEF ", "#12", "red"].map(readHex), ["#1f5a4a", "#aabbcc", "#abcdef", null, null]);
  const called = { "#2d7ff9": "blue", "#1f5a4a": "green", "#f2b33d": "yellow", "#c2570c": "orange", "#b3261e": "red", "#7a3ff2": "purple", "#111111": "black", "#888888": "grey", "#ff66aa": "pink" };
  for (const [hex, name] of Object.entries(called)) assert.equal(nameColour(hex), name, hex);
});

test("the launcher's text may be as long in the form as the server takes it", async () => {
  const [field, server] = await Promise.all(["brand/launcher.tsx", "../../../server/deskbell/services/inboxes.py"].map((file) => readFile(path.join(here, file), "utf8")));
  const names = server.match(/^(.*MAX_LAUNCHER_TEXT.*) = (.*)$/m);
  const longest = names[2].split(", ")[names[1].split(", ").indexOf("MAX_LAUNCHER_TEXT")];
  assert.equal(field.match(/LONGEST = (\d+)/)[1], longest);
});
