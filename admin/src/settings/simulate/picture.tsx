// The answer as a picture: everybody of the inbox at the top, step by step those who drop out, at the end who gets it.
import { locale, plural, t } from "../../i18n";
import { Avatar, Icon, Load } from "../../ui";
import type { Answer, Found } from "./model";

type Step = "team" | "skills" | "here" | "room";
const DROPS: Record<string, Step> = { other_team: "team", lacks_skill: "skills", not_here: "here", full: "room", full_here: "room", asked: "room", let_it_pass: "room" };
const SHOWN = 12;

function Person({ found, said }: { found: Found; said?: boolean }) {
  const { agent, load, capacity } = found;
  return (
    <li class="w-person">
      <Avatar name={agent.name} face={agent.face} size={28} presence={found.presence} />
      <span class="grow"><b class="cut" title={agent.name}>{agent.name}</b>{said && <span class="cp t2">{found.sentences[locale.value]}</span>}</span>
      <Load open={load} capacity={capacity} /><span class="cp t3 num" aria-hidden="true">{load}/{capacity}</span>
    </li>
  );
}

function People({ all, said }: { all: Found[]; said?: boolean }) {
  const more = all.length - SHOWN;
  return <ul class="w-people">{all.slice(0, SHOWN).map((found) => <Person key={found.agent.id} found={found} {...(said ? { said } : {})} />)}{more > 0 && <li class="t3 cp w-andmore">{plural("settings.simulate.more_agents", more)}</li>}</ul>;
}

/** What is asked for at each step; a step that asks for nothing is left out. */
function stepsOf(answer: Answer): { step: Step; words: string }[] {
  const skills = answer.needs.map((need) => (need.level > 1 ? `${need.name} ${need.level}+` : need.name)).join(locale.value === "en" ? ", " : "、");
  return [
    ...(answer.team ? [{ step: "team" as const, words: t("settings.simulate.step.team", { team: answer.team.name }) }] : []),
    ...(answer.needs.length ? [{ step: "skills" as const, words: t("settings.simulate.step.skills", { skills }) }] : []),
    { step: "here", words: t("settings.simulate.step.here") },
    { step: "room", words: t("settings.simulate.step.room") },
  ];
}

function Rung({ words, left, out }: { words: string; left: number; out: Found[] }) {
  return (
    <li class="w-rung">
      <span class={`w-count num ${left ? "" : "none"}`} aria-hidden="true">{left}</span>
      <div class="grow">
        <p class="m">{words}<span class="hidden"> {left}</span></p>
        {out.length > 0 && <><p class="cp t3">{t("settings.simulate.out")}</p><People all={out} said /></>}
      </div>
    </li>
  );
}

function Rungs({ answer }: { answer: Answer }) {
  let left = answer.agents.length;
  return (
    <ol class="w-rungs">
      <Rung words={t("settings.simulate.step.all")} left={left} out={[]} />
      {stepsOf(answer).map(({ step, words }) => {
        const out = answer.agents.filter((found) => DROPS[found.why_not ?? ""] === step);
        left -= out.length;
        return <Rung key={step} words={words} left={left} out={out} />;
      })}
    </ol>
  );
}

/** Who gets it, large, and those who could have as well. */
function End({ answer }: { answer: Answer }) {
  const chosen = answer.agents.find((found) => found.chosen);
  const others = answer.agents.filter((found) => found.why_not === null && !found.chosen);
  return (
    <>
      {chosen && <div class="w-chosen"><Avatar name={chosen.agent.name} face={chosen.agent.face} size={48} presence={chosen.presence} /><b class="cut">{chosen.agent.name}</b><Load open={chosen.load} capacity={chosen.capacity} /><span class="t2 num">{chosen.load}/{chosen.capacity}</span></div>}
      {others.length > 0 && <div class="w-others"><p class="cp t3">{t(chosen ? "settings.simulate.also" : "settings.simulate.could")}</p><People all={others} /></div>}
    </>
  );
}

function Chips({ answer }: { answer: Answer }) {
  const because = answer.because.map((one) => one.sentences[locale.value]);
  if (!because.length && answer.priority === "normal" && !answer.dropped) return null;
  return (
    <ul class="w-because">
      {answer.priority !== "normal" && <li class="chip brass"><Icon name="sort" />{t(`settings.simulate.priority.${answer.priority}`)}</li>}
      {because.map((words) => <li key={words} class="chip"><Icon name="tag" />{words}</li>)}
      {answer.dropped && <li class="chip warn">{answer.dropped.sentences[locale.value]}</li>}
    </ul>
  );
}

export function Picture({ answer }: { answer: Answer }) {
  return (
    <div class="w-picture">
      <p class={`w-sentence ${answer.outcome}`}><Icon name="route" /><span>{answer.sentences[locale.value]}</span></p>
      <Chips answer={answer} />
      {answer.agents.length === 0 ? <p class="t2">{t("settings.simulate.nobody")}</p> : <><Rungs answer={answer} /><End answer={answer} /></>}
      {answer.assumed.map((said) => <p key={said.en} class="cp t3">{said[locale.value]}</p>)}
    </div>
  );
}
