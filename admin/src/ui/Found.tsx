// What was found of an agent when somebody was to be given: name, load, and the reason in a word.
import { t } from "../i18n";
import { Avatar } from "./Avatar";
import { Icon } from "./Icon";
import { Load } from "./Load";

export interface FoundProps {
  name: string;
  face?: string | null | undefined;
  load: number;
  capacity: number;
  /** null: could take it. */
  why: string | null;
  skill?: string | undefined;
  chosen?: string | undefined;
}

const KNOWN = new Set(["not_here", "other_team", "lacks_skill", "full", "full_here", "asked", "let_it_pass"]);

function reason({ why, skill }: FoundProps): string {
  if (why === null) return t("found.free");
  return t(`found.${KNOWN.has(why) ? why : "not_able"}`, { skill: skill || t("found.no_skill") });
}

export function Found(found: FoundProps) {
  const { name, face, load, capacity, chosen, why } = found;
  return (
    <li class={`found ${chosen ? "chosen" : why === null ? "free" : "not"}`}>
      <Avatar name={name || "?"} face={face} size={28} />
      <span class="grow"><b class="m cut" title={name}>{name || t("found.gone")}</b><span class="cp">{chosen && <Icon name="check" small />}{chosen ?? reason(found)}</span></span>
      <Load open={load} capacity={capacity} />
      <span class="cp t3 num" aria-hidden="true">{load}/{capacity}</span>
    </li>
  );
}
