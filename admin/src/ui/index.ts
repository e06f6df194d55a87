// The parts every screen is made of.
export { Avatar, PresenceDot, letter } from "./Avatar";
export { Button, type ButtonProps } from "./Button";
export { Segmented, Switch } from "./Choice";
export { Dialog } from "./Dialog";
export { ErrorText } from "./ErrorText";
export { SelectField, TextArea, TextField, type Choice } from "./Field";
export { focusOn, keepFocus } from "./focus";
export { Found, type FoundProps } from "./Found";
export { Icon, Mark } from "./Icon";
export { type IconName } from "./icons";
export { Load, Stars } from "./Load";
export { Menu, type MenuGroup, type MenuItem } from "./Menu";
export { ScreenSkeleton, Skeleton, useLate } from "./Skeleton";
export { Time } from "./Time";
export { Toasts, dismiss, dropNews, toast } from "./Toast";
