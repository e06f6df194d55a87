// A face from the drawn ones, or the first letter of the name.
import { useId } from "preact/hooks";
import { t } from "../../i18n";
import { Avatar } from "../../ui";
import { FACES } from "../model";

export function FacePicker({ name, face, onPick }: { name: string; face: string | null; onPick: (face: string | null) => void }) {
  const group = useId();
  return (
    <div class="field">
      <span class="s-label" id={`${group}-label`}>{t("settings.face.label")}</span>
      <div class="s-faces" role="radiogroup" aria-labelledby={`${group}-label`}>
        {[null, ...FACES].map((one, index) => (
          <label key={one ?? ""} class={one === face ? "on" : ""}>
            <input class="hidden" type="radio" name={group} checked={one === face} onChange={() => onPick(one)} />
            <Avatar name={name || "?"} face={one} size={48} />
            <span class="hidden">{one ? t("settings.face.number", { number: index }) : t("settings.face.letter")}</span>
          </label>
        ))}
      </div>
    </div>
  );
}
