/** What quoting gets wrong, in one text: for labels and environment. */
export const awkwardText = `a b'c"d$HOME\`id\`\\e\n*?;&|<>(){}[]#~!%ü漢😀=,\t`
