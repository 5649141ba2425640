// As much of TOML as the lists beside this file need: arrays of tables whose values are strings.

/** The tables of `text`, by the names of their arrays. */
export function tables(text) {
  const entry = /^\[\[(\w+)\]\]$|^(\w+) = (?:'''\n?([\s\S]*?)'''|'([^'\n]*)'|("(?:[^"\\\n]|\\.)*"))$/gm;
  const found = {};
  let table;
  for (const [, array, key, lines, literal, quoted] of text.matchAll(entry)) {
    if (array) (found[array] ??= []).push((table = {}));
    else table[key] = lines ?? literal ?? JSON.parse(quoted);
  }
  return found;
}
