// Exceptions to business hours: the clock that the settings try them with, lists of dates, and holidays from a file.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { load } from "./bundle.mjs";

const { stateAt, runs, put, without, datesBetween, isDate, workingHours, readHolidays, textOf, compared } = await load(
  ["clock", "dates", "holidays"].map((name) => `export * from "./settings/hours/${name}";`).join("\n"));

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const CASES = JSON.parse(await readFile(path.join(root, "tests/domain/business_hours.json"), "utf8"));
const HOLIDAYS = path.join(root, "../shared/data/holidays-cn/2026.json");
const NINE_TO_SIX = [["09:00", "18:00"]];
const day = (date, name = "", ranges = []) => ({ date, name, ranges });
const iso = (date) => date?.toISOString() ?? null;

for (const { told, moments, ...given } of CASES) {
  test(`as on the server: ${told}`, () => {
    const hours = { always_open: false, exceptions: [], ...given };
    for (const [at, open, opensAt, closesAt] of moments) {
      const state = stateAt(hours, new Date(at));
      assert.deepEqual([state.open, iso(state.opensAt), iso(state.closesAt)], [open, opensAt, closesAt], at);
    }
  });
}

test("days in a row with the same name and hours are one row", () => {
  const listed = [day("2026-10-02", "National Day"), day("2026-10-01", "National Day"), day("2026-10-03", "National Day", NINE_TO_SIX), day("2026-10-05"), day("2026-12-31"), day("2027-01-01")];
  assert.deepEqual(runs(listed).map((run) => [run.dates, run.name]), [
    [["2026-10-01", "2026-10-02"], "National Day"], [["2026-10-03"], "National Day"], [["2026-10-05"], ""], [["2026-12-31", "2027-01-01"], ""]]);
});

test("a date stands once, and what is put there last counts", () => {
  const standing = [day("2026-10-01", "old"), day("2026-10-05")];
  const after = put(standing, [day("2026-10-02", "new"), day("2026-10-01", "new")]);
  assert.deepEqual(after, [day("2026-10-01", "new"), day("2026-10-02", "new"), day("2026-10-05")]);
  assert.deepEqual(without(after, ["2026-10-01", "2026-10-02"]), [day("2026-10-05")]);
});

test("from one date to another, over the end of a year and of February", () => {
  assert.deepEqual(datesBetween("2026-12-31", "2027-01-01"), ["2026-12-31", "2027-01-01"]);
  assert.deepEqual(datesBetween("2028-02-28", "2028-03-01"), ["2028-02-28", "2028-02-29", "2028-03-01"]);
  assert.deepEqual(datesBetween("2026-02-02", "2026-02-01"), []);
  assert.equal(datesBetween("2026-01-01", "9999-12-31").length, 401);
  for (const bad of ["2026-02-29", "2026-2-1", "0000-01-01", "2026-13-01", "", "2026-01-01T00:00"]) assert.ok(!isDate(bad), bad);
});

test("a day worked in return has the hours of the week's first open day", () => {
  const week = { mon: [], tue: [["10:00", "16:00"]], wed: NINE_TO_SIX, thu: [], fri: [], sat: [], sun: [] };
  assert.deepEqual(workingHours({ always_open: false, week }), [["10:00", "16:00"]]);
  assert.deepEqual(workingHours({ always_open: true, week }), [["00:00", "24:00"]]);
});

const file = (days) => JSON.stringify({ year: 2026, days });
const off = (date, name = "National Day", isOffDay = true) => ({ name, date, isOffDay });

test("a file in GBK is not read as something else", () => {
  const gbk = new Uint8Array([0x7b, 0x22, 0xd4, 0xaa, 0xb5, 0xa9, 0x22]).buffer;
  assert.equal(textOf(gbk), null);
  assert.equal(textOf(new TextEncoder().encode("\ufeff元旦").buffer), "元旦");
});

test("a file of holidays is compared with what stands there, and the same file twice changes nothing", () => {
  const { exceptions } = readHolidays("\ufeff" + file([off("2026-10-01"), off("2026-10-02"), off("2026-10-10", "National Day", false)]), NINE_TO_SIX);
  assert.deepEqual(exceptions, [day("2026-10-01", "National Day"), day("2026-10-02", "National Day"), day("2026-10-10", "National Day", NINE_TO_SIX)]);
  const standing = [day("2026-10-01", "Inventory", [["10:00", "12:00"]]), day("2026-10-02", "National Day"), day("2026-12-24")];
  assert.deepEqual(compared(standing, exceptions), { closed: 2, open: 1, replaced: 1, same: 1 });
  const after = put(standing, exceptions);
  assert.deepEqual(put(after, exceptions), after);
  assert.equal(compared(after, exceptions).same, exceptions.length);
});

test("a wrong file is refused and named by what is wrong", () => {
  const wrong = {
    not_json: ["", "days", "{"], no_days: ["null", "[]", "{}", '{"days": {}}', '"days"'], empty: [file([])],
    bad_day: [file([null]), file([{ name: "x", date: "2026-10-01" }]), file([{ ...off("2026-10-01"), isOffDay: "yes" }])],
    bad_date: [file([off("2026-02-30")]), file([off("10/1")])], long_name: [file([off("2026-10-01", "x".repeat(61))])],
    double: [file([off("2026-10-01"), off("2026-10-01", "National Day", false)])],
    too_many: [file(Array.from({ length: 401 }, () => off("2026-10-01")))], too_big: [" ".repeat(1_000_001)],
  };
  for (const [fault, texts] of Object.entries(wrong)) for (const text of texts) assert.equal(readHolidays(text, NINE_TO_SIX).fault, fault, text.slice(0, 60));
  assert.equal(readHolidays(file([off("2026-10-01"), {}]), NINE_TO_SIX).part, "2");
});

test("the holidays of 2026 in mainland China", { skip: existsSync(HOLIDAYS) ? false : `no holidays at ${HOLIDAYS}` }, async () => {
  const { exceptions } = readHolidays(await readFile(HOLIDAYS, "utf8"), NINE_TO_SIX);
  assert.deepEqual(compared([], exceptions), { closed: 33, open: 6, replaced: 0, same: 0 });
  const national = runs(exceptions).filter((run) => run.name === "国庆节").map(({ dates, ranges }) => [dates[0], dates.length, ranges]);
  assert.deepEqual(national, [["2026-09-20", 1, NINE_TO_SIX], ["2026-10-01", 7, []], ["2026-10-10", 1, NINE_TO_SIX]]);
});
