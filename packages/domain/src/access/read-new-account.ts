import { isWellFormedText } from "@langnghe/text";
import { StaffAccountRefused } from "./access.errors.ts";

/** Name and address of a new account as they are kept. @throws StaffAccountRefused naming the field that has to change */
export function readNewAccount(account: { readonly email: string; readonly name: string }): { email: string; name: string } {
  const email = account.email.trim().toLowerCase();
  if (!isWellFormedText(email) || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw new StaffAccountRefused("email");
  const name = account.name.trim();
  if (name === "" || !isWellFormedText(name)) throw new StaffAccountRefused("name");
  return { email, name };
}
