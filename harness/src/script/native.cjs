// Written by napi-harness: a native addon as a module, whose names ECMAScript modules can import.
process.dlopen(module, LIBRARY);
// Never run: by this form cjs-module-lexer, which Node.js asks for the names of a CommonJS module, learns them.
0 && (module.exports = NAMES);
