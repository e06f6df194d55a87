// The dialog of a canned reply: what is typed after the slash, the text, and in which inbox.
import { useState } from "preact/hooks";
import type { CannedReply } from "../../desk/answers";
import { t } from "../../i18n";
import { SelectField, TextArea, TextField } from "../../ui";
import { inboxes } from "../store";
import { FormDialog, type Faults } from "../teams/form";
import { saveReply } from "./store";

const LONGEST_NAME = 40;
const LONGEST_TEXT = 8000;

export function ReplyForm({ of, onClose }: { of: CannedReply | null; onClose: () => void }) {
  const [shortcut, setShortcut] = useState(of?.shortcut ?? "");
  const [text, setText] = useState(of?.text ?? "");
  const [inbox, setInbox] = useState(of?.inbox_id ?? "");
  const faultsOf = (): Faults => {
    const name = shortcut.trim().replace(/^\/+/, "");
    return {
      ...(!name ? { shortcut: t("settings.replies.name_missing") } : /\s/.test(name) ? { shortcut: t("settings.replies.one_word") } : {}),
      ...(text.trim() ? {} : { text: t("settings.replies.text_missing") }),
    };
  };
  const save = (): Promise<void> => saveReply(of?.id ?? null, { shortcut: shortcut.trim(), text: text.trim(), inbox_id: inbox || null });
  const choices = [{ value: "", label: t("settings.replies.everywhere") }, ...(inboxes.value ?? []).map((one) => ({ value: one.id, label: one.name }))];
  return (
    <FormDialog title={t(of ? "settings.replies.edit" : "settings.replies.new")} name={`/${shortcut.trim().replace(/^\/+/, "")}`} faultsOf={faultsOf} save={save} onClose={onClose}>
      {(wrong) => (
        <>
          <TextField label={t("settings.replies.name")} hint={t("settings.replies.name_hint")} value={shortcut} maxLength={LONGEST_NAME} dir="auto" error={wrong["shortcut"]} onInput={setShortcut} autofocus />
          <TextArea label={t("settings.replies.text")} hint={t("settings.replies.text_hint")} value={text} rows={6} maxLength={LONGEST_TEXT} error={wrong["text"]} onInput={setText} />
          {choices.length > 2 && <SelectField label={t("settings.replies.inbox")} value={inbox} choices={choices} error={wrong["inbox_id"]} onChange={setInbox} />}
        </>
      )}
    </FormDialog>
  );
}
