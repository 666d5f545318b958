/** How long the same problem is not reported again. */
const QUIET_MS = 60_000;

/** Reports problems with stored data. The text is one line that says what failed and what follows from it. */
export type ReportProblem = (line: string) => void;

/** Limits a report to one of each text a minute: a full disk fails every write. */
export function atMostOncePerMinute(report: ReportProblem, now = Date.now): ReportProblem {
  const reported = new Map<string, number>();
  return (line) => {
    const last = reported.get(line);
    if (last !== undefined && now() - last < QUIET_MS) return;
    reported.set(line, now());
    report(line);
  };
}

/** Why a file can't be read or written, without the path, which Node's message would repeat. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return reasons[code] ?? error.message;
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'files may not be that large here',
  EROFS: 'the disk is read-only',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EIO: 'the disk has an error',
  ENOTDIR: 'it is not a directory',
  EISDIR: 'it is a directory',
  EEXIST: 'there is a file of that name',
  ENAMETOOLONG: 'the name is too long',
};
