import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const packageFolder = join(root, 'node_modules/@sparticuz/chromium');

export interface ChromiumOptions {
  /** Path of a WAV file that the fake microphone plays in a loop. If undefined, the fake microphone beeps. */
  readonly microphoneFile?: string;
  /** Whether sound requires a user gesture, as on a first visit to a site. Default: false. */
  readonly autoplayBlocked?: boolean;
  /** Whether pages may reach other machines. Default: false. */
  readonly internet?: boolean;
  /** This machine's address on its network, if pages may reach it. */
  readonly network?: string;
}

/** Puppeteer's launch options, for the end-to-end tests and for web-test-runner. */
export interface ChromiumLaunch {
  readonly executablePath: string;
  readonly headless: 'shell';
  readonly args: string[];
  readonly env: Record<string, string | undefined>;
}

export async function chromiumLaunch(options: ChromiumOptions = {}): Promise<ChromiumLaunch> {
  const own = process.env['CHROME_PATH'];
  const folder = own ? undefined : await unpackChromium();
  const executablePath = own ?? join(folder ?? '', 'chromium');
  return {
    executablePath,
    headless: 'shell',
    args: chromiumArguments(options),
    env: { ...process.env, ...(folder ? await chromiumEnvironment(folder) : {}) },
  };
}

function chromiumArguments({
  microphoneFile,
  autoplayBlocked = false,
  internet = false,
  network,
}: ChromiumOptions): string[] {
  return [
    '--no-sandbox', // it needs a user namespace, which containers and root do not have
    '--disable-dev-shm-usage', // in containers, /dev/shm has 64 MB
    '--disable-gpu',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream', // accepts the microphone prompt
    ...(microphoneFile ? [`--use-file-for-fake-audio-capture=${microphoneFile}`] : []),
    `--autoplay-policy=${autoplayBlocked ? 'document-user-activation-required' : 'no-user-gesture-required'}`,
    // Keep the timers of tabs in the background: a test has several participants in one browser.
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    // Block all requests that leave the machine, of the browser itself, and unless they may, of its pages.
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-sync',
    '--no-first-run',
    '--no-pings',
    ...(internet
      ? []
      : [
          `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1${network ? `, EXCLUDE ${network}` : ''}`,
        ]),
  ];
}

/**
 * Unpacks the packaged Chromium, once for each installation and version.
 * The package writes to fixed names in the temporary folder, so two concurrent first runs would read each other's
 * incomplete files. Here each run writes to its own folder, and the first to finish renames it to the final name.
 */
async function unpackChromium(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `No Chromium is packaged for ${process.platform} ${process.arch}. Set CHROME_PATH to the executable of an installed Chrome or Chromium.`,
    );
  }
  const manifest: unknown = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'));
  const { version } = manifest as { version: string };
  const folder = join(root, 'node_modules/.cache/audio-rooms', `chromium-${version}`);
  if (existsSync(folder)) return folder;

  await mkdir(dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  try {
    // The package unpacks to TMPDIR, and includes the shared libraries if it seems to run in Lambda.
    await run(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        "await (await import('@sparticuz/chromium')).default.executablePath();",
      ],
      {
        cwd: root,
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          TMPDIR: unfinished,
          AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
        },
      },
    );
    await writeFile(join(unfinished, 'fonts.conf'), fontConfiguration(folder));
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // otherwise another run was first
  }
  return folder;
}

/** Adds the packaged font to the system's: Chromium exits if it finds no font at all. */
const fontConfiguration = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;

async function chromiumEnvironment(folder: string): Promise<Record<string, string>> {
  const fonts = { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  if (!(await lacksLibraries(join(folder, 'chromium')))) return fonts;
  const libraries = [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']];
  return { ...fonts, LD_LIBRARY_PATH: libraries.filter(Boolean).join(':') };
}

/** Whether the system lacks a library such as NSS. Only then are the packaged ones used: the system's are newer. */
async function lacksLibraries(executable: string): Promise<boolean> {
  const { stdout } = await run('ldd', [executable]).catch(() => ({ stdout: 'not found' }));
  return stdout.includes('not found');
}
