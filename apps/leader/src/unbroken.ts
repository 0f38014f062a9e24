/** The words with their days, such as 11-28, held together: browsers would end a line behind the stroke. */
export const unbroken = (words: string): string => words.replaceAll(/(?<=\d)-(?=\d)/g, "\u2060-\u2060");
