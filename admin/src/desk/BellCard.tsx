// The longest wait, with one key to end it. In sight on every screen of the desk while somebody waits, else not there.
import { t } from "../i18n";
import { waitsSince } from "../state/views";
import { Button } from "../ui";
import { waited } from "../ui/clock";
import { busy, claim } from "./actions";
import { nameOf } from "./names";
import { inbox, line, state } from "./store";
import { queueOf } from "../state/views";

export function BellCard({ flat }: { flat?: boolean | undefined }) {
  const longest = queueOf(state.value, inbox.value)[0];
  if (!longest) return null;
  const label = nameOf(longest.visitor);
  const since = waited(waitsSince(longest));
  return (
    <section class={`d-bell ${flat ? "flat" : ""}`} aria-label={t("bell.title")}>
      <div class="grow">
        <span class="cp">{t("bell.title")}</span>
        <b>{since}</b>
        <span class="sm m cut asks" dir="auto">{label}</span>
        {longest.topic && <span class="sm cut asks" dir="auto">{longest.topic}</span>}
      </div>
      <Button kind="ringing" shortcut={flat ? undefined : "A"} disabled={Boolean(busy.value) || line.value !== "online"} onClick={() => void claim(longest.id)}>{t("bell.answer")}</Button>
    </section>
  );
}
