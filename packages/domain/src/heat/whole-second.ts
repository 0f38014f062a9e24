/** The second that a moment lies in: heat in memory counts by whole seconds, and who asks by others has the database count. */
export const wholeSecond = (time: Date): Date => new Date(Math.floor(time.getTime() / 1000) * 1000);
