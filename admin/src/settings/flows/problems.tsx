// What is wrong, in words: as a line beside its node, and all of it as a list that jumps to the place.
import { t } from "../../i18n";
import { Icon } from "../../ui";
import { select } from "./acts";
import type { Problem } from "./model/definition";
import { problemText } from "./problem-words";
import { problems, START } from "./session";
import { nodeName } from "./words";

export function Said({ problem }: { problem: Problem }) {
  return <span class={`fl-problem ${problem.severity}`}><Icon name={problem.severity === "error" ? "alert" : "info"} small /><span><span class="hidden">{t(`settings.flows.severity.${problem.severity}`)} </span>{problemText(problem)}</span></span>;
}

/** Errors first, since they hold a publish back. */
export const inOrder = (all: readonly Problem[]): Problem[] => [...all].sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));

export function ProblemList({ onJump }: { onJump: (id: string) => void }) {
  const all = inOrder(problems.value);
  if (all.length === 0) return <div class="fl-inspect fl-nothing"><Icon name="done" /><p class="b">{t("settings.flows.no_problems")}</p><p class="t2">{t("settings.flows.no_problems_hint")}</p></div>;
  return (
    <ul class="fl-list" aria-label={t("settings.flows.tab.problems")}>
      {all.map((one, at) => (
        <li key={at}>
          <button type="button" onClick={() => { const id = one.node_id ?? START; select(id); onJump(id); }}>
            <span class="t3 cp cut">{nodeName(one.node_id ?? START)}</span><Said problem={one} />
          </button>
        </li>
      ))}
    </ul>
  );
}
