/** Keeps type-only imports in sight as plain ones, where Babel would drop them: the import direction holds for types too. */
const typeImportsCount = () => ({
  visitor: {
    Program(program) {
      for (const statement of program.node.body) {
        if (statement.importKind !== "type" && statement.exportKind !== "type") continue;
        if (!statement.source) continue;
        statement.importKind = "value";
        statement.exportKind = "value";
        statement.specifiers = [];
      }
    },
  },
});

module.exports = {
  plugins: [typeImportsCount],
  presets: [
    ["@babel/preset-react", { runtime: "automatic" }],
    ["@babel/preset-typescript", { onlyRemoveTypeImports: true }],
  ],
};
