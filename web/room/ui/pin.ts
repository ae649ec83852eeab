// What is said about the PIN of a phone, and about what may go wrong before it opens.

import { NoNetwork, SignedOut } from "../asking";
import { MustWait, WrongPin } from "../lock";
import { t } from "../words";

export const PIN = { inputmode: "numeric", pattern: "[0-9]*" } as const;

/** Return what is wrong with a PIN that somebody chose; "" when nothing is. */
export function pinProblem(pin: string, again: string): string {
  if (!/^\d{6,}$/.test(pin)) return t("Choose six digits or more.");
  return pin === again ? "" : t("The two PINs are not the same. Type them again.");
}

/** Say why something could not be opened or fetched. Throws what it does not know. */
export function trouble(error: unknown): string {
  if (error instanceof MustWait) return t("Too many wrong PINs. Try again in %(seconds)s seconds.", { seconds: error.seconds });
  if (error instanceof WrongPin) return t("This PIN does not open the phone's copy. Type it again.");
  if (error instanceof NoNetwork) return t("There is no signal. The first time needs one; try again where there is.");
  if (error instanceof SignedOut) return t("Sign in first, then come back to this page.");
  throw error;
}
