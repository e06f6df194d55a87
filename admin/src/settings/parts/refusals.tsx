// What a file held that was refused: each reason once, with all the places it stands at; to be copied as a whole.
import { t } from "../../i18n";
import { Button, toast } from "../../ui";
import { rangesOf } from "./ranges";

/** `where` is the name of a file, or the number of a row. */
export interface Refusal { where: string | number; why: string }

/** In the order in which the reasons came up. */
function byReason(all: readonly Refusal[]): [string, Refusal["where"][]][] {
  const groups = new Map<string, Refusal["where"][]>();
  for (const { where, why } of all) {
    const there = groups.get(why);
    if (there) there.push(where);
    else groups.set(why, [where]);
  }
  return [...groups];
}

const named = (where: Refusal["where"]): string => (typeof where === "number" ? t("settings.answers.import_row", { row: where }) : where);

/** Rows that follow each other are told as one. */
function placesOf(all: readonly Refusal["where"][]): string {
  const rows = rangesOf(all.filter((one) => typeof one === "number"));
  const told = rows.map(([from, to]) => (from === to ? named(from) : t("settings.answers.import_rows", { from, to })));
  return [...all.filter((one) => typeof one === "string"), ...told].join(t("settings.agents.comma"));
}

export function Refusals({ count, all }: { count: number; all: readonly Refusal[] }) {
  if (count === 0) return null;
  const copy = (): void => {
    void navigator.clipboard.writeText(all.map(({ where, why }) => `${named(where)}\t${why}`).join("\n"))
      .then(() => toast({ text: t("settings.file.copied") }), () => toast({ text: t("settings.file.not_copied"), kind: "bad" }));
  };
  return (
    <>
      <div class="s-head"><h3 class="grow">{t("settings.answers.import_refused", { count })}</h3><Button tiny icon="copy" onClick={copy}>{t("settings.file.copy")}</Button></div>
      <ul class="s-refused">{byReason(all).map(([why, places]) => <li key={why}><b class="wrap">{why}</b><span class="t2 sm wrap s-below">{placesOf(places)}</span></li>)}</ul>
    </>
  );
}
