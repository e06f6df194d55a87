// Cards that are made of more than words: what a look-up found, and what a language model wrote, with the articles it cites.
import { t } from "../i18n";
import { Icon } from "../ui";
import { Said } from "./Said";

interface Source { article_id: string; title: string; url: string | null }
export interface MadeData { card?: string; title?: string; fields?: { label: string; value: string }[]; answer?: string; sources?: Source[]; helpful?: boolean | null }

export const isMade = ({ card }: MadeData): boolean => card === "look_up" || card === "composed";

function Found({ title, fields = [] }: MadeData) {
  return (
    <>
      {title && <p class="b wrap" dir="auto">{title}</p>}
      {fields.length > 0 && <dl>{fields.map(({ label, value }, at) => <div key={at}><dt dir="auto">{label}</dt><dd dir="auto"><Said text={value} /></dd></div>)}</dl>}
    </>
  );
}

function Written({ answer = "", sources = [], helpful }: MadeData) {
  return (
    <>
      <p dir="auto" class="wrap"><Said text={answer} /></p>
      {sources.map(({ article_id, title, url }, at) => (
        <div key={article_id} class="src"><Icon name="doc" small /><span class="num">[{at + 1}]</span>{url ? <a class="cut" href={url} target="_blank" rel="noopener">{title}</a> : <span class="cut">{title}</span>}</div>
      ))}
      <div class="src"><Icon name="laptop" small /><span>{t("bot.by_machine")}</span>{typeof helpful === "boolean" && <span class={`chip ${helpful ? "ok" : ""}`}>{t(helpful ? "bot.did_help" : "bot.did_not_help")}</span>}</div>
    </>
  );
}

export const Made = ({ data }: { data: MadeData }) => (data.card === "look_up" ? <Found {...data} /> : <Written {...data} />);
