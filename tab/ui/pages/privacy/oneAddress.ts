/** Whether a text looks like one e-mail address; whose it is, the directory says. */
export function isOneAddress(text: string): boolean {
  return /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(text.trim());
}
