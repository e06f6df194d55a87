// Small words on an article: how a language of it stands, who reads it, what readers said of it.
import { t } from "../../i18n";
import { Icon } from "../../ui";
import type { Article } from "../model";
import type { Standing } from "./form";

const COLOR: Record<Standing, string> = { missing: "", draft: "warn", published: "ok", changed: "warn", archived: "" };
export const StandingChip = ({ of }: { of: Standing }) => <span class={`chip ${COLOR[of]}`}>{t(`settings.answers.standing.${of}`)}</span>;

export const OnlyAgents = ({ article }: { article: Pick<Article, "visibility"> }) =>
  (article.visibility === "agents" ? <span class="chip"><Icon name="lock" small />{t("settings.answers.agents_only")}</span> : null);

export function Judged({ helpful, unhelpful }: { helpful: number; unhelpful: number }) {
  if (helpful + unhelpful === 0) return null;
  return <span class="t3 cp">{t("settings.answers.judged", { helpful, unhelpful })}</span>;
}
