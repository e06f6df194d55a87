// The visitor, described: what they write, from where, who they are, and what they are said to need.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { languageName } from "../../desk/names";
import { Button, ErrorText, SelectField, Switch, TextArea, TextField } from "../../ui";
import type { Choices } from "./model";
import { Needs, type Wanted } from "./needs";

const LANGUAGES = ["en", "zh-CN", "zh-TW", "ja", "ko", "de", "fr", "es"];
const NONE = { value: "", label: "–" };

export interface Described { text: string; page: string; language: string; tags: string; vip: boolean; team: string; needs: Wanted[]; servedBy: string; at: string }
const NOBODY: Described = { text: "", page: "", language: "", tags: "", vip: false, team: "", needs: [], servedBy: "", at: "" };

/** As the endpoint wants it; what was left empty is left out. */
export function bodyOf(one: Described): object {
  const tags = one.tags.split(/[,，、]/).map((tag) => tag.trim()).filter(Boolean);
  return {
    text: one.text, page_url: one.page, tags, vip: one.vip, needs: one.needs,
    ...(one.language && { locale: one.language }), ...(one.team && { team_id: one.team }), ...(one.servedBy && { served_by: one.servedBy }), ...(one.at && { at: one.at }),
  };
}

interface AskProps { choices: Choices; busy: boolean; error: string | null; onAsk: (one: Described) => void }

export function Ask({ choices, busy, error, onAsk }: AskProps) {
  const [one, setOne] = useState(NOBODY);
  const set = (part: Partial<Described>): void => setOne({ ...one, ...part });
  const named = (all: { id: string; name: string }[]) => [NONE, ...all.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <form class="w-form" noValidate onSubmit={(event) => { event.preventDefault(); onAsk(one); }}>
      <TextArea label={t("settings.simulate.text")} placeholder={t("settings.simulate.text_hint")} rows={2} maxLength={8000} value={one.text} onInput={(text) => set({ text })} />
      <div class="w-two">
        <SelectField label={t("settings.simulate.language")} value={one.language} choices={[NONE, ...LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag) ?? tag }))]} onChange={(language) => set({ language })} />
        <SelectField label={t("settings.simulate.team")} value={one.team} choices={named(choices.teams)} onChange={(team) => set({ team })} />
      </div>
      <Needs skills={choices.skills} needs={one.needs} onChange={(needs) => set({ needs })} />
      <Switch on={one.vip} label={t("settings.simulate.vip")} onChange={(vip) => set({ vip })} />
      <details class="w-more">
        <summary>{t("settings.simulate.more")}</summary>
        <TextField label={t("settings.simulate.page")} type="url" dir="ltr" placeholder="https://" maxLength={2000} value={one.page} onInput={(page) => set({ page })} />
        <TextField label={t("settings.simulate.tags")} hint={t("settings.simulate.tags_hint")} maxLength={400} value={one.tags} onInput={(tags) => set({ tags })} />
        <SelectField label={t("settings.simulate.served_by")} value={one.servedBy} choices={named(choices.agents)} onChange={(servedBy) => set({ servedBy })} />
        <TextField label={t("settings.simulate.at")} hint={t("settings.simulate.at_hint", { zone: choices.time_zone })} type="datetime-local" value={one.at} onInput={(at) => set({ at })} />
      </details>
      <ErrorText text={error} />
      <Button kind="main" type="submit" busy={busy ? t("settings.simulate.asking") : undefined}>{t("settings.simulate.ask")}</Button>
    </form>
  );
}
