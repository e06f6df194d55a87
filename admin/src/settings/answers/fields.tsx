// What an article says in one language.
import { t } from "../../i18n";
import { TextArea, TextField } from "../../ui";
import { Body } from "./body";
import type { Words } from "./form";
import { forAgents, language, words, write } from "./work";

export function Fields({ wrong, onMend }: { wrong: Record<string, string>; onMend: (name: string) => void }) {
  const now = words.value;
  const typed = (name: keyof Words) => (text: string): void => {
    write({ [name]: text });
    onMend(name);
    // An article needs one of the two, and the answer's field says so.
    if (name === "body") onMend("answer");
  };
  return (
    <div class="s-fields" lang={language.value}>
      <TextField label={t("settings.answers.question")} value={now.title} maxLength={500} dir="auto" error={wrong["title"]} onInput={typed("title")} />
      <TextArea label={t("settings.answers.answer")} hint={t(forAgents("answer_hint"))} rows={4} maxLength={8000} value={now.answer} error={wrong["answer"]} onInput={typed("answer")} />
      <Body error={wrong["body"]} onInput={typed("body")} />
      <TextArea label={t("settings.answers.phrasings")} hint={t("settings.answers.phrasings_hint")} rows={4} value={now.phrasings} error={wrong["phrasings"]} onInput={typed("phrasings")} />
      <TextArea label={t("settings.answers.keywords")} hint={t("settings.answers.keywords_hint")} rows={2} value={now.keywords} error={wrong["keywords"]} onInput={typed("keywords")} />
    </div>
  );
}
