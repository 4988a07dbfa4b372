/** Variables whose name speaks of a secret: not handed on to git, and never in a text that goes out. */
export const SECRET_NAME = /KEY|SECRET|TOKEN|PASSW|CREDENTIAL/i;
