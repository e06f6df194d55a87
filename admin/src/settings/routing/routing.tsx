// An inbox's routing on one page, in parts with a list of them at the top: who gets the next one, what people need, a line
// that is too long, somebody silent.
import { t } from "../../i18n";
import { draft } from "../draft";
import { loadGroupsAndPeople } from "../groups";
import { NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { Assignment } from "./assignment";
import { Grace } from "./grace";
import { Needs } from "./needs";
import { LongLine } from "./overflow";
import { Priority } from "./priority";
import { Rules } from "./rules";
import { Part } from "./section";
import { Silence } from "./silence";

const PARTS = ["next", "rules", "line", "silent"] as const;

/** A link would be a step in the browser's history, and Back should lead out of the page. */
function jump(name: string): void {
  const part = document.getElementById(`routing-${name}`);
  part?.scrollIntoView({ block: "start" });
  part?.focus({ preventScroll: true });
}

function Parts() {
  return (
    <nav class="s-jump" aria-label={t("settings.routing.on_this_page")}>
      {PARTS.map((name) => <button key={name} type="button" class="bt tiny" onClick={() => jump(name)}>{t(`settings.routing.part.${name}`)}</button>)}
    </nav>
  );
}

export function Routing() {
  const loaded = useLoaded(loadGroupsAndPeople, []);
  const routing = draft.value?.routing;
  if (!routing) return null;
  const title = (name: (typeof PARTS)[number]): { name: string; title: string } => ({ name, title: t(`settings.routing.part.${name}`) });
  return (
    <div class="s-body">
      <div class="s-form s-routing">
        <Parts />
        <Part {...title("next")}><Assignment routing={routing} /><Priority of={routing.head_start_seconds} /></Part>
        <Part {...title("rules")}><NotLoaded of={loaded} /><Rules rules={routing.rules} /><Needs routing={routing} /></Part>
        <Part {...title("line")}><LongLine routing={routing} /></Part>
        <Part {...title("silent")}><Grace seconds={routing.grace_seconds} /><Silence routing={routing} /></Part>
      </div>
    </div>
  );
}
