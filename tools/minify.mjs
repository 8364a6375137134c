// Takes comments and indentation away, and nothing else: what brotli does not already do for us.

// Strings are kept as they are, comments go; everything between them is squeezed.
export function minifyStyle(text) {
  const bare = text.replace(/\/\*[\s\S]*?\*\/|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')/g, (_, string) => string ?? "");
  return bare
    .split(/("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')/)
    .map((part, index) => (index % 2 ? part : squeeze(part)))
    .join("")
    .trim();
}

function squeeze(part) {
  return part
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/: /g, ":")
    .replace(/;}/g, "}");
}

// Line by line, and only where a line is wholly a comment: no need to understand JavaScript for that.
export function minifyScript(text) {
  return text
    .replace(/^[ \t]*\/\*\*[\s\S]*?\*\/[ \t]*$/gm, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("//"))
    .join("\n") + "\n";
}
