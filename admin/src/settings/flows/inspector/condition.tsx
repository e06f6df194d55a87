// A condition: its cases in order, the first that holds is taken. A case is one or more comparisons that must all hold.
import { t } from "../../../i18n";
import { Button } from "../../../ui";
import { nameOf as languageName } from "../../brand/language-bar";
import { put } from "../acts";
import { freshId } from "../model/change";
import { SUBJECTS, type Case, type NodeOf, type Operator, type Subject, type Test } from "../model/definition";
import { namesKept, optionsOf } from "../model/names";
import { definition, languages } from "../session";
import { caseText, read } from "../words";
import { AddRow, Rows } from "./rows";

const OPERATORS: Record<Subject, readonly Operator[]> = {
  answer: ["is", "is_not", "contains", "more_than", "less_than", "matches"],
  attribute: ["is", "is_not", "contains", "more_than", "less_than", "matches"],
  language: ["is", "is_not"],
  hours: ["open", "closed"],
  queue_length: ["more_than", "less_than", "is"],
};
const MOST_CASES = 20;

function freshTest(what: Subject): Test {
  const op = OPERATORS[what][0] ?? "is";
  if (what === "language") return { what, op, value: languages.value[0] ?? "en" };
  if (what === "queue_length") return { what, op, value: 5 };
  return { what, op, name: what === "answer" ? namesKept(definition.value)[0] ?? "" : "", value: what === "hours" ? null : "" };
}

interface Choice { value: string; label: string }
/** Offers what is known, and keeps what is set although it is not. */
function Pick({ label, value, choices, onPick }: { label: string; value: string; choices: Choice[]; onPick: (value: string) => void }) {
  const known = choices.some((one) => one.value === value);
  return (
    <select class="in s-compact" aria-label={label} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
      {!known && <option value={value}>{value || t("settings.flows.choose")}</option>}
      {choices.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}
    </select>
  );
}

function Value({ test, onTest }: { test: Test; onTest: (test: Test) => void }) {
  const label = t("settings.flows.condition.value");
  const value = String(test.value ?? "");
  if (test.what === "hours") return null;
  if (test.what === "language") return <Pick label={label} value={value} choices={languages.value.map((one) => ({ value: one, label: languageName(one) }))} onPick={(to) => onTest({ ...test, value: to })} />;
  const options = test.what === "answer" && (test.op === "is" || test.op === "is_not") ? optionsOf(definition.value, test.name ?? "") : [];
  if (options.length > 0) return <Pick label={label} value={value} choices={options.map((one) => ({ value: one.id, label: read(one.label) || one.id }))} onPick={(to) => onTest({ ...test, value: to })} />;
  const asNumber = test.what === "queue_length";
  return <input class="in s-compact grow" aria-label={label} inputMode={asNumber ? "numeric" : "text"} maxLength={500} value={value} onInput={({ currentTarget: { value: typed } }) => onTest({ ...test, value: asNumber && /^\d+$/.test(typed) ? Number(typed) : typed })} />;
}

function TestRow({ test, onTest, onDrop }: { test: Test; onTest: (test: Test) => void; onDrop: (() => void) | null }) {
  const names = namesKept(definition.value).map((value) => ({ value, label: value }));
  return (
    <div class="fl-test" role="group" aria-label={t("settings.flows.condition.comparison")}>
      <Pick label={t("settings.flows.condition.what")} value={test.what} choices={SUBJECTS.map((value) => ({ value, label: t(`settings.flows.subject.${value}`) }))} onPick={(what) => onTest(freshTest(what as Subject))} />
      {test.what === "answer" && <Pick label={t("settings.flows.condition.name")} value={test.name ?? ""} choices={names} onPick={(name) => onTest({ ...test, name })} />}
      {test.what === "attribute" && <input class="in s-compact" aria-label={t("settings.flows.condition.attribute")} placeholder="plan" maxLength={64} value={test.name ?? ""} onInput={(event) => onTest({ ...test, name: event.currentTarget.value })} />}
      <Pick label={t("settings.flows.condition.op")} value={test.op} choices={OPERATORS[test.what].map((value) => ({ value, label: t(`settings.flows.op.${value}`) }))} onPick={(op) => onTest({ ...test, op: op as Operator })} />
      <Value test={test} onTest={onTest} />
      {onDrop && <Button kind="bare" tiny icon="minus" label={t("settings.flows.condition.drop")} onClick={onDrop} />}
    </div>
  );
}

export function Condition({ node }: { node: NodeOf<"condition"> }) {
  const { cases } = node.data;
  const onCases = (fresh: Case[], field: string): void => put(node.id, { cases: fresh }, field);
  return (
    <Rows legend={t("settings.flows.condition.cases")} all={cases} nameOf={caseText} onAll={(all) => onCases(all, "cases")}
      adding={<AddRow label={t("settings.flows.condition.add")} room={cases.length < MOST_CASES} onAdd={() => onCases([...cases, { id: freshId(cases, "c"), all: [freshTest("answer")] }], "case added")} />}>
      {(one, place, putCase) => (
        <>
          <p class="m fl-rowname">{t("settings.flows.condition.case", { number: place + 1 })}</p>
          {one.all.map((test, at) => (
            <TestRow key={at} test={test} onTest={(fresh) => putCase({ ...one, all: one.all.map((other, also) => (also === at ? fresh : other)) })}
              onDrop={one.all.length > 1 ? () => putCase({ ...one, all: one.all.filter((_, also) => also !== at) }) : null} />
          ))}
          <button type="button" class="s-link sm" onClick={() => putCase({ ...one, all: [...one.all, freshTest("answer")] })}>{t("settings.flows.condition.and")}</button>
        </>
      )}
    </Rows>
  );
}
