/** The programs that people make app passwords for, and are told how to set up (directory/mail-setup). */
export const mailPrograms = ['thunderbird', 'outlook', 'apple', 'android-thunderbird', 'android-gmail', 'other'] as const;
export type MailProgram = (typeof mailPrograms)[number];
