// What a file held that was refused: each reason once, with all the places it stands at; to be copied as a whole.
import { t } from "../../i18n";
import { Button, toast } from "../../ui";

export interface Refusal { where: string; why: string }

/** In the order in which the reasons came up. */
function byReason(all: readonly Refusal[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const { where, why } of all) groups.set(why, [...(groups.get(why) ?? []), where]);
  return [...groups];
}

export function Refusals({ count, all }: { count: number; all: readonly Refusal[] }) {
  if (count === 0) return null;
  const copy = (): void => {
    void navigator.clipboard.writeText(all.map(({ where, why }) => `${where}\t${why}`).join("\n"))
      .then(() => toast({ text: t("settings.file.copied") }), () => toast({ text: t("settings.file.not_copied"), kind: "bad" }));
  };
  return (
    <>
      <div class="s-head"><h3 class="grow">{t("settings.answers.import_refused", { count })}</h3><Button tiny icon="copy" onClick={copy}>{t("settings.file.copy")}</Button></div>
      <ul class="s-refused">{byReason(all).map(([why, places]) => <li key={why}><b class="wrap">{why}</b><span class="t2 sm wrap s-below">{places.join(t("settings.agents.comma"))}</span></li>)}</ul>
    </>
  );
}
