import { z } from "zod";
import { toPlainText } from "./plain-text.ts";

/**
 * True for a text that the database gives back as it was given: it holds no NUL, and keeps another character for half
 * of one, so that what was hashed would not be what stands there.
 */
export const isStorable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

const storedSchema = z.string().refine(isStorable, "cannot be stored");

/**
 * What somebody writes, without the blanks around it and without what nobody sees (`toPlainText`): a phone that was out of
 * the net sends it hours later, when nobody could mend what is refused. How long it may be is said where it is used.
 */
export const writtenSchema = storedSchema.overwrite(toPlainText).trim();

/**
 * Characters that nobody sees: those of control, and those that turn the text beside them around or hide in it, without
 * the joiners that emoji and some scripts are written with.
 */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u;

/** The same on one line: a character in it that nobody sees would be an attempt at something. */
export const lineSchema = storedSchema
  .trim()
  .min(1)
  .refine((text) => !UNSEEN.test(text), "must be one line");

/** A code or a name of something that is there, as long as keys of indexes may be. */
export const codeSchema = z.string().min(1).max(200).refine(isStorable, "cannot be stored");
