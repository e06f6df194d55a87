// What I am asked to accept: who, for what, since when, how long I have. At the desk it stands above the list, at the floor
// in the rail, and covers nothing; on other screens it floats over them. It takes no focus away from what is being written; A or Enter accepts it
// while nothing is, and only then the keys are shown.
import { useId } from "preact/hooks";
import { plural, t } from "../i18n";
import { segments } from "../router";
import { waitsSince } from "../state/views";
import { Avatar, Button } from "../ui";
import { waited } from "../ui/clock";
import type { Conversation } from "../wire";
import { accept, busy, decline } from "./actions";
import { lettersHeard } from "./keyboard";
import { Missed } from "./Missed";
import { nameOf } from "./names";
import { offered, secondsLeft } from "./offered";
import { line } from "./store";
import { Wants } from "./Wants";

/** The time that is left. */
function Left({ one }: { one: Conversation }) {
  const left = secondsLeft(one);
  return <span class="num m" role="timer">{left ? plural("offered.left", left) : t("offered.over")}</span>;
}

function Card({ one, over }: { one: Conversation; over?: boolean }) {
  const key = (letter: string): string | undefined => (lettersHeard.value ? letter : undefined);
  const name = nameOf(one.visitor);
  const id = useId();
  const off = Boolean(busy.value) || line.value !== "online";
  return (
    <section class={`d-offered ${over ? "over" : ""}`} aria-labelledby={id} data-offered={one.id}>
      <span class="hidden" role="alert">{t("offered.title", { name })}</span>
      <Avatar name={name} />
      <div class="grow">
        <h2 id={id} class="cut" title={name}>{t("offered.title", { name })}</h2>
        <p class="asks"><bdi>{one.topic ?? t("offered.no_text")}</bdi></p>
        <Wants one={one} />
        <p class="sm facts"><span class="num">{t("offered.waiting", { wait: waited(waitsSince(one)) })}</span><Left one={one} /></p>
      </div>
      <div class="go">
        <Button kind="ringing" shortcut={key("A")} disabled={off} onClick={() => void accept(one.id)}>{t("offered.accept")}</Button>
        <Button kind="bare" shortcut={key("D")} disabled={off} onClick={() => void decline(one.id)}>{t("offered.decline")}</Button>
      </div>
    </section>
  );
}

export const OfferedAtDesk = () => (offered.value ? <Card one={offered.value} /> : null);

/** On other screens: what I am asked, and afterwards, if I missed it, what became of that. */
export function OfferedCard() {
  if ((segments()[0] ?? "desk") === "desk") return null;
  return offered.value ? <Card one={offered.value} over /> : <Missed over />;
}
