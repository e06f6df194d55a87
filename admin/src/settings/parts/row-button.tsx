// A short button in a row of many: the eye sees "Change", a reader hears "Change Ann".
import { Button, type IconName } from "../../ui";

interface RowButtonProps { text: string; name: string; onClick: () => void; icon?: IconName }

export function RowButton({ text, name, onClick, icon }: RowButtonProps) {
  return <Button tiny icon={icon} onClick={onClick}><span aria-hidden="true">{text}</span><span class="hidden">{name}</span></Button>;
}
