import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../setup/chromium.mjs';
import { appPackageFolder, iconPixels } from './places.ts';

/** Draws the icons of the app package from their SVG, as PNG beside them. They are committed: whoever packs the app needs no browser. */
const executablePath = findChromium();
if (executablePath === undefined) {
  process.stderr.write('Drawing the icons takes Chromium or Chrome, and there is none. Install one (Debian: apt-get install chromium), or set CHROMIUM_PATH to its program.\n');
  process.exit(1);
}
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  for (const [name, pixels] of Object.entries(iconPixels)) {
    const page = await browser.newPage({ viewport: { width: pixels, height: pixels } });
    const svg = await readFile(join(appPackageFolder, `${name}.svg`), 'utf8');
    await page.setContent(`<style>* { margin: 0; } svg { display: block; }</style>${svg}`);
    await page.screenshot({ path: join(appPackageFolder, `${name}.png`), omitBackground: true });
    process.stdout.write(`appPackage/${name}.png  ${pixels} × ${pixels}\n`);
  }
} finally {
  await browser.close();
}
