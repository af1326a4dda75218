import { fileURLToPath } from 'node:url';

/** Templates and icons of the app package. */
export const appPackageFolder = fileURLToPath(new URL('../../appPackage', import.meta.url));

/** Where `npm run package` writes to. */
export const outputFile = fileURLToPath(new URL('../../build/app-package/account-engagement.zip', import.meta.url));

/** Width and height that Teams asks for. https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons */
export const iconPixels = { color: 192, outline: 32 } as const;
