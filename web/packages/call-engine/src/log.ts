/** Levels of the documented setLogLevel. */
export const LogLevel = { ALL: 0, INFO: 1, WARN: 2, ERROR: 3, NONE: 4 } as const;

/** Writes to the browser's console. Never given signatures or tickets. */
export class Log {
  level: number = LogLevel.ERROR;

  debug(text: string, ...rest: unknown[]): void {
    if (this.level <= LogLevel.ALL) console.debug(`ringline: ${text}`, ...rest);
  }

  warn(text: string, ...rest: unknown[]): void {
    if (this.level <= LogLevel.WARN) console.warn(`ringline: ${text}`, ...rest);
  }

  error(text: string, ...rest: unknown[]): void {
    if (this.level <= LogLevel.ERROR) console.error(`ringline: ${text}`, ...rest);
  }
}
