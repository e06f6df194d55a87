// Look-ups and the language model as forms: what is sent of them, and what is wrong before the server is asked.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./bundle.mjs";

const lookups = await load(`export * from "./settings/lookups/model";`);
const model = await load(`export * from "./settings/assistant/model";`);
const typed = (more = {}) => ({ ...lookups.EMPTY, name: "Orders", url: "https://shop.example/orders/{number}?of={email}&again={number}", ...more });
const row = (path, name = "", label = {}) => ({ path, name, label });

test("parameters are those of the address, each once; a body has more", () => {
  assert.deepEqual(lookups.parametersOf(typed({ more: "phone, number" })), ["number", "email"]);
  assert.deepEqual(lookups.parametersOf(typed({ method: "POST", more: "phone， number" })), ["number", "email", "phone"]);
});

test("what is saved is the form again, and no change", () => {
  const form = typed({ method: "POST", more: "phone", title: { en: "Your order", "zh-CN": " " }, fields: [row("order.status", "", { en: "Status" }), row("order.items.0.name", "item"), row("")] });
  const body = lookups.bodyOf(form);
  assert.deepEqual(body.fields, [{ path: "order.status", name: "status", label: { en: "Status" } }, { path: "order.items.0.name", name: "item", label: {} }]);
  assert.deepEqual(body.title, { en: "Your order" });
  const again = lookups.formOf({ id: "1", inbox_id: "i", created_at: "", updated_at: "", ...body });
  assert.equal(again.fields[0].name, "");
  assert.equal(lookups.isChanged(again, form), false);
  assert.deepEqual(lookups.changesIn({ ...again, seconds: "6" }, form), { seconds: 6 });
});

test("addresses that the server would refuse are said at once", () => {
  const wrong = { "": "url_missing", "shop.example/x": "url_invalid", "https://ada:x@shop.example/": "url_invalid", "https://shop.example/a/../b": "url_invalid", "https://shop.example/x y": "url_invalid",
    "https://shop.example/#x": "url_invalid", "https://shop.example/{number": "url_braces", "https://shop.example/{a b}": "url_invalid", "https://shop.example/{1a}": "url_braces" };
  for (const [url, words] of Object.entries(wrong)) assert.deepEqual(lookups.wrongIn(typed({ url })), { url: words }, url);
  assert.deepEqual(lookups.wrongIn(typed()), {});
  assert.deepEqual(lookups.wrongIn(typed({ name: " ", seconds: "11", found_when: "a..b" })), { name: "name_missing", seconds: "seconds_range", found_when: "path_invalid" });
});

test("a line is named as the server counts it: empty ones are none", () => {
  const fields = [row(""), row("order.status"), row(""), row("parcel.status"), row("list.0")];
  assert.deepEqual(lookups.wrongIn(typed({ fields })), { "fields.1.name": "name_twice", "fields.2.name": "name_needed" });
  assert.deepEqual([0, 1, 3, 4].map((at) => lookups.placeOf(fields, at)), [0, 0, 1, 2]);
});

const SAVED = { enabled: false, base_url: "", model: "", has_key: true, seconds: 15, tokens_per_day: 200000, tokens_today: 0, problem: null };

test("of the language model only what changed is sent, and the key only when it was touched", () => {
  const form = model.formOf(SAVED);
  assert.deepEqual(model.changesOf(form, SAVED), {});
  assert.deepEqual(model.changesOf({ ...form, seconds: "20", key: "sk-1" }, SAVED), { seconds: 20, key: "sk-1" });
  assert.deepEqual(model.changesOf({ ...form, key: "" }, SAVED), { key: "" });
  assert.deepEqual(model.changesOf({ ...form, key: "" }, { ...SAVED, has_key: false }), {});
  assert.deepEqual(model.wrongIn({ ...form, enabled: true, seconds: "0" }, SAVED), { base_url: "url_missing", model: "model_missing", seconds: "seconds_range" });
  assert.deepEqual(model.wrongIn({ ...form, base_url: "https://models.example/v1?x" }, SAVED), { base_url: "url_invalid" });
});

test("it stands off, on, spent or failing", () => {
  const on = { ...SAVED, enabled: true, base_url: "https://models.example/v1", model: "small" };
  const failing = { ...on, problem: { code: "timed_out", since: "2026-11-28T10:00:00.000Z" } };
  assert.deepEqual([SAVED, on, failing, { ...failing, tokens_today: 199900 }, { ...failing, enabled: false }].map(model.stateOf), ["off", "on", "failing", "spent", "off"]);
});
