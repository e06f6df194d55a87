// What was written in an article and not saved goes, with ten seconds to change one's mind.
import { t } from "../../i18n";
import { offerUndo } from "../undo";
import { discard } from "./work";

export function discardWithUndo(): void {
  offerUndo(t("settings.answers.discarded"), discard());
}
