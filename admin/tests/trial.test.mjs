// A day to try in the simulator: what is wrong with it is known before the server is asked.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./bundle.mjs";

const { dayIn, faultsOf } = await load(`export * from "./settings/simulate/trial";`);
const TODAY = "2026-11-28";

test("the day is one that was, or today", () => {
  assert.deepEqual(faultsOf("2026-11-27", "", TODAY), {});
  assert.deepEqual(faultsOf(TODAY, "", TODAY), {});
  assert.deepEqual(faultsOf("2026-11-29", "", TODAY), { date: "coming" });
});

test("an empty day and a capacity below one are said of both", () => {
  assert.deepEqual(faultsOf("", "-3", TODAY), { date: "missing", capacity: "range" });
  for (const many of ["0", "2.5", "51"]) assert.deepEqual(faultsOf(TODAY, many, TODAY), { capacity: "range" });
  for (const many of ["1", "50"]) assert.deepEqual(faultsOf(TODAY, many, TODAY), {});
});

test("a day is the one of the place, not of the reader", () => {
  const west = dayIn("Pacific/Honolulu"), east = dayIn("Pacific/Kiritimati");
  assert.match(west, /^\d{4}-\d\d-\d\d$/);
  assert.ok(west < east);
});
