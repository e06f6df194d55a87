// The keys of the editor, in a list.
import { t } from "../../i18n";
import { Button, Dialog } from "../../ui";

const KEYS: readonly (readonly [string, string])[] = [
  ["walk", "← ↑ → ↓"], ["edit", "Enter"], ["move", "Alt ← ↑ → ↓"], ["undo", "Ctrl Z"], ["redo", "Ctrl Shift Z"], ["copy", "Ctrl C"], ["paste", "Ctrl V"],
  ["duplicate", "Ctrl D"], ["all", "Ctrl A"], ["delete", "Delete"], ["none", "Esc"],
  ["larger", "+"], ["smaller", "−"], ["fit", "0"], ["keys", "?"],
];

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t("settings.flows.keys")} onClose={onClose} footer={<Button onClick={onClose}>{t("ui.close")}</Button>}>
      <p class="t2">{t("settings.flows.keys_hint")}</p>
      <dl class="fl-keys">{KEYS.map(([name, key]) => <div key={name}><dt>{t(`settings.flows.key.${name}`)}</dt><dd><kbd class="key">{key}</kbd></dd></div>)}</dl>
    </Dialog>
  );
}
