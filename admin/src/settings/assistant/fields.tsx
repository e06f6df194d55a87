// The form of the language model: whether it helps, where it is, what it may cost, and what is sent to it.
import { t } from "../../i18n";
import { Button, Switch, TextField } from "../../ui";
import { MOST_SECONDS, MOST_TOKENS, type Assistant, type Form } from "./model";
import { Used } from "./state";

export interface FieldsProps { of: Assistant; form: Form; wrong: Record<string, string>; write: (part: Partial<Form>) => void }

function Key({ of, form, wrong, write }: FieldsProps) {
  const drops = form.key === "" && of.has_key;
  const hint = t(!of.has_key ? "settings.assistant.key_hint" : drops ? "settings.assistant.key_dropped" : "settings.assistant.key_kept");
  return (
    <>
      <TextField type="password" label={t("settings.assistant.key")} hint={hint} autocomplete="off" dir="ltr" maxLength={1000} placeholder={of.has_key && !drops ? "••••••••" : undefined} value={form.key ?? ""} error={wrong["key"]}
        onInput={(key) => write({ key: key || null })} />
      {of.has_key && <div class="s-under-field"><Button tiny icon={drops ? "undo" : "trash"} onClick={() => write({ key: drops ? null : "" })}>{t(drops ? "settings.assistant.key_keep" : "settings.assistant.key_drop")}</Button></div>}
    </>
  );
}

export function Endpoint(props: FieldsProps) {
  const { form, wrong, write } = props;
  return (
    <fieldset>
      <legend>{t("settings.assistant.endpoint")}</legend>
      <p class="hint">{t("settings.assistant.endpoint_hint")}</p>
      <TextField type="url" label={t("settings.assistant.base_url")} dir="ltr" placeholder="https://models.example/v1" maxLength={2000} value={form.base_url} error={wrong["base_url"]} onInput={(base_url) => write({ base_url })} />
      <Key {...props} />
      <TextField label={t("settings.assistant.model")} hint={t("settings.assistant.model_hint")} dir="ltr" maxLength={200} value={form.model} error={wrong["model"]} onInput={(model) => write({ model })} />
    </fieldset>
  );
}

export function Limits({ of, form, wrong, write }: FieldsProps) {
  return (
    <fieldset>
      <legend>{t("settings.assistant.limits")}</legend>
      <TextField class="s-short" type="number" min={1} max={MOST_SECONDS} label={t("settings.assistant.seconds")} hint={t("settings.assistant.seconds_hint")} value={form.seconds} error={wrong["seconds"]} onInput={(seconds) => write({ seconds })} />
      <TextField class="s-short" type="number" min={0} max={MOST_TOKENS} step={1000} label={t("settings.assistant.tokens")} hint={t("settings.assistant.tokens_hint")} value={form.tokens_per_day} error={wrong["tokens_per_day"]} onInput={(tokens_per_day) => write({ tokens_per_day })} />
      <Used of={of} />
    </fieldset>
  );
}

/** Before one trusts a stranger with it: what leaves the house, by an example. */
export function Sent() {
  return (
    <fieldset>
      <legend>{t("settings.assistant.sent")}</legend>
      <p class="hint">{t("settings.assistant.sent_hint")}</p>
      <dl class="s-pairs s-example">
        <div><dt>{t("settings.assistant.written")}</dt><dd class="wrap">{t("settings.assistant.example")}</dd></div>
        <div><dt>{t("settings.assistant.sent_as")}</dt><dd class="wrap">{t("settings.assistant.example_masked")}</dd></div>
      </dl>
      <p class="hint">{t("settings.assistant.masked_hint")}</p>
    </fieldset>
  );
}

export function Help({ form, write }: FieldsProps) {
  return (
    <fieldset>
      <legend>{t("settings.assistant.help")}</legend>
      <p class="hint">{t("settings.assistant.help_hint")}</p>
      <Switch on={form.enabled} label={t(form.enabled ? "settings.assistant.on" : "settings.assistant.off")} onChange={(enabled) => write({ enabled })} />
    </fieldset>
  );
}
